// ONNX Runtime Web in a worker: its wasm back end.
//
// Everything is asked for at once. What the runtime asks for later is on its way already.
const ask = fetch;
const begun = new Map(["WASM", "MODEL"].map((name) => [new URL(name, location).href, ask(name)]));
globalThis.fetch = (address, how) => begun.get(new URL(address, location).href) ?? ask(address, how);
const ort = await import("RUNTIME");

ort.env.wasm.wasmPaths = { wasm: new URL("WASM", location).href };
const model = await (await fetch("MODEL")).arrayBuffer();
const session = await ort.InferenceSession.create(model, { executionProviders: ["wasm"] });

onmessage = async ({ data }) => {
  const pictures = new ort.Tensor("float32", data, [data.length / 784, 1, 28, 28]);
  const { scores } = await session.run({ pictures });
  postMessage(scores.data, [scores.data.buffer]);
};
// Ready.
postMessage(new Uint8Array());
