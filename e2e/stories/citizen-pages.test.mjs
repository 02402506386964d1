// Every page of the citizen: no barriers, no sideways scrolling, large enough to tap, cheap to load.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { barriers, missingIcons, sideways, smallTargets } from "../lib/access.mjs";
import { LAPTOP, PHONE, openBrowser, person } from "../lib/browser.mjs";
import { startDemo } from "../lib/server.mjs";
import { citizenPages } from "../lib/tour.mjs";
import { overBudget, transfer } from "../lib/transfer.mjs";

const LOOKS = [
  { viewport: PHONE, theme: "light", language: "id" },
  { viewport: PHONE, theme: "dark", language: "en" },
  { viewport: LAPTOP, theme: "light", language: "en" },
  { viewport: LAPTOP, theme: "dark", language: "id" },
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
    for (const look of LOOKS) {
      test(`${look.viewport.width} px, ${look.theme}, ${look.language}`, async () => {
        const citizen = await person(browser, demo.url, look);
        await go(citizen);
        assert.equal(await citizen.page.getAttribute("html", "lang"), look.language);
        assert.deepEqual(await barriers(citizen.page), []);
        assert.equal(await sideways(citizen.page), false, "scrolls sideways");
        if (look.viewport === PHONE) assert.deepEqual(await smallTargets(citizen.page), []);
        assert.deepEqual(await missingIcons(citizen.page), []);
        assert.deepEqual(citizen.complaints, []);
        await citizen.leave();
      });
    }

    test("at most 60 KB, of which 20 KB are script", async () => {
      const citizen = await person(browser, demo.url);
      await go(citizen);
      assert.deepEqual(overBudget(await transfer(citizen.page, citizen.page.url())), []);
      await citizen.leave();
    });
  });
}
