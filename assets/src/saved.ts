// Saved notices: the button beside a notice, and the page that lists what was kept.

import { saveButton } from "./saved/button";
import { savedPage } from "./saved/page";

// A browser that keeps nothing (a private window, a full phone) leaves the button hidden.
void saveButton(document).catch(() => {});
void savedPage(document).catch(() => {
  for (const part of document.querySelectorAll<HTMLElement>("[data-saved-refused]")) part.hidden = false;
});
