// The service worker: assets from the phone, pages from the network, and where there is no network
// the kept page or the one that says so. Nothing behind sign-in is kept, nor what says `no-store`.

import { open, show } from "./push";
import { OFFLINE, SHARED, SHELL, TOOLS, keepable, stale, way } from "./rules";

/** Set by the build: addresses of the assets of this version, and a name that changes with them. */
declare const ASSETS: string[];
declare const VERSION: string;

declare const self: ServiceWorkerGlobalScope;

const KEPT = `pelangi-${VERSION}`;
/** What was shared waits here until the page takes it; it outlives a new version. */
const TRAY = "pelangi-dibagikan";
/** A page that was kept is shown when the network says nothing for so long. */
const PATIENCE_MS = 8_000;

self.addEventListener("install", (event) => {
  event.waitUntil(install().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOld(), self.registration.navigationPreload?.enable(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const answers = { asset, page, share, shared };
  const chosen = way(request, self.location.origin);
  if (chosen !== "leave") event.respondWith(answers[chosen](event));
});

self.addEventListener("push", (event) => event.waitUntil(show(event, ASSETS.find((path) => path.includes("icon-192")))));
self.addEventListener("notificationclick", (event) => event.waitUntil(open(event.notification)));

async function install(): Promise<void> {
  const cache = await caches.open(KEPT);
  await cache.addAll(ASSETS);
  await refresh();
}

async function forgetOld(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("pelangi-") && name !== KEPT && name !== TRAY);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Fetches the pages of the shell and the tools of this phone anew; one that cannot be had stays as it was. */
async function refresh(): Promise<void> {
  // Looks in the copies of the last version too: they are forgotten only after this.
  const here = await Promise.all(TOOLS.map((path) => caches.match(path, { ignoreVary: true })));
  await Promise.allSettled([...SHELL, ...TOOLS.filter((_, i) => here[i])].map(keep));
}

async function keep(path: string): Promise<void> {
  const answer = await anybodys(path);
  if (answer) await (await caches.open(KEPT)).put(path, answer);
}

/** Somebody signed in gets pages with their name on them, which are not kept: ask as nobody. */
async function anybodys(path: string): Promise<Response | undefined> {
  for (const credentials of ["same-origin", "omit"] as const) {
    const answer = await fetch(path, { credentials, cache: "no-cache" });
    if (keepable(answer.url, answer)) return answer;
  }
}

const kept = async (path: string) => (await caches.open(KEPT)).match(path, { ignoreVary: true });

/** A name with a hash never changes its bytes. */
async function asset({ request }: FetchEvent): Promise<Response> {
  const path = new URL(request.url).pathname;
  const known = await kept(path);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.status === 200) await (await caches.open(KEPT)).put(path, answer.clone());
  return answer;
}

async function page(event: FetchEvent): Promise<Response> {
  const { pathname, search } = new URL(event.request.url);
  const copy = [...SHELL, ...TOOLS].includes(pathname) || search === "" ? await kept(pathname) : undefined;
  const live = network(event, pathname);
  event.waitUntil(live.catch(() => {}));
  try {
    return await (copy ? Promise.race([live, later(copy)]) : live);
  } catch {
    return copy ?? (await kept(OFFLINE)) ?? Response.error();
  }
}

async function network(event: FetchEvent, path: string): Promise<Response> {
  const answer: Response = (await event.preloadResponse) ?? (await fetch(event.request));
  if (keepable(event.request.url, answer)) {
    const copy = answer.clone();
    event.waitUntil(caches.open(KEPT).then((cache) => cache.put(path, copy)));
  }
  event.waitUntil(TOOLS.includes(path) ? keep(path) : renew(path));
  return answer;
}

/** Kept pages follow the person's language and look, and are never older than a day. */
async function renew(path: string): Promise<void> {
  const chosen = path.startsWith("/bahasa/") || path.startsWith("/tema/");
  if (chosen || stale(await kept(OFFLINE), Date.now())) await refresh();
}

const later = (copy: Response) => new Promise<Response>((done) => setTimeout(() => done(copy), PATIENCE_MS));

/** What is shared with the app never leaves the phone: it waits for the page that reads it. */
async function share({ request }: FetchEvent): Promise<Response> {
  const form = await request.formData();
  const photo = form.get("foto");
  const words = ["tautan", "teks", "judul"].map((name) => form.get(name)).filter(Boolean).join("\n");
  const body = photo instanceof File && photo.size > 0 ? photo : words;
  await (await caches.open(TRAY)).put(SHARED, new Response(body));
  return Response.redirect("/pindai?dibagikan=1", 303);
}

/** Given out once. */
async function shared(): Promise<Response> {
  const tray = await caches.open(TRAY);
  const waiting = await tray.match(SHARED);
  await tray.delete(SHARED);
  return waiting ?? new Response(null, { status: 404 });
}
