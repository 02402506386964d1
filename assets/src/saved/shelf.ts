// Where a phone keeps notices: one record per object, on this device alone.

import { answer, openDatabase, settled } from "../database";
import type { Notice, Saved } from "./notice";

const NOTICES = "notices";

let opened: Promise<IDBDatabase> | undefined;

async function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  opened ??= openDatabase("pelangi-tersimpan", (database) => {
    database.createObjectStore(NOTICES, { keyPath: "nop" });
  });
  return (await opened).transaction(NOTICES, mode).objectStore(NOTICES);
}

/** Keeps a notice; a second time the newer figures take the place of the older. */
export async function keep(notice: Notice, keptAt: number): Promise<void> {
  const notices = await table("readwrite");
  notices.put({ ...notice, keptAt });
  await settled(notices.transaction);
}

export async function find(nop: string): Promise<Saved | undefined> {
  return answer((await table("readonly")).get(nop));
}

/** All that is kept, the latest first. */
export async function list(): Promise<Saved[]> {
  const all: Saved[] = await answer((await table("readonly")).getAll());
  return all.sort((a, b) => b.keptAt - a.keptAt);
}

export async function forget(nop: string): Promise<void> {
  const notices = await table("readwrite");
  notices.delete(nop);
  await settled(notices.transaction);
}
