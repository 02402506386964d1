// Why a device did not answer, as one of the sentences of the page.

export type Reason = "unsupported" | "insecure" | "cancelled" | "late" | "known" | "unverified" | "failed";

/** Known before the device was asked. */
export class Refused extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

/** Browsers say no more than the name, so that a site cannot find out who is there (Level 3, §14.5). */
const REASONS = new Map<unknown, Reason>([
  ["NotAllowedError", "cancelled"],
  ["AbortError", "cancelled"],
  ["InvalidStateError", "known"],
  ["NotSupportedError", "unsupported"],
  ["ConstraintError", "unverified"],
  ["SecurityError", "insecure"],
]);

/** `took` and the time the options allow tell somebody who cancelled from somebody who was slow. */
export function reasonOf(error: unknown, took: number, options: string): Reason {
  if (error instanceof Refused) return error.reason;
  const reason = REASONS.get((error as { name?: unknown } | null)?.name) ?? "failed";
  return reason === "cancelled" && took >= allowed(options) ? "late" : reason;
}

/** In milliseconds. */
function allowed(options: string): number {
  const { timeout } = JSON.parse(options) as { timeout?: number };
  return timeout ?? Number.POSITIVE_INFINITY;
}
