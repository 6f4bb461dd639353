// The service worker of the desk: keeps the app's own files, and shows the app where a desk's page cannot be reached.
// Answers about people are never kept here: they go through untouched.
import { send, waiting } from "{{ sending|safe }}";

const VERSION = "{{ version|safe }}";
const SHELL = "{{ shell|safe }}";
const SCOPE = "{{ scope|safe }}";
const FILES = new Set([
  SHELL,{% for file in files %}
  "{{ file|safe }}",{% endfor %}
]);
const FONTS = /\/fonts\/[^/]+\.(?:ttf|woff2)$/;
const OURS = `desk${SCOPE}`;
const CACHE = `${OURS}${VERSION}`;
const LOOKS = 60;
const LOOK_PAUSE = 2_000; // milliseconds
const PATIENCE = {{ patience }}; // milliseconds that a page may take before the app is shown instead

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(CACHE);
      await cache.addAll([...FILES].map((file) => new Request(file, { cache: "no-cache" })));
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(OURS) && name !== CACHE) await replace(name);
      }
      await self.clients.claim();
    })(),
  );
});

/** An older version's files go; its fonts come along, as a desk may have no network to fetch them by. */
async function replace(name) {
  const [old, cache] = await Promise.all([caches.open(name), caches.open(CACHE)]);
  for (const request of await old.keys()) {
    if (FONTS.test(new URL(request.url).pathname)) await cache.put(request, await old.match(request));
  }
  await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (pathname.startsWith(SCOPE)) event.respondWith(page(request, pathname));
  } else if (request.method === "GET" && (FILES.has(pathname) || FONTS.test(pathname))) {
    event.respondWith(file(request, pathname));
  }
});

async function kept(address) {
  return (await caches.open(CACHE)).match(address, { ignoreVary: true });
}

async function file(request, pathname) {
  const known = await kept(pathname);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok && FONTS.test(pathname)) await (await caches.open(CACHE)).put(pathname, response.clone());
  return response;
}

async function page(request, pathname) {
  if (pathname.endsWith("/app/") || pathname === SHELL) return (await kept(SHELL)) ?? fetch(request);
  try {
    return await Promise.race([fetch(request), late(request)]);
  } catch {
    return instead(request, pathname);
  }
}

/** Only what may be asked for twice is given up early. */
function late(request) {
  return new Promise((_, reject) => {
    if (request.method === "GET") setTimeout(() => reject(new Error("late")), PATIENCE);
  });
}

/** The app in place of a page: of the same event, with the same question. What was sent by a form has not arrived. */
async function instead(request, pathname) {
  const slug = pathname.slice(SCOPE.length).split("/")[0];
  if (!slug) return (await kept(SHELL)) ?? Response.error();
  const asked = new URL(request.url).searchParams.get("q");
  const query = request.method === "GET" ? (asked ? `?q=${encodeURIComponent(asked)}` : "") : "?lost=1";
  return Response.redirect(`${SCOPE}${slug}/app/${query}`, 302);
}

self.addEventListener("sync", (event) => {
  const [what, slug] = event.tag.split(":");
  if (what === "send") event.waitUntil(sendUnseen(slug));
});

/**
 * Sends for a desk that nobody sees. One that is seen sends by itself, with pauses of its own, and must not be woken by
 * each answer that a busy server refuses: this waits whether it is closed meanwhile. What throws is asked again by the
 * browser, minutes later.
 */
async function sendUnseen(slug) {
  for (let look = 0; look < LOOKS; look += 1) {
    if (!(await waiting(slug)).length) return;
    const open = await desks(slug);
    if (!open.some((client) => client.visibilityState === "visible")) return sendFor(slug, open);
    await new Promise((resolve) => setTimeout(resolve, LOOK_PAUSE));
  }
  throw new Error("the desk is open");
}

async function desks(slug) {
  const address = `${SCOPE}${slug}/app/`;
  return (await self.clients.matchAll()).filter((client) => new URL(client.url).pathname === address);
}

async function sendFor(slug, open) {
  const { state } = await send(SCOPE, slug);
  if (state === "offline") throw new Error("not yet");
  if (state === "ok") for (const client of open) client.postMessage("sent");
}
