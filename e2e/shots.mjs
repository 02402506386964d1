// Screenshots of pages at 360 and 1280 px, in both languages, light and dark, to be looked at.
//   node e2e/shots.mjs [--out DIR] [--url ADDRESS] [PATH…]
// Without a path it tours every page, signing in and proving where that is needed. Without --url it
// starts a demo cell (PELANGI_BIN) and stops it at the end. Prints what each page costs on the wire.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { sideways } from "./lib/access.mjs";
import { LAPTOP, PHONE, openBrowser, person } from "./lib/browser.mjs";
import { startDemo } from "./lib/server.mjs";
import { dress, official } from "./lib/office.mjs";
import { citizenPages, officePages } from "./lib/tour.mjs";
import { overBudget, transfer } from "./lib/transfer.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: "e2e/shots" },
    url: { type: "string" },
    objects: { type: "string", default: "500" },
    only: { type: "string", default: "" },
  },
});

const demo = values.url
  ? { url: values.url.replace(/\/$/, ""), stop: async () => {} }
  : await startDemo({ objects: Number(values.objects) });
const browser = await openBrowser();
const signedIn = {};
try {
  await mkdir(values.out, { recursive: true });
  for (const stop of stops()) {
    for (const viewport of [PHONE, LAPTOP]) {
      for (const language of ["id", "en"]) {
        for (const theme of ["light", "dark"]) await shoot(stop, { viewport, language, theme });
      }
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}

function stops() {
  if (positionals.length > 0 || values.url) return (positionals.length > 0 ? positionals : ["/"]).map(byPath);
  return [...citizenPages(demo), ...officePages(demo)].filter(({ name }) => name.startsWith(values.only));
}

function byPath(path) {
  const name = path.replace(/^\//, "").replace(/[^a-z0-9.-]+/gi, "_") || "beranda";
  return { name, go: (visitor) => visitor.page.goto(demo.url + path) };
}

/** Officials stay signed in and change only their look: a code of the phone counts once. */
async function visitorOf({ who }, look) {
  if (!who) return person(browser, demo.url, look);
  signedIn[who] ??= await official(browser, demo.url, who);
  await dress(signedIn[who], look);
  signedIn[who].complaints.length = 0;
  return { ...signedIn[who], leave: async () => {} };
}

async function shoot(stop, look) {
  const visitor = await visitorOf(stop, look);
  await stop.go(visitor);
  const file = join(values.out, `${stop.name}-${look.viewport.width}-${look.language}-${look.theme}.png`);
  await visitor.page.screenshot({ path: file, fullPage: true });
  const cost = await transfer(visitor.page, visitor.page.url());
  const budget = stop.who ? [] : overBudget(cost).map(() => "over the citizen's budget");
  const wide = (await sideways(visitor.page)) ? ["scrolls sideways"] : [];
  const remarks = [...budget, ...wide, ...visitor.complaints];
  console.log([file, `${cost.total} bytes`, `${cost.script} script`, ...remarks].join("  "));
  await visitor.leave();
}
