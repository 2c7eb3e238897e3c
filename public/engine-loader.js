// The worker's entry: fetches weights, module and glue side by side, then hands over to the engine. A file that does
// not come is reported, which the page sees as the worker's error event. Nothing is awaited at the top: browsers hold
// back what the page asks until this script is through, and let it wait for the page's main thread then.
//
// The worker's name says which engine it is to run, and whether to ask the network alone: after trouble the page does,
// since the browser keeps these files for good, damaged ones too.
const [name, network] = self.name.split(" from the ");
const mode = { cache: network ? "reload" : "default" };
// Each is named in full: the build puts the final names here, and the modules' sizes.
const engines = {
  flex: { glue: () => import("./engine-flex.js"), wasm: "./engine-flex_bg.wasm" },
  "flex-full": { glue: () => import("./engine-flex-full.js"), wasm: "./engine-flex-full_bg.wasm", bytes: "__BYTES__" },
  ndarray: { glue: () => import("./engine-ndarray.js"), wasm: "./engine-ndarray_bg.wasm", bytes: "__BYTES__" },
  webgpu: { glue: () => import("./engine-webgpu.js"), wasm: "./engine-webgpu_bg.wasm", bytes: "__BYTES__" },
};
const { glue, wasm: path, bytes } = engines[name];

// The page asks as soon as there is something to read; the engine takes these over.
self.early = [];
self.onmessage = ({ data }) => self.early.push(data);

// An answer whose bytes are counted as they come; `grown` hears the part of them that is there.
const counted = async (coming, bytes, grown, type) => {
  const response = await coming;
  if (!response.ok) return response;
  let there = 0;
  const counter = new TransformStream({
    transform(chunk, rest) {
      there += chunk.byteLength;
      grown(Math.min(there / bytes, 1));
      rest.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: type ? { "Content-Type": type } : {} });
};

// Name, file and size of each model, the one that the page opens with first: the build puts them here.
const models = "__MODELS__";
const [[first, firstFile]] = models;
const weights = fetch(new URL(firstFile, import.meta.url), mode);
// Asks for a model that is wanted later; `grown` hears the part of it that is there. Who asks again had no use for what
// came first, which the browser would keep for good.
const asked = new Set();
const fetchModel = (name, grown) => {
  const model = models.find(([known]) => known === name);
  if (!model) throw new Error(`there is no model ${name}`);
  const how = asked.has(name) ? { cache: "reload" } : mode;
  asked.add(name);
  return counted(fetch(new URL(model[1], import.meta.url), how), model[2], grown);
};
// What is fetched for a reading at once is not counted; of an engine that was asked for the page shows how much is there.
const module = fetch(new URL(path, import.meta.url), mode);
const wasm = bytes ? counted(module, bytes, (part) => postMessage(part), "application/wasm") : module;
// The engine reports missing weights itself; until it takes them over, their failure is no unhandled rejection.
weights.catch(() => {});
wasm.catch(() => {});

glue()
  .then(async (engine) => {
    await engine.default({ module_or_path: wasm });
    engine.start(first, weights, fetchModel);
  })
  .catch(reportError);
