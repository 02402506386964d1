// The button that keeps a notice on the phone, beside the figures it keeps.

import type { Notice } from "./notice";
import { find, keep } from "./shelf";

/** Shows the button where a phone can keep things, and refreshes what was kept before. */
export async function saveButton(root: ParentNode): Promise<void> {
  const place = root.querySelector<HTMLElement>("[data-notice]");
  const button = place?.querySelector("button");
  if (!place || !button) return;
  const notice: Notice = JSON.parse(place.dataset.notice ?? "");
  if (await find(notice.nop)) {
    await keep(notice, Date.now());
    say(place, "renewed");
  }
  place.hidden = false;
  button.addEventListener("click", () => void save(place, notice));
}

async function save(place: HTMLElement, notice: Notice): Promise<void> {
  try {
    await keep(notice, Date.now());
    say(place, "saved");
  } catch {
    say(place, "failed");
  }
}

/** The sentences stand on the page, so that they are in its language; one is shown. */
function say(place: HTMLElement, what: string): void {
  for (const sentence of place.querySelectorAll<HTMLElement>("[data-said]")) {
    sentence.hidden = sentence.dataset.said !== what;
  }
  const button = place.querySelector("button");
  if (button && what !== "failed") button.hidden = true;
}
