// The page: four views over one book, drawn from the phone's own storage.

import { Queue, type Entry } from "../queue";
import { type Bill, type Book, type Tts, cost, inHand, isTaken, nextNumber, numbersLeft, refusal, search, today } from "./book";
import { code, device, keep, kept, wipe } from "./shelf";

const SHOWN = 50;
const language = document.documentElement.lang === "en" ? "en-GB" : "id-ID";

const rupiah = (amount: number) => `Rp${new Intl.NumberFormat("id-ID").format(amount)}`;
const dayText = (day: string) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(day));

export async function collectorPage(root: HTMLElement): Promise<void> {
  const page = new Page(root);
  await page.begin();
}

class Page {
  private book: Book | undefined;
  private queue: Queue<Tts> | undefined;
  private entries: Entry<Tts>[] = [];
  private chosen: Bill | undefined;

  constructor(private readonly root: HTMLElement) {}

  async begin(): Promise<void> {
    const deeds: Record<string, () => void> = {
      download: () => void this.download(),
      send: () => void this.send(),
      book: () => this.show("book"),
      take: () => void this.take(),
      print: () => print(),
      wipe: () => void this.wipe(),
    };
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-do]")) {
      button.addEventListener("click", deeds[button.dataset.do ?? ""] ?? (() => {}));
    }
    this.part("search").addEventListener("input", () => this.drawBills());
    for (const event of ["online", "offline"]) addEventListener(event, () => this.drawSignal());
    this.book = await kept();
    if (this.book) await this.openQueue(this.book);
    this.show(this.book ? "book" : "start");
  }

  private async openQueue(book: Book): Promise<void> {
    if (this.queue) return;
    this.queue = await Queue.open<Tts>({ name: `kolektor-${book.collector}`, url: "/kerja/kolektor/tts", headers: token });
    this.queue.onChange(() => void this.refresh());
    this.entries = await this.queue.list();
    this.queue.start();
  }

  private async refresh(): Promise<void> {
    this.entries = (await this.queue?.list()) ?? [];
    this.drawBook();
  }

  /** What waits is sent first, so that the office's figures and the phone's are the same. */
  private async download(): Promise<void> {
    this.trouble("");
    await this.queue?.send();
    try {
      const headers = { ...(await token()), "content-type": "application/json", accept: "application/json" };
      const body = JSON.stringify({ device: await device() });
      const answer = await fetch("/kerja/kolektor/buku", { method: "POST", headers, body });
      const said = await answer.json();
      if (!answer.ok) return this.trouble([said.title, said.detail].filter(Boolean).join(". ") || this.word("failed"));
      const counted = ((await this.queue?.list()) ?? []).filter(({ state }) => state === "accepted").map(({ id }) => id);
      this.book = { ...(said as Book), counted };
      await keep(this.book);
      await this.openQueue(this.book);
      await this.refresh();
      this.show("book");
    } catch {
      this.trouble(this.word("failed"));
    }
  }

  private async send(): Promise<void> {
    await this.queue?.send();
    await this.refresh();
  }

  private async wipe(): Promise<void> {
    if (this.entries.some(({ state }) => state === "waiting")) return this.trouble(this.word("wipe"));
    await wipe();
    this.book = undefined;
    this.show("start");
  }

  private async take(): Promise<void> {
    const { book, chosen: bill, queue } = this;
    if (!book || !bill || !queue) return;
    // Two taps must not write two receipts: the number is looked for in what the queue holds now.
    this.entries = await queue.list();
    const day = today(book.zone, Date.now());
    const number = nextNumber(book, this.entries);
    if (refusal(book, this.entries, bill, day) || !number) return this.drawBill(bill);
    const { nop, printed, year, payer } = bill;
    const body = { number: number.number, nop, printed, year, payer, amount: cost(bill, day), device: await device() };
    const entry = await queue.add(body);
    this.entries = await queue.list();
    void queue.send();
    await this.drawTts(entry);
  }

  private show(view: string): void {
    for (const part of this.root.querySelectorAll<HTMLElement>("[data-view]")) part.hidden = part.dataset.view !== view;
    if (view === "book") this.drawBook();
    scrollTo(0, 0);
  }

  private drawBook(): void {
    const { book, entries } = this;
    if (!book) return;
    this.say("title", `${book.collector} ${book.name}`);
    const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone: book.zone }).format(Date.parse(book.asOf));
    this.say("dated", this.word("dated", { when, until: dayText(book.validUntil) }));
    if (today(book.zone, Date.now()) > book.validUntil) this.trouble(this.word("old"));
    this.say("in-hand", rupiah(inHand(book, entries)));
    this.say("limit", rupiah(book.limit));
    this.say("numbers", String(numbersLeft(book, entries)));
    this.drawSignal();
    this.drawQueue();
    this.drawBills();
    this.drawReceipts();
  }

  private drawSignal(): void {
    const signal = this.part("signal");
    signal.textContent = this.word(navigator.onLine ? "online" : "offline");
    signal.classList.toggle("govuk-tag--yellow", !navigator.onLine);
    signal.classList.toggle("govuk-tag--green", navigator.onLine);
  }

  private drawQueue(): void {
    const count = (state: string) => this.entries.filter((entry) => entry.state === state).length;
    const said = [];
    if (count("waiting")) said.push(this.word("waiting", { n: count("waiting") }));
    else if (count("accepted")) said.push(this.word("sent"));
    if (this.queue?.pause === "sign-in") said.push(this.word("sign-in"));
    if (count("refused")) said.push(this.word("refused", { n: count("refused") }));
    this.say("queue", said.join(" "));
  }

  private drawBills(): void {
    const { book } = this;
    if (!book) return;
    const day = today(book.zone, Date.now());
    const open = book.bills.filter((bill) => !isTaken(bill, this.entries));
    const found = search(open, (this.part("search") as HTMLInputElement).value);
    const sum = found.reduce((all, bill) => all + cost(bill, day), 0);
    this.say("found", this.word("found", { n: found.length, sum: rupiah(sum) }));
    const rows = found.slice(0, SHOWN).map((bill) =>
      row(`${bill.payer} · ${bill.year}`, `${bill.printed} · ${bill.address}`, rupiah(cost(bill, day)), () => this.drawBill(bill)),
    );
    this.part("bills").replaceChildren(...rows);
  }

  private drawReceipts(): void {
    const states = { waiting: "in-queue", accepted: "accepted", refused: "rejected" };
    const state = (entry: Entry<Tts>) => this.word(flagged(entry) ? "flagged" : states[entry.state]);
    const rows = [...this.entries].reverse().slice(0, SHOWN).map((entry) =>
      row(`${entry.body.number} · ${entry.body.payer}`, state(entry), rupiah(entry.body.amount), () => void this.drawTts(entry)),
    );
    this.part("receipts-none").hidden = rows.length > 0;
    this.part("receipts").replaceChildren(...rows);
  }

  private drawBill(bill: Bill): void {
    const { book } = this;
    if (!book) return;
    this.chosen = bill;
    const day = today(book.zone, Date.now());
    this.say("payer", bill.payer);
    this.say("object", `${bill.printed} · ${bill.address}`);
    this.say("year", String(bill.year));
    this.say("due", dayText(bill.dueDate));
    this.say("cost", rupiah(cost(bill, day)));
    const why = refusal(book, this.entries, bill, day);
    this.part("refusal").hidden = !why;
    this.say("refusal", why ? this.word(why) : "");
    const take = this.root.querySelector<HTMLElement>("[data-do=take]");
    if (take) take.hidden = !!why;
    this.show("bill");
  }

  private async drawTts(entry: Entry<Tts>): Promise<void> {
    const { book } = this;
    const { body } = entry;
    this.say("tts-regency", book?.regency ?? "");
    this.say("tts-number", body.number);
    this.say("tts-payer", body.payer);
    this.say("tts-nop", body.printed);
    this.say("tts-year", String(body.year));
    this.say("tts-amount", rupiah(body.amount));
    this.say("tts-day", dayText(today(book?.zone ?? "UTC", entry.made)));
    this.say("tts-collector", book ? `${book.name} · ${book.decree}` : "");
    this.say("tts-state", entry.state === "waiting" ? this.word("in-queue") : "");
    const known = await code(body.number);
    this.part("tts-qr").replaceChildren(...(known ? [drawing(known.side, known.path, body.number)] : []));
    this.show("tts");
  }

  private trouble(text: string): void {
    for (const part of this.root.querySelectorAll<HTMLElement>("[data-part=trouble]")) {
      part.textContent = text;
      part.hidden = !text;
    }
  }

  private say(name: string, text: string): void {
    this.part(name).textContent = text;
  }

  private part(name: string): HTMLElement {
    return this.root.querySelector(`[data-part=${name}]`) as HTMLElement;
  }

  /** A sentence of the page; the server left `{n}` where the figure goes. */
  private word(name: string, values: Record<string, string | number> = {}): string {
    const text = this.root.querySelector(`[data-word=counter-say-${name}]`)?.textContent ?? name;
    return Object.entries(values).reduce((all, [key, value]) => all.replace(`{${key}}`, String(value)), text);
  }
}

