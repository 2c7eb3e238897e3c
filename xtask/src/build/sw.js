// Keeps one whole build of the page on the visitor's machine, so that it opens and reads without a network.
//
// A build is installed whole or not at all: every file is compared with its hash first. It takes over only when the
// page asks, so that a page never meets files of another build. Only large engines that not everybody uses are kept
// from their first use on.

const VERSION = "__VERSION__";
// Path to the first half of its SHA-256. Most paths carry the hash themselves and never change.
const FILES = __FILES__;
const LATER = new Set(__LATER__);

const PREFIX = "inkling-";
const CACHE = PREFIX + VERSION;
const INDEX = "index.html";
const home = new URL("./", self.location).href;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeOtherBuilds()));
self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") self.skipWaiting();
  if (event.data?.type === "version") event.ports[0]?.postMessage(VERSION);
});
self.addEventListener("fetch", (event) => {
  const path = ownPath(event.request);
  if (path !== undefined) event.respondWith(answer(event, path));
});

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(FILES).map(async ([path, hash]) => {
    if (LATER.has(path)) return takeOver(path, cache);
    // Some hosts redirect index.html to its folder, and a redirected answer cannot open a page.
    const source = new URL(path === INDEX ? "./" : path, home).href;
    await cache.put(new URL(path, home).href, await checked(source, hash));
  }));
}

// What the build before kept and this one has unchanged: the same path means the same content.
async function takeOver(path, cache) {
  const url = new URL(path, home).href;
  for (const name of await caches.keys()) {
    const kept = name.startsWith(PREFIX) && await (await caches.open(name)).match(url);
    if (kept) return cache.put(url, kept);
  }
}

// The page has just loaded most files, so the browser's own cache may answer; where that one holds something else,
// the network is asked once more.
async function checked(url, hash) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(url, { cache });
    if (!response.ok) continue;
    const bytes = await response.clone().arrayBuffer();
    if (await digest(bytes) === hash) return response;
  }
  throw new Error(`${url} is not the file of build ${VERSION}`);
}

async function keep(cache, path, response) {
  const kept = response.clone();
  if (await digest(await response.arrayBuffer()) === FILES[path]) await cache.put(new URL(path, home).href, kept);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function removeOtherBuilds() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

// The path of one of this build's files, as the list has it; nothing for everything else.
function ownPath(request) {
  if (request.method !== "GET" || !request.url.startsWith(home)) return undefined;
  const path = request.url.slice(home.length).split(/[?#]/)[0];
  if (path === "") return INDEX;
  if (path in FILES) return path;
  // An address that the page does not have: the network's answer, or without one the page itself.
  return request.mode === "navigate" ? path : undefined;
}

async function answer(event, path) {
  const { request } = event;
  const cache = await caches.open(CACHE);
  const kept = await cache.match(new URL(path, home).href);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (LATER.has(path) && response.ok) event.waitUntil(keep(cache, path, response.clone()));
    return response;
  } catch (error) {
    const page = request.mode === "navigate" && await cache.match(new URL(INDEX, home).href);
    if (page) return page;
    throw error;
  }
}
