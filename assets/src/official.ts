// Script of officials' pages: htmx for lists and progress, and choosing all rows of a table.

import "htmx.org/dist/htmx.esm.min.js";
import { announce, start } from "./components";
import { pickAll } from "./pick-all";

announce();
start(document);
pickAll(document);

document.addEventListener("htmx:config:request", (event) => {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content;
  const { ctx } = (event as CustomEvent).detail;
  if (token) ctx.request.headers["x-csrf-token"] = token;
});

document.addEventListener("htmx:after:swap", () => start(document));
