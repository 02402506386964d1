// What the service worker answers itself, and what it may keep. Rules alone, so that they are tried
// without a browser.

/** Pages that open without a signal on a phone that was here once. */
export const SHELL = ["/luring", "/tersimpan", "/pindai", "/"];
/** The same for few people: on their phones from the first visit on, never on those of others. */
export const TOOLS = ["/kolektor"];
/** Said where there is neither a signal nor a copy. */
export const OFFLINE = "/luring";
/** Where the phone sends what a person shares with the app, and where the page takes it from. */
export const SHARE = "/pindai/bagikan";
export const SHARED = "/pindai/dibagikan";

/** Behind sign-in, or on the way there: never kept, whatever an answer says about itself. */
const PRIVATE = ["/kerja", "/masuk", "/keluar", "/akun-saya", "/tautan"];

export type Way = "asset" | "page" | "share" | "shared" | "leave";

export interface Asked {
  url: string;
  method: string;
  /** `Request.mode` */
  mode: string;
}

/** How a request is answered. What is left goes to the network as if there were no worker. */
export function way({ url, method, mode }: Asked, home: string): Way {
  const { origin, pathname } = new URL(url);
  if (origin !== home) return "leave";
  if (method === "POST") return pathname === SHARE ? "share" : "leave";
  if (method !== "GET") return "leave";
  if (pathname.startsWith("/_a/")) return "asset";
  if (pathname === SHARED) return "shared";
  return mode === "navigate" ? "page" : "leave";
}

export interface Answered {
  status: number;
  /** `Response.type`; other than "basic" it is not ours, or leads elsewhere. */
  type: string;
  redirected: boolean;
  headers: { get(name: string): string | null };
}

/** Whether a page may be kept. An address with a question is about somebody's object. */
export function keepable(url: string, answer: Answered): boolean {
  const { pathname, search } = new URL(url);
  const within = (folder: string) => pathname === folder || pathname.startsWith(`${folder}/`);
  return (
    answer.status === 200 &&
    answer.type === "basic" &&
    !answer.redirected &&
    search === "" &&
    !PRIVATE.some(within) &&
    (answer.headers.get("content-type") ?? "").startsWith("text/html") &&
    !(answer.headers.get("cache-control") ?? "no-store").includes("no-store")
  );
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a kept page is older than a day, by the date of the server that sent it. */
export function stale(answer: Answered | undefined, now: number): boolean {
  const sent = Date.parse(answer?.headers.get("date") ?? "");
  return !(now - sent < DAY_MS);
}
