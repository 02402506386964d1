// A queue on the phone for work without a signal: entries get their id here, lie in IndexedDB, and
// are sent in their order, one by one, until the server has answered each. The server must take the
// same id twice as once: an answer that was lost on the way is asked for again.

import { answer, openDatabase, settled } from "./database";
import { delayAfter, judge } from "./queue/judge";
import { newId } from "./ulid";

export interface Entry<T> {
  /** Made on the phone; the server knows a repeated entry by it. */
  id: string;
  /** When it was entered, by the phone's clock, in milliseconds. */
  made: number;
  body: T;
  state: "waiting" | "accepted" | "refused";
  /** How often it was sent without an answer that settled it. */
  tries: number;
  /** What the server said: the answer of an accepted entry, the problem of a refused one. */
  said?: unknown;
}

/** Why nothing is being sent now. */
export type Pause = "none" | "offline" | "busy" | "sign-in";

export interface Options {
  /** Names the database: one queue per purpose and person. */
  name: string;
  /** Takes `POST` with `{ id, made, body }` as JSON; answers the same id with the same answer. */
  url: string;
  /** Asked before each round, for example for a token of the form. */
  headers?: () => Promise<Record<string, string>> | Record<string, string>;
  /** For tests; else the browser's. */
  fetch?: typeof fetch;
  now?: () => number;
  /** Calls back after some milliseconds. */
  wait?: (ms: number, then: () => void) => void;
}

const ENTRIES = "entries";
/** A round gives up on an answer that does not come. */
const PATIENCE_MS = 30_000;

export class Queue<T> {
  private readonly listeners = new Set<() => void>();
  private sending: Promise<void> | undefined;
  private failures = 0;
  private paused: Pause = "none";

  private constructor(
    private readonly database: IDBDatabase,
    private readonly options: Options,
  ) {}

  /** Opens the queue of this phone, with what an earlier visit left in it. */
  static async open<T>(options: Options): Promise<Queue<T>> {
    const database = await openDatabase(`pelangi-antrean-${options.name}`, (made) => {
      made.createObjectStore(ENTRIES, { keyPath: "at", autoIncrement: true }).createIndex("id", "id", { unique: true });
    });
    // Money stands here: ask the browser not to clear it when the phone is full.
    await globalThis.navigator?.storage?.persist?.().catch(() => false);
    return new Queue<T>(database, options);
  }

  /** Puts an entry at the end. It is on the phone's storage when this resolves. */
  async add(body: T): Promise<Entry<T>> {
    const entry: Entry<T> = { id: newId(), made: this.now(), body, state: "waiting", tries: 0 };
    await this.change((entries) => entries.add(entry));
    return entry;
  }

  /** All entries in the order in which they were made. */
  async list(): Promise<Entry<T>[]> {
    return answer(this.entries("readonly").getAll());
  }

  /** Why waiting entries stay where they are; `none` while they are on their way or all settled. */
  get pause(): Pause {
    return this.paused;
  }

  /** Calls back whenever an entry or the pause has changed. Returns what ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sends when there is a signal, when the page is looked at, and again after a failure. */
  start(): void {
    const go = () => void this.send();
    addEventListener("online", go);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && go());
    go();
  }

  /** Sends what waits, in its order. Resolves when nothing more can be done now. */
  send(): Promise<void> {
    this.sending ??= this.alone(() => this.round()).finally(() => (this.sending = undefined));
    return this.sending;
  }

  /** Sends a refused entry again under its own id, once what was wrong is mended on the server. */
  async retry(id: string): Promise<void> {
    await this.update(id, (entry) => ({ ...entry, state: "waiting", said: undefined }));
    await this.send();
  }

  /** Forgets an entry that is settled. One that waits cannot be dropped: it may have arrived. */
  async forget(id: string): Promise<boolean> {
    const entry = (await this.list()).find((known) => known.id === id);
    if (!entry || entry.state === "waiting") return false;
    const at = await this.place(id);
    await this.change((entries) => entries.delete(at as IDBValidKey));
    return true;
  }

  /** Only one page of this phone sends; where that cannot be had, the ids keep entries single. */
  private alone(work: () => Promise<void>): Promise<void> {
    const locks = globalThis.navigator?.locks;
    if (!locks) return work();
    return locks.request(`antrean-${this.options.name}`, work).then(() => {});
  }

  private async round(): Promise<void> {
    for (;;) {
      const entry = (await this.list()).find(({ state }) => state === "waiting");
      if (!entry) break;
      const pause = await this.deliver(entry);
      if (pause !== "none") return this.rest(pause.why, pause.after);
    }
    this.failures = 0;
    this.tell("none");
  }

  private async deliver(entry: Entry<T>): Promise<"none" | { why: Pause; after?: number }> {
    const verdict = await this.post(entry);
    if (verdict.kind === "later") {
      await this.update(entry.id, (known) => ({ ...known, tries: known.tries + 1 }));
      return { why: verdict.why, after: verdict.after };
    }
    await this.update(entry.id, (known) => ({ ...known, state: verdict.kind, said: verdict.said }));
    return "none";
  }

  private async post({ id, made, body }: Entry<T>) {
    const send = this.options.fetch ?? fetch.bind(globalThis);
    try {
      const headers = { ...(await this.options.headers?.()), "content-type": "application/json", accept: "application/json" };
      const signal = AbortSignal.timeout?.(PATIENCE_MS);
      const text = JSON.stringify({ id, made: new Date(made).toISOString(), body });
      return await judge(await send(this.options.url, { method: "POST", headers, body: text, signal }));
    } catch {
      return { kind: "later" as const, why: "offline" as const };
    }
  }

  private rest(why: Pause, after?: number): void {
    this.failures += 1;
    this.tell(why);
    // Whoever must sign in does so on a page, and that page opens the queue anew.
    if (why === "sign-in") return;
    const wait = this.options.wait ?? ((ms, then) => void setTimeout(then, ms));
    wait(after ?? delayAfter(this.failures), () => void this.send());
  }

  private tell(pause: Pause): void {
    this.paused = pause;
    for (const listener of this.listeners) listener();
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }

  private entries(mode: IDBTransactionMode): IDBObjectStore {
    return this.database.transaction(ENTRIES, mode).objectStore(ENTRIES);
  }

  private async change(work: (entries: IDBObjectStore) => void): Promise<void> {
    const entries = this.entries("readwrite");
    work(entries);
    await settled(entries.transaction);
    this.tell(this.paused);
  }

  private place(id: string): Promise<IDBValidKey | undefined> {
    return answer(this.entries("readonly").index("id").getKey(id));
  }

  private async update(id: string, changed: (entry: Entry<T>) => Entry<T>): Promise<void> {
    const entries = this.entries("readwrite");
    const entry: Entry<T> | undefined = await answer(entries.index("id").get(id));
    if (entry) entries.put(changed(entry));
    await settled(entries.transaction);
    this.tell(this.paused);
  }
}
