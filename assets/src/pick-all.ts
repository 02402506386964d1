// A checkbox in the head of a table that chooses all its rows, and counts what is chosen.

/** Listens on the whole document, so that swapped tables need no second start. */
export function pickAll(root: Document): void {
  root.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const form = box.closest("form");
    if (!form) return;
    const rows = [...form.querySelectorAll<HTMLInputElement>("tbody .tick")];
    if (box.matches("[data-pick-all]")) for (const row of rows) row.checked = box.checked;
    show(form, rows);
  });
}

function show(form: HTMLFormElement, rows: HTMLInputElement[]): void {
  for (const row of rows) row.closest("tr")?.classList.toggle("on", row.checked);
  const count = form.querySelector("[data-picked]");
  if (count) count.textContent = String(rows.filter((row) => row.checked).length);
}
