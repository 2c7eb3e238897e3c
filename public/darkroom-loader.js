// The darkroom's entry. What arrives before its module is there waits here.
const early = [];
self.onmessage = (event) => early.push(event);

const { default: init, start } = await import("./darkroom.js");
await init({ module_or_path: fetch(new URL("./darkroom_bg.wasm", import.meta.url)) });
start();
early.forEach((event) => self.onmessage(event));
