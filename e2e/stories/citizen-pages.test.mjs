// Every page of the citizen: no barriers, no sideways scrolling, large enough to tap, cheap to load.

import assert from "node:assert/strict";

import { barriers, missingIcons, sideways, smallTargets } from "../lib/access.mjs";
import { LAPTOP, PHONE, openBrowser, person, wear } from "../lib/browser.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, describe, test } from "../lib/story.mjs";
import { citizenPages } from "../lib/tour.mjs";
import { overBudget, transfer } from "../lib/transfer.mjs";

// Each way to a page is walked once per language; on the page the size and the theme change, so
// that every page is seen in both sizes, both themes and both languages, two by two.
const WALKS = [
  { language: "id", looks: [{ viewport: PHONE, theme: "light" }, { viewport: LAPTOP, theme: "dark" }] },
  { language: "en", looks: [{ viewport: PHONE, theme: "dark" }, { viewport: LAPTOP, theme: "light" }] },
];

const demo = await startDemo();
let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo.stop();
});

for (const { name, go } of citizenPages(demo)) {
  describe(name, () => {
    for (const { language, looks } of WALKS) {
      test(`in both sizes and themes, ${language}`, async () => {
        const citizen = await person(browser, demo.url, { language, ...looks[0] });
        await go(citizen);
        assert.equal(await citizen.page.getAttribute("html", "lang"), language);
        assert.deepEqual(await missingIcons(citizen.page), []);
        for (const look of looks) {
          await wear(citizen, look);
          const seen = `${look.viewport.width} px, ${look.theme}`;
          assert.deepEqual(await barriers(citizen.page), [], seen);
          assert.equal(await sideways(citizen.page), false, `${seen}: scrolls sideways`);
          if (look.viewport === PHONE) assert.deepEqual(await smallTargets(citizen.page), [], seen);
        }
        assert.deepEqual(citizen.complaints, []);
        if (language === "id") {
          const cost = await transfer(citizen.page, citizen.page.url());
          assert.deepEqual(overBudget(cost), [], "at most 60 KB, of which 20 KB are script");
        }
        await citizen.leave();
      });
    }
  });
}
