// Runs before anything is painted. Sets the theme, so that it does not flash, and starts the engine, so that it loads
// while the page itself still does. Everything else is the page's.
(() => {
  "use strict";
  const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

  let theme = null;
  try {
    theme = localStorage.getItem("inkling.theme");
  } catch {
    // Storage is refused; the system's theme it is.
  }
  const dark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  for (const bar of document.querySelectorAll('meta[name="theme-color"]')) {
    bar.content = dark ? bar.dataset.dark : bar.dataset.light;
  }

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
