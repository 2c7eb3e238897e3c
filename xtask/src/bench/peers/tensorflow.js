// TensorFlow.js in a worker: its wasm back end, with the network made of its fused convolutions.
//
// Everything is asked for at once. What the runtime asks for later is on its way already, and its scripts come out of
// the browser's cache.
const ask = fetch;
const begun = new Map(["WASM", "WEIGHTS"].map((name) => [new URL(name, location).href, ask(name)]));
globalThis.fetch = (address, how) => begun.get(new URL(address, location).href) ?? ask(address, how);
for (const script of ["CORE", "BACKEND"]) ask(script).then((answer) => answer.arrayBuffer());
importScripts("CORE", "BACKEND");

const PLAN = [];

// First all scales and biases, then all bytes.
function layersOf(file) {
  const channels = PLAN.reduce((sum, { shape }) => sum + shape[3], 0);
  let [floats, bytes] = [0, 8 * channels];
  return PLAN.map(({ shape, stride, padding }) => {
    const to = shape[3];
    const [scales, bias] = [new Float32Array(file, floats, to), new Float32Array(file, floats + 4 * to, to)];
    const steps = new Int8Array(file, bytes, shape.reduce((product, size) => product * size));
    [floats, bytes] = [floats + 8 * to, bytes + steps.length];
    const filter = Float32Array.from(steps, (step, at) => step * scales[at % to]);
    return { filter: tf.tensor4d(filter, shape), bias: tf.tensor1d(bias), strides: stride, pad: padding };
  });
}

async function start() {
  // It wants to know all three of its modules, and asks for the one that suits the browser: SIMD, and no threads.
  const modules = ["", "-simd", "-threaded-simd"].map((kind) => [`tfjs-backend-wasm${kind}.wasm`, "WASM"]);
  tf.wasm.setWasmPaths(Object.fromEntries(modules));
  await tf.setBackend("wasm");
  await tf.ready();
  const layers = layersOf(await (await fetch("WEIGHTS")).arrayBuffer());
  const score = (pixels) =>
    tf.tidy(() => {
      const pictures = tf.tensor4d(pixels, [pixels.length / 784, 28, 28, 1]);
      const next = (x, layer, at) =>
        tf.fused.conv2d({ x, ...layer, activation: at + 1 < layers.length ? "relu" : "linear" });
      return layers.reduce(next, pictures).dataSync();
    });
  onmessage = ({ data }) => {
    const scores = score(data);
    postMessage(scores, [scores.buffer]);
  };
  // Ready.
  postMessage(new Uint8Array());
}
// Thrown where the page hears of it.
start().catch((error) => setTimeout(() => { throw error; }));
