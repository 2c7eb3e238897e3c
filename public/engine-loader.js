// The worker's entry: fetches weights, module and glue side by side, then hands over to the engine. A file that does
// not come rejects here, which the page sees as the worker's error event.
//
// After trouble the page asks for a worker from the network: the browser keeps these files for good, damaged ones too.
const mode = { cache: self.name.endsWith("from the network") ? "reload" : "default" };
const weights = fetch(new URL("./inkling.weights", import.meta.url), mode);
const wasm = fetch(new URL("./engine-flex_bg.wasm", import.meta.url), mode);
// The engine reports missing weights itself; until it takes them over, their failure is no unhandled rejection.
weights.catch(() => {});
wasm.catch(() => {});

const engine = await import("./engine-flex.js");
await engine.default({ module_or_path: wasm });
engine.start(weights);
