// An old browser, or one that forbids script: an office's whole work goes on without it.

import assert from "node:assert/strict";

import { follow, openBrowser } from "../lib/browser.mjs";
import { official, simulate } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const YEAR = Number(new Date().toLocaleDateString("en", { timeZone: "Asia/Makassar", year: "numeric" }));

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();
const without = (login) => official(browser, demo.url, login, { script: false });

test("an assessment goes from the simulation to the notice without script", async () => {
  const village = demo.samples[0].nop.slice(0, 10);
  const officer = await without("petugas");
  await simulate(officer, village, YEAR + 1);
  const address = officer.page.url().split("?")[0];
  await follow(officer.page, "form[action$='/kirim'] .govuk-button");
  const approver = await without("kepala");
  await approver.page.goto(address);
  await follow(approver.page, "form[action$='/setujui'] .govuk-button");
  assert.match(await said(approver), /SPPT sudah berlaku/);
  await officer.page.goto(`${demo.url}/kerja/pbb/dokumen?desa=${village}&tahun=${YEAR + 1}`);
  assert.ok((await officer.page.locator(".tasks a").count()) >= 3, await said(officer));
  assert.deepEqual([...officer.complaints, ...approver.complaints], []);
});

test("a one-time link is shown to be copied by hand where no button can do it", async () => {
  const administrator = await without("admin");
  const { page } = administrator;
  await page.goto(`${demo.url}/kerja/akun/baru`);
  await page.fill("#f-name", "Sari Contoh");
  await page.fill("#f-login", "sari");
  await page.check("#f-role-tax-officer");
  await follow(page, page.locator("main form .govuk-button").last());
  assert.match(await page.inputValue("#f-link"), /\/tautan\//);
  assert.equal(await page.locator("button[data-copy]").isVisible(), false);
});

test("every entry of the navigation is in view on a phone", async () => {
  const auditor = await without("auditor");
  const { page } = auditor;
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${demo.url}/kerja/jejak-audit`);
  for (const entry of await page.locator(".mods:not(.sub) a").all()) {
    const box = await entry.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 360, await entry.innerText());
  }
});
