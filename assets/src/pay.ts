// The pages of paying. Choosing years: the sum follows the ticks. The payment code: copies numbers, and
// looks more than once a second whether it was paid, less often once somebody waits long, and at once when they
// come back from their banking app. Without it that page reloads itself.

import { copyButtons } from "./copy";

const EVERY = 700;
const PATIENT = 5_000;
/** For so many looks it is asked often: ten minutes. */
const EAGER = 860;

copyButtons(document);
const watched = document.querySelector<HTMLElement>("[data-watch]");
if (watched) watch(watched.dataset.watch ?? "", watched.dataset.mark ?? "");

addUp(document.querySelector<HTMLFormElement>("form.pay"));

function watch(address: string, mark: string): void {
  let looks = 0;
  let waiting = 0;
  const look = async () => {
    clearTimeout(waiting);
    try {
      const said = document.hidden ? undefined : await fetch(address, { cache: "no-store" });
      if (said?.ok && (await said.text()) !== mark) return location.reload();
    } catch {
      // No signal: the next look may have one.
    }
    looks += 1;
    clearTimeout(waiting);
    waiting = setTimeout(look, looks < EAGER ? EVERY : PATIENT);
  };
  waiting = setTimeout(look, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void look();
  });
}

/** Shows the sum of the years that are ticked; the server counts it again. */
function addUp(form: HTMLFormElement | null): void {
  const total = form?.querySelector<HTMLElement>("[data-total]");
  if (!form || !total) return;
  const boxes = [...form.querySelectorAll<HTMLInputElement>("[data-amount]")];
  const draw = () => {
    const sum = boxes.reduce((all, box) => all + (box.checked ? Number(box.dataset.amount) : 0), 0);
    total.textContent = `Rp${new Intl.NumberFormat("id-ID").format(sum)}`;
  };
  for (const hint of form.querySelectorAll<HTMLElement>("[data-without-script]")) hint.hidden = true;
  form.addEventListener("change", draw);
  // A browser that comes back keeps the ticks it had.
  draw();
}
