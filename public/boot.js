// Runs before anything is painted. Sets the theme, so that it does not flash, and starts the engine, so that it loads
// while the page itself still does. Also what must come before the page looks: it moves what older versions kept to
// this deployment's own names, and tells the service worker that a tab runs this build. Everything else is the page's.
(() => {
  "use strict";
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
  document.documentElement.dataset.theme = dark ? "dark" : "light";
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
      link.onload = there;
      link.onerror = () => {
        styles = undefined;
        link.remove();
        missing();
      };
      document.head.append(link);
    }));

  // Says what is wrong in the page's outline; the page, once there, speaks for itself.
  const say = (sentence) => {
    const show = () => {
      const needs = document.getElementById("needs");
      if (needs) {
        needs.textContent = sentence;
        needs.hidden = false;
      }
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", show);
    else show();
  };

  // A module of one function that uses a vector instruction.
  const vectors = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(new Uint8Array(vectors))) {
    say("This browser cannot run the reader: it lacks WebAssembly with SIMD. Any current browser has it.");
    return;
  }
  addEventListener("unhandledrejection", () => say("The page could not be loaded completely. Check the connection, then reload."));

  // The page picks the worker up, and with it the events that came before the page was there.
  const worker = new Worker(new URL(content("inkling-engine"), document.baseURI), { type: "module", name: "flex" });
  worker.early = [];
  for (const kind of ["message", "error", "messageerror"]) {
    worker.addEventListener(kind, (event) => worker.early?.push(event));
  }
  globalThis.inklingEngine = worker;
})();
