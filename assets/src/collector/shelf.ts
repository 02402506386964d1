// Where the phone keeps the book: the list, the drawings of its numbers, and its own name.

import { answer, openDatabase, settled } from "../database";
import type { Book, TtsNumber } from "./book";

const [BOOK, CODES] = ["book", "codes"];

let opened: Promise<IDBDatabase> | undefined;

async function table(name: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  opened ??= openDatabase("pelangi-kolektor", (made) => {
    made.createObjectStore(BOOK);
    made.createObjectStore(CODES, { keyPath: "number" });
  });
  return (await opened).transaction(name, mode).objectStore(name);
}

/** Keeps the list in the place of the older one, and every drawing it came with. */
export async function keep(book: Book): Promise<void> {
  const codes = await table(CODES, "readwrite");
  for (const number of book.numbers) codes.put(number);
  await settled(codes.transaction);
  const books = await table(BOOK, "readwrite");
  books.put(book, "book");
  await settled(books.transaction);
}

export async function kept(): Promise<Book | undefined> {
  return answer((await table(BOOK, "readonly")).get("book"));
}

/** The drawing of a number, also of one that was used long ago. */
export async function code(number: string): Promise<TtsNumber | undefined> {
  return answer((await table(CODES, "readonly")).get(number));
}

/** The list goes, the phone's name stays: its numbers are reserved under it. */
export async function wipe(): Promise<void> {
  const books = await table(BOOK, "readwrite");
  books.delete("book");
  await settled(books.transaction);
}

/** This phone's own name, made by chance the first time. */
export async function device(): Promise<string> {
  const known: string | undefined = await answer((await table(BOOK, "readonly")).get("device"));
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const name = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const books = await table(BOOK, "readwrite");
  books.put(name, "device");
  await settled(books.transaction);
  return name;
}
