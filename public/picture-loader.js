// The picture worker's entry. What arrives before its module is there waits here.
const early = [];
self.onmessage = (event) => early.push(event);

const { default: init, start } = await import("./picture-worker.js");
await init({ module_or_path: fetch(new URL("./picture-worker_bg.wasm", import.meta.url)) });
start();
early.forEach((event) => self.onmessage(event));
