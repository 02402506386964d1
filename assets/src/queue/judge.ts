// What an answer of the server means for an entry.

export type Verdict =
  | { kind: "accepted"; said: unknown }
  | { kind: "refused"; said: unknown }
  /** Nothing is known: the entry stays and is sent again, after so many milliseconds if told. */
  | { kind: "later"; why: "offline" | "busy" | "sign-in"; after?: number };

/** These say nothing about the entry: somebody must sign in again, or the page is too old. */
const SIGN_IN = [401, 403];
/** Nor do these: the server, or the way to it, is too busy now. */
const BUSY = [408, 425, 429];

export async function judge(answer: Response): Promise<Verdict> {
  const { status } = answer;
  if (SIGN_IN.includes(status)) return { kind: "later", why: "sign-in" };
  if (BUSY.includes(status) || status >= 500) return { kind: "later", why: "busy", after: retryAfter(answer) };
  const said = await answer.json().catch(() => undefined);
  // A page that wants to be signed in to, or a proxy's own page, is not the answer to an entry.
  if (answer.redirected || said === undefined) return { kind: "later", why: "busy" };
  return { kind: answer.ok ? "accepted" : "refused", said };
}

function retryAfter(answer: Response): number | undefined {
  const seconds = Number(answer.headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds, 900) * 1_000 : undefined;
}

const FIRST_MS = 5_000;
const LONGEST_MS = 5 * 60_000;

/** 5, 10, 20 … seconds, five minutes at most. */
export function delayAfter(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
