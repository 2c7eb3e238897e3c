// Fetches a part of the page, whose name carries its hash: what came damaged, and what a browser kept of that, is asked
// for anew. One that never comes is given up, so that the page can say so.
const fetchWhole = async (url) => {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(url, { cache, signal: AbortSignal.timeout(30_000) });
    if (!response.ok) break;
    const bytes = await response.arrayBuffer();
    // Pages without encryption have no digests.
    const digest = await globalThis.crypto.subtle?.digest("SHA-256", bytes);
    const hash = Array.from(new Uint8Array(digest ?? []).subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0"));
    if (url.includes(hash.join(""))) return bytes;
  }
  throw new Error(`${url} did not come whole`);
};
const fetchPart = (name) => {
  const coming = fetchWhole(new URL(name, import.meta.url).href);
  coming.catch(() => {});
  return async (imports) => WebAssembly.instantiate(await coming, imports);
};
// Which files each part is made of, its own first; that list is as long as a part, so it comes with the first of them.
let table;
const filesOf = async (name) => {
  table ??= fetchWhole(new URL("parts.json", import.meta.url).href).then((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
  table.catch(() => (table = undefined));
  return (await table)[name];
};
const shared = {};
const loadPart = (name) => {
  let whole;
  return async () => {
    const [own, ...others] = await filesOf(name);
    const loads = others.map((file) => (shared[file] ??= makeLoad(() => fetchPart(file), [])));
    // A part may have nothing of its own.
    whole ??= makeLoad(() => (own ? fetchPart(own) : async () => {}), loads);
    return whole();
  };
};