function flagged(entry: Entry<Tts>): boolean {
  return ((entry.said as { flags?: string[] } | undefined)?.flags ?? []).length > 0;
}

function row(title: string, more: string, amount: string, go: () => void): HTMLElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pick-row";
  const [head, foot, sum] = [document.createElement("b"), document.createElement("span"), document.createElement("strong")];
  [head.textContent, foot.textContent, sum.textContent] = [title, more, amount];
  foot.className = "quiet";
  button.append(head, sum, foot);
  button.addEventListener("click", go);
  item.append(button);
  return item;
}

function drawing(side: number, path: string, label: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const set = (of: Element, values: Record<string, string>) => Object.entries(values).forEach(([key, value]) => of.setAttribute(key, value));
  set(svg, { viewBox: `0 0 ${side} ${side}`, width: "220", height: "220", role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  set(ground, { width: String(side), height: String(side), fill: "#fff" });
  const ink = document.createElementNS(svg.namespaceURI, "path");
  set(ink, { d: path, fill: "#000" });
  svg.append(ground, ink);
  return svg as SVGElement;
}

/** The form's token, fetched anew: the page itself comes from the phone and holds none. */
async function token(): Promise<Record<string, string>> {
  const answer = await fetch("/kerja/kolektor/token.json", { headers: { accept: "application/json" } });
  return answer.ok ? { "x-csrf-token": (await answer.json()).csrf } : {};
}
