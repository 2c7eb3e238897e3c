// Runs before anything is painted. Sets the theme, so that it does not flash, and starts the engine, so that it loads
// while the page itself still does. Keeps what is written on the outline meanwhile, and says so where the page does not
// come. Also what must come before the page looks: it moves what older versions kept to this deployment's own names, and
// tells the service worker that a tab runs this build. Everything else is the page's.
(() => {
  "use strict";
  // For so many milliseconds a file may keep one waiting.
  const PATIENCE = 30_000;
  // For so many milliseconds the page waits for the reading of what is on its outline.
  const PATIENCE_FOR_ANSWER = 100;
  // A reading of more characters goes over several lines, which the page alone can show.
  const SHOWN_AT_MOST = 10;
  const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

  // The same rule as in `src/web/deployment.rs`: other deployments on this origin have other names.
  const own = `inkling:${new URL(".", document.baseURI).pathname}#`;

  // Older versions' names had no path. The first deployment that opens takes what they kept, once; what is left by
  // tabs of an older version after that is not looked at again.
  const takeOver = (store) => {
    if (store.getItem(`${own}moved`)) return;
    for (const old of Object.keys(store).filter((key) => key.startsWith("inkling."))) {
      const name = own + old.slice("inkling.".length);
      if (store.getItem(name) !== null) continue;
      store.setItem(name, store.getItem(old));
      store.removeItem(old);
    }
    store.setItem(`${own}moved`, "1");
  };
  let theme = null;
  try {
    takeOver(localStorage);
    takeOver(sessionStorage);
  } catch {
    // Storage is refused or full; the next visit tries again.
  }
  try {
    theme = localStorage.getItem(`${own}theme`);
  } catch {
    // Storage is refused; the system's theme it is.
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? "dark" : "light";
  for (const bar of document.querySelectorAll('meta[name="theme-color"]')) {
    bar.content = dark ? bar.dataset.dark : bar.dataset.light;
  }

  // The service worker keeps the files of a build as long as a tab holds the lock that is named like their cache. A tab
  // that the browser sets aside lets go of it: with it, it could not be brought back.
  let release;
  const hold = () => {
    const held = () => new Promise((done) => (release = done));
    navigator.locks?.request(own + content("inkling-build"), { mode: "shared" }, held).catch(() => {});
  };
  hold();
  addEventListener("pagehide", () => release?.());
  addEventListener("pageshow", (event) => event.persisted && hold());

  // The styles of what the page fetches later: asked for once, and again where they did not come.
  let styles;
  globalThis.inklingStyles = () =>
    (styles ??= new Promise((there, missing) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = content("inkling-styles");
      link.onload = () => {
        link.onerror = null;
        there();
      };
      link.onerror = () => {
        styles = undefined;
        link.remove();
        missing();
      };
      setTimeout(() => link.onerror?.(), PATIENCE);
      document.head.append(link);
    }));

  // A module of one function that uses a vector instruction.
  const vectors = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(new Uint8Array(vectors))) {
    root.dataset.started = "in vain";
    return;
  }

  // The styles show a sentence and a link unless the page has started and nothing has failed since.
  root.dataset.started = "";
  const fail = () => delete root.dataset.started;
  const before = new AbortController();
  const { signal } = before;
  // Of files, scripts alone: the browser says of them that they did not come, of modules that they were no modules.
  const isVital = ({ target }) => target === window || target.localName === "script";
  addEventListener("error", (event) => isVital(event) && fail(), { capture: true, signal });
  addEventListener("unhandledrejection", fail, { signal });
  setTimeout(() => page || fail(), PATIENCE);

  // What lies on the sheet from before, which the page will show: the tab's own, or what was changed last. What cannot be
  // understood is left to the page.
  const isList = (list) => Array.isArray(list) && list.every(Number.isFinite);
  let earlier = [];
  let reads = true;
  try {
    reads = (localStorage.getItem(`${own}mode`) ?? "numbers") === "numbers" && localStorage.getItem(`${own}hand`) !== "on";
    const kept = JSON.parse(sessionStorage.getItem(`${own}drawing`) ?? localStorage.getItem(`${own}drawing`));
    if (kept?.strokes.every(isList)) earlier = kept.strokes.filter((stroke) => stroke.length > 1);
  } catch {
    // Storage is refused, or what it has is damaged.
  }
  // A link brings a drawing of its own.
  if (location.hash.includes("draw=")) earlier = [];

  // What is written on the outline: the events as they came, each with the sheet's place and scale, for the page; and
  // the strokes that they make, in pixels from the sheet's middle, for the eye and for another try.
  const events = [];
  const strokes = [];
  let held;
  let page;
  let asked = 0;
  let scale = 1;
  const handOver = () => {
    // The element under a pen must not go.
    if (!page || held !== undefined || signal.aborted) return;
    before.abort();
    root.dataset.started = "";
    page(events);
  };
  globalThis.inklingInk = (take) => {
    page = take;
    // Mounting the page would hold up an answer that is about to come.
    if (asked) setTimeout(handOver, PATIENCE_FOR_ANSWER);
    else handOver();
  };
  const written = () => [...earlier, ...strokes];
  // Each begins with a line of no length, so that a dot is seen.
  const path = (strokes) => strokes.map((stroke) => `M${stroke.slice(0, 2)}L${stroke}`).join("");
  const earlierPath = path(earlier);
  const paint = (pad) => {
    pad.firstElementChild.setAttribute("d", earlierPath + path(strokes));
    pad.firstElementChild.style.setProperty("--scale", scale);
    if (written().length) pad.nextElementSibling.classList.add("gone");
  };
  // Ink that has no room is shown smaller: the same rule as in `src/ink/view.rs`.
  const fit = (pad) => {
    const { width, height } = pad.getBoundingClientRect();
    const room = [width / 2, height / 2];
    const most = [0, 0];
    for (const stroke of earlier) stroke.forEach((one, at) => (most[at % 2] = Math.max(most[at % 2], Math.abs(one))));
    const isInSight = most.every((one, at) => one <= room[at]);
    scale = isInSight ? 1 : Math.max(Math.min(1, ...most.map((one, at) => (room[at] - 12) / one)), 0.05);
  };
  const open = () => {
    const pad = document.querySelector("#outline .pad");
    if (pad) {
      fit(pad);
      paint(pad);
    } else if (!page) requestAnimationFrame(open);
  };
  if (earlier.length) open();
  const follow = (event) => {
    const { target, type, pointerId, buttons } = event;
    const sheet = target.closest?.("#outline .pad");
    if (!sheet) return;
    const begins = type === "pointerdown";
    // A pen takes over from the palm that came first.
    if (begins && !event.button && (held === undefined || event.pointerType === "pen")) held = pointerId;
    if (pointerId !== held) return;
    const box = sheet.getBoundingClientRect();
    events.push(event, box, scale);
    const add = ({ clientX, clientY }) =>
      strokes.at(-1).push((clientX - box.x - box.width / 2) / scale, (clientY - box.y - box.height / 2) / scale);
    if (begins) {
      sheet.setPointerCapture(pointerId);
      strokes.push([]);
    }
    const samples = event.getCoalescedEvents?.() ?? [];
    if (buttons) (samples.length ? samples : [event]).forEach(add);
    paint(sheet);
    if (!buttons) {
      held = undefined;
      ask();
      handOver();
    }
  };
  for (const kind of ["down", "move", "up", "cancel"]) addEventListener(`pointer${kind}`, follow, { signal });
  // Without this, tablets take quick strokes of a stylus for handwriting of their own.
  addEventListener("touchmove", (event) => held !== undefined && event.preventDefault(), { passive: false, signal });

  // Another try opens with what was written.
  const keep = () => {
    try {
      if (strokes.length) sessionStorage.setItem(`${own}drawing`, JSON.stringify({ strokes: written() }));
    } catch {
      // Storage is refused or full.
    }
  };
  addEventListener("pagehide", keep, { signal });

  const worker = new Worker(new URL(content("inkling-engine"), document.baseURI), { type: "module", name: "flex" });
  // What is written is read before the page is there, too, and stands in the page's place for it. The worker answers with
  // the characters' numbers; the last answer counts, and the page hears of none.
  const ask = () => {
    if (!reads || page) return;
    asked += 1;
    worker.postMessage(Float32Array.from(written().flatMap((stroke) => [...stroke, NaN])));
  };
  worker.addEventListener("message", (event) => {
    const { data } = event;
    if (!(data instanceof Float32Array)) return;
    event.stopImmediatePropagation();
    if (--asked) return;
    const place = document.querySelector("#outline .digit");
    if (place) {
      const text = data.length > SHOWN_AT_MOST ? "" : String.fromCodePoint(...data);
      place.firstElementChild.textContent = text;
      place.classList.toggle("several", text.length > 1);
      place.style.setProperty("--symbols", text.length);
    }
    // Once it is painted.
    requestAnimationFrame(() => setTimeout(handOver));
  });
  // The page picks the worker up, and with it the events that came before the page was there.
  worker.early = [];
  for (const kind of ["message", "error", "messageerror"]) {
    worker.addEventListener(kind, (event) => worker.early?.push(event));
  }
  if (earlier.length) ask();
  globalThis.inklingEngine = worker;
})();
