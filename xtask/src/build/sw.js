// Keeps one whole build of the page on the visitor's machine, so that it opens and reads without a network.
//
// A build is installed whole or not at all: every file is compared with its hash first. It takes over only when a page
// asks. Tabs that still run the build before go on with its files, which stay until no tab needs them. A cache that
// has lost files is filled again at the next visit. Only large files that not everybody uses are kept from their first
// use on.
//
// Caches carry the deployment's path and the build: other deployments on the same origin have theirs.

const VERSION = "__VERSION__";
// Path to the first half of its SHA-256. Most paths carry the hash themselves and never change.
const FILES = __FILES__;
const LATER = new Set(__LATER__);

const home = new URL("./", self.location);
// The same rule as in `src/web/deployment.rs`.
const OWN = `inkling:${home.pathname}#`;
const CACHE = OWN + VERSION;
// Caches of older versions of the page, whose names do not say whose they are.
const NAMELESS = "inkling-";
const INDEX = "index.html";
// A path whose content never changes: it carries its hash.
const HASHED = /-[0-9a-f]{16}\.\w+$/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), removeUnused()])));
self.addEventListener("message", (event) => {
  if (event.data?.type === "skip-waiting") self.skipWaiting();
  if (event.data?.type === "version") event.ports[0]?.postMessage(VERSION);
  if (event.data?.type === "visit") event.waitUntil(Promise.all([refill(), isInCharge() && removeUnused()]));
});
self.addEventListener("fetch", (event) => {
  const path = ownPath(event.request);
  if (path !== undefined) event.respondWith(answer(event, path));
});

const address = (path) => new URL(path, home).href;

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(FILES).map((path) => (LATER.has(path) ? takeOver(path, cache) : add(path, cache))));
}

// What the build before kept and this one has unchanged: the same path means the same content.
async function takeOver(path, cache) {
  const kept = await caches.match(address(path));
  if (kept) await cache.put(address(path), kept);
}

async function add(path, cache) {
  // Some hosts redirect index.html to its folder, and a redirected answer cannot open a page.
  const source = address(path === INDEX ? "./" : path);
  await cache.put(address(path), await checked(source, FILES[path]));
}

// Browsers and visitors may remove what was kept. What cannot be had now is tried again at the next visit.
async function refill() {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map((request) => request.url));
  const lost = Object.keys(FILES).filter((path) => !LATER.has(path) && !kept.has(address(path)));
  await Promise.allSettled(lost.map((path) => add(path, cache)));
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

async function keep(path, response) {
  const kept = response.clone();
  if (await digest(await response.arrayBuffer()) !== FILES[path]) return;
  await (await caches.open(CACHE)).put(address(path), kept);
}

async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Browsers that do not say so keep old builds until the next one takes over.
const isInCharge = () => self.serviceWorker?.state === "activated";

// Removes this deployment's other builds, unless a tab runs them.
async function removeUnused() {
  const names = await caches.keys();
  // A build that is on its way has its cache already.
  if (self.registration.installing || self.registration.waiting) return;
  const held = (await self.navigator.locks?.query())?.held ?? [];
  // Each tab holds a lock that is named like its build's cache (public/boot.js). With more tabs than locks, one is of
  // an older version or just opening, and what it needs is not known.
  const locks = held.filter(({ name }) => name.startsWith(`inkling:${home.pathname}`));
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.filter(({ url }) => url.startsWith(home.href)).length > locks.length) return;
  const used = new Set([CACHE, ...locks.map(({ name }) => name)]);
  await Promise.all(names.map(async (name) => {
    if (!used.has(name) && await isOwn(name)) await caches.delete(name);
  }));
}

async function isOwn(cacheName) {
  if (cacheName.startsWith(OWN)) return true;
  // Of the nameless ones, the one that opens this deployment's page is this deployment's.
  return cacheName.startsWith(NAMELESS) && Boolean(await caches.match(address(INDEX), { cacheName }));
}

// The path of one of this deployment's files, as the list has it; nothing for everything else.
function ownPath(request) {
  if (request.method !== "GET" || !request.url.startsWith(home.href)) return undefined;
  const path = request.url.slice(home.href.length).split(/[?#]/)[0];
  if (path === "") return INDEX;
  if (path in FILES) return path;
  // A tab may still run another build. And an address that the page does not have: the network's answer, or without
  // one the page itself.
  return HASHED.test(path) || request.mode === "navigate" ? path : undefined;
}

async function answer(event, path) {
  const { request } = event;
  const url = address(path);
  // Only what carries its hash may come from any build.
  const kept = (await caches.match(url, { cacheName: CACHE })) ?? (HASHED.test(path) ? await caches.match(url) : undefined);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    if (LATER.has(path) && response.ok) event.waitUntil(keep(path, response.clone()));
    return response;
  } catch (error) {
    const page = request.mode === "navigate" && await caches.match(address(INDEX), { cacheName: CACHE });
    if (page) return page;
    throw error;
  }
}
