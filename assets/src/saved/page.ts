// The page of saved notices: drawn from the phone's own storage, with or without a signal.

import { type Saved, type Year, ago, day, isOld, moment, rupiah, stateOn } from "./notice";
import { forget, keep, list } from "./shelf";

const language = document.documentElement.lang;

/** Fills the list, or shows that there is nothing yet. */
export async function savedPage(root: Document): Promise<void> {
  const place = root.querySelector<HTMLElement>("[data-saved-list]");
  if (!place) return;
  const all = await list();
  place.append(...all.map((saved) => card(saved, Date.now())));
  show("[data-saved-none]", all.length === 0);
  show("[data-saved-some]", all.length > 0);
}

function show(css: string, shown: boolean): void {
  for (const part of document.querySelectorAll<HTMLElement>(css)) part.hidden = !shown;
}

function card(saved: Saved, now: number): Node {
  const item = copy("saved-item");
  fill(item, "printed", saved.printed);
  fill(item, "place", saved.place);
  fill(item, "owner", saved.owner);
  const age = part(item, "age");
  const [date, since] = [moment(saved.keptAt, language), ago(saved.keptAt, now, language)];
  age.textContent = (age.textContent ?? "").replace("{date}", date).replace("{ago}", since);
  part(item, "old").hidden = !isOld(saved, now);
  part(item, "box").classList.toggle("due", isOld(saved, now));
  part(item, "years").append(...saved.years.map((year) => line(year, now)));
  (part(item, "check") as HTMLAnchorElement).href = `/pbb?nop=${saved.nop}`;
  part(item, "forget").addEventListener("click", () => void remove(item, saved));
  return item;
}

function line(year: Year, now: number): Node {
  const row = copy("saved-year");
  fill(row, "year", `PBB ${year.year}`);
  fill(row, "amount", rupiah(year.owed ?? year.due));
  const state = stateOn(year, now);
  for (const tag of row.querySelectorAll<HTMLElement>("[data-state]")) {
    if (tag.dataset.state !== state) tag.remove();
  }
  const due = part(row, "due");
  due.hidden = state !== "unpaid" && state !== "late";
  due.textContent = (due.textContent ?? "").replace("{date}", day(year.dueDate, language));
  return row;
}

/** Forgets a notice at once; until the page is left it can be taken back. */
async function remove(item: HTMLElement, saved: Saved): Promise<void> {
  await forget(saved.nop);
  const gone = copy("saved-gone");
  fill(gone, "printed", saved.printed);
  part(gone, "undo").addEventListener("click", () => {
    void keep(saved, saved.keptAt).then(() => gone.replaceWith(item));
  });
  item.replaceWith(gone);
  part(gone, "undo").focus();
}

function copy(id: string): HTMLElement {
  const template = document.getElementById(id) as HTMLTemplateElement;
  return template.content.firstElementChild?.cloneNode(true) as HTMLElement;
}

function part(item: HTMLElement, name: string): HTMLElement {
  return item.querySelector(`[data-part=${name}]`) as HTMLElement;
}

function fill(item: HTMLElement, name: string, text: string): void {
  part(item, name).textContent = text;
}
