// Every page of officials: no barriers, no sideways scrolling, nothing refused by the browser.

import assert from "node:assert/strict";

import { barriers, missingIcons, sideways } from "../lib/access.mjs";
import { LAPTOP, PHONE, openBrowser } from "../lib/browser.mjs";
import { dress, official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, describe, test } from "../lib/story.mjs";
import { officePages } from "../lib/tour.mjs";

const LOOKS = [
  { viewport: LAPTOP, theme: "light", language: "id" },
  { viewport: PHONE, theme: "dark", language: "en" },
];

const demo = await startDemo();
const signedIn = {};
let browser;

before(async () => {
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo.stop();
});

for (const { name, who, go } of officePages(demo)) {
  describe(`${name}, as ${who}`, () => {
    for (const look of LOOKS) {
      test(`${look.viewport.width} px, ${look.theme}, ${look.language}`, async () => {
        signedIn[who] ??= await official(browser, demo.url, who);
        const visitor = signedIn[who];
        visitor.complaints.length = 0;
        await dress(visitor, look);
        await go(visitor);
        assert.equal(await visitor.page.getAttribute("html", "lang"), look.language);
        assert.deepEqual(await barriers(visitor.page), []);
        assert.equal(await sideways(visitor.page), false, "scrolls sideways");
        assert.deepEqual(await missingIcons(visitor.page), []);
        assert.deepEqual(visitor.complaints, []);
      });
    }
  });
}
