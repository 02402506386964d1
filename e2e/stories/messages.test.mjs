// A message from an administrator's desk to a citizen's phone, and how the citizen ends it.

import assert from "node:assert/strict";

import { barriers, sideways } from "../lib/access.mjs";
import { follow, openBrowser, person } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

let demo;
let browser;
let link;

before(async () => {
  demo = await startDemo({ objects: 100 });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

test("an administrator tries a channel and finds the message in the drawer", async () => {
  const admin = await official(browser, demo.url, "admin");
  const { page } = admin;
  await page.goto(`${demo.url}/kerja/pesan`);
  await page.selectOption("#f-channel", "sms");
  await page.fill("#f-contact", "0812 3456 7890");
  await page.click("form[action='/kerja/pesan/coba'] button");
  await page.waitForURL(/kabar=/);
  const letter = page.locator("a.log");
  while ((await letter.count()) === 0) await page.reload();
  link = new URL(await letter.first().getAttribute("href")).pathname;
  const text = await said(admin);
  assert.match(text, /Pesan percobaan/);
  assert.ok(!text.includes("34567"), "the number is masked");
  assert.deepEqual(admin.complaints, []);
});

test("an auditor looks at the channels and does nothing", async () => {
  const auditor = await official(browser, demo.url, "auditor");
  await auditor.page.goto(`${demo.url}/kerja/pesan`);
  assert.equal(await auditor.page.locator("form[action^='/kerja/pesan/']").count(), 0);
});

for (const script of [true, false]) {
  test(`a citizen opens the link ${script ? "with" : "without"} script and finds how to end it`, async () => {
    const citizen = await person(browser, demo.url, { script });
    const { page } = citizen;
    await page.goto(demo.url + link);
    assert.match(await said(citizen), /Saluran ini berfungsi/);
    if (script) assert.deepEqual(await barriers(page), []);
    assert.equal(await sideways(page), false);
    await follow(page, "a[href^='/ingatkan/berhenti/']");
    assert.match(await said(citizen), /Berhenti menerima pesan\?/);
    assert.deepEqual(citizen.complaints, []);
  });
}

test("ended by one click, everything about it is gone", async () => {
  const citizen = await person(browser, demo.url);
  const { page } = citizen;
  await page.goto(demo.url + link);
  await follow(page, "a[href^='/ingatkan/berhenti/']");
  const stop = page.url();
  await follow(page, "main button");
  assert.match(await said(citizen), /sudah dihentikan/);
  await page.goto(stop);
  assert.match(await said(citizen), /sudah dihentikan/, "twice is no mistake");
  const answer = await page.goto(demo.url + link);
  assert.equal(answer.status(), 404);
  assert.match(await said(citizen), /sudah tidak berlaku/);
});
