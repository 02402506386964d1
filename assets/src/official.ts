// Script of officials' pages: htmx for lists and progress, choosing all rows of a table, and the
// current entry of the navigation in view.

import "htmx.org/dist/htmx.esm.min.js";
import { announce, start } from "./components";
import { copyButtons } from "./copy";
import { showCurrent } from "./current-entry";
import { pickAll } from "./pick-all";

announce();
start(document);
pickAll(document);
showCurrent(document);
copyButtons(document);

document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  const { ctx } = (event as CustomEvent).detail;
  if (token) ctx.request.headers["x-csrf-token"] = token;
});

document.addEventListener("htmx:after:swap", () => start(document));
