// The page of a payment code: copies numbers, and looks every two seconds whether it was paid. Without
// it the page reloads itself by a header of its own.

import { copyButtons } from "./copy";

const EVERY = 2_000;

copyButtons(document);
const watched = document.querySelector<HTMLElement>("[data-watch]");
if (watched) watch(watched.dataset.watch ?? "", watched.dataset.mark ?? "");

function watch(address: string, mark: string): void {
  const look = async () => {
    try {
      const said = document.hidden ? undefined : await fetch(address, { cache: "no-store" });
      if (said?.ok && (await said.text()) !== mark) return location.reload();
    } catch {
      // No signal: the next look may have one.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
