// What the phone knows of the villages, and what it may write a receipt for. Rules alone, so that
// they are tried without a browser.

export interface Bill {
  nop: string;
  printed: string;
  year: number;
  payer: string;
  address: string;
  dueDate: string;
  /** From which day on it costs how many whole rupiah; the first is the day of the list. */
  costs: [string, number][];
  /** Somebody has the cash already, and did not deposit it yet. */
  collected: boolean;
}

/** A reserved number, with the drawing of its code. */
export interface TtsNumber {
  number: string;
  check: string;
  side: number;
  path: string;
}

export interface Book {
  collector: string;
  name: string;
  decree: string;
  from: string;
  until: string;
  limit: number;
  inHand: number;
  asOf: string;
  /** The last day for which the amounts count. */
  validUntil: string;
  regency: string;
  zone: string;
  villages: { code: string; name: string; district: string }[];
  bills: Bill[];
  numbers: TtsNumber[];
  /** Receipts that the office had booked when it made the list: they are part of `inHand`. */
  counted: string[];
}

/** What a receipt says, as it is sent and as it is shown again. */
export interface Tts {
  number: string;
  nop: string;
  printed: string;
  year: number;
  payer: string;
  amount: number;
  device: string;
}

/** A receipt in the queue, as far as the rules need it. */
export interface Written {
  id: string;
  state: "waiting" | "accepted" | "refused";
  body: Tts;
}

export type Refusal = "time" | "old" | "taken" | "limit" | "no-number";

/** The day in the zone of the regency, wherever the phone thinks it is. */
export function today(zone: string, now: number): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
}

/** What a bill costs on a day. */
export function cost(bill: Bill, day: string): number {
  return bill.costs.reduce((known, [from, amount]) => (from <= day ? amount : known), bill.costs[0]?.[1] ?? 0);
}

/** Cash in hand: what the office knew, and what was taken since. */
export function inHand(book: Book, written: Written[]): number {
  const since = written.filter(({ id, state }) => state !== "refused" && !book.counted.includes(id));
  return since.reduce((sum, { body }) => sum + body.amount, book.inHand);
}

/** The lowest number that no receipt of this phone has. */
export function nextNumber(book: Book, written: Written[]): TtsNumber | undefined {
  return book.numbers.find(({ number }) => !written.some(({ body }) => body.number === number));
}

export function numbersLeft(book: Book, written: Written[]): number {
  return book.numbers.filter(({ number }) => !written.some(({ body }) => body.number === number)).length;
}

export function isTaken(bill: Bill, written: Written[]): boolean {
  return bill.collected || written.some(({ state, body }) => state !== "refused" && body.nop === bill.nop && body.year === bill.year);
}

/** Why no cash may be taken for a bill on a day; nothing when it may. */
export function refusal(book: Book, written: Written[], bill: Bill, day: string): Refusal | undefined {
  if (day < book.from || day > book.until) return "time";
  if (day > book.validUntil || day < book.asOf.slice(0, 10)) return "old";
  if (isTaken(bill, written)) return "taken";
  if (inHand(book, written) + cost(bill, day) > book.limit) return "limit";
  if (!nextNumber(book, written)) return "no-number";
}

/** Bills whose NOP, name or address holds every word. */
export function search(bills: Bill[], text: string): Bill[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const digits = (word: string) => word.replace(/[.\-]/g, "");
  const holds = (bill: Bill) => (word: string) =>
    `${bill.payer} ${bill.address}`.toLowerCase().includes(word) || (/^\d+$/.test(digits(word)) && bill.nop.includes(digits(word)));
  return bills.filter((bill) => words.every(holds(bill)));
}
