// A teller's day without script; a collector who loses the signal, comes back, and deposits.

import assert from "node:assert/strict";

import { PHONE, follow, openBrowser } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

let demo;
let browser;
let treasurer;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  treasurer = await official(browser, demo.url, "bendahara");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();
const digits = (text) => text.replace(/\D/g, "");
/** The object whose notice of this year is open, away from the collector's village where it can be. */
const unpaid = () => demo.samples.find(({ story }) => story === "unpaid") ?? demo.samples[0];

test("a teller's day: open, take cash, count, hand over; the treasurer receives", async () => {
  const teller = await official(browser, demo.url, "teler");
  const { page } = teller;
  await page.goto(`${demo.url}/kerja/loket`);
  await page.fill("#f-modal", "100.000");
  await follow(page, "form[action='/kerja/loket/buka'] .govuk-button");
  // With a queue one types at once: the search has the focus.
  await page.waitForSelector("#f-cari:focus");
  await page.keyboard.type(unpaid().nop);
  await follow(page, "form:has(#f-cari) .govuk-button");
  const boxes = page.locator("input[name='tagihan[]'][type=checkbox]");
  if ((await boxes.count()) > 1) await follow(page, "form[method=get] .govuk-button--secondary >> nth=0");
  const owed = Number(await page.getAttribute("form[action='/kerja/loket/bayar'] input[name=jumlah]", "value"));
  assert.ok(owed > 0);
  await page.fill("#f-uang", String(owed + 1_000));
  await page.click("form[action='/kerja/loket/bayar'] .govuk-button");
  await page.waitForURL(/\/kerja\/loket\/lunas\//);
  assert.match(await said(teller), /Kembalian\s+Rp1\.000/);
  assert.ok((await page.locator("a[href^='/bayar/stts/']").count()) > 0, "no receipt");

  await page.goto(`${demo.url}/kerja/loket?cari=${unpaid().nop}`);
  assert.match(await said(teller), /Jangan terima uang/);
  await page.goto(`${demo.url}/kerja/loket`);
  await follow(page, "a.govuk-button[href^='/kerja/loket/tutup/']");
  await page.fill("#f-k100000", String(Math.floor((owed + 100_000) / 100_000)));
  await page.fill("#f-alasan", "pembulatan");
  await page.click("form[action^='/kerja/loket/tutup/'] .govuk-button");
  await page.waitForURL(/\/kerja\/loket\/sts\/STS-/);
  const number = page.url().split("/").pop();
  assert.equal(await page.locator("form[action$='/terima']").count(), 0, "whoever hands over may receive");
  const paper = await teller.context.request.get(`${page.url()}/sts.pdf`);
  assert.equal((await paper.body()).subarray(0, 5).toString(), "%PDF-");

  await treasurer.page.goto(`${demo.url}/kerja/setoran/${number}`);
  const amount = digits(await treasurer.page.locator(".kpis b").first().innerText());
  await treasurer.page.fill("#f-jumlah", amount);
  await follow(treasurer.page, "form[action$='/terima'] .govuk-button");
  assert.match(await said(treasurer), /Diterima/);
  await teller.leave();
});

test("a collector takes cash without a signal, comes back, and deposits", async () => {
  const collector = await official(browser, demo.url, "kolektor", { viewport: PHONE, worker: true });
  const { page, context } = collector;
  await page.goto(`${demo.url}/kolektor`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.click("[data-view=start] [data-do=download]");
  await page.waitForSelector("[data-view=book]:not([hidden]) [data-part=bills] button");
  const before = await page.locator("[data-part=bills] button").count();
  assert.ok(before > 0);
  // The page is on the phone once the worker has it.
  await page.waitForFunction(() => caches.match("/kolektor").then(Boolean));

  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("[data-view=book]:not([hidden])");
  assert.match(await page.locator("[data-part=signal]").innerText(), /Tanpa sinyal/);
  await page.locator("[data-part=bills] button").first().click();
  await page.click("[data-do=take]");
  await page.waitForSelector("[data-view=tts]:not([hidden])");
  const number = await page.locator("[data-part=tts-number]").innerText();
  assert.match(number, /^K\d{2}-\d{2}-\d{6}$/);
  assert.equal(await page.locator("[data-part=tts-qr] svg").count(), 1);
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width, "scrolls sideways");
  await page.click("[data-view=tts] [data-do=book]");
  assert.match(await page.locator("[data-part=queue]").innerText(), /1 TTS menunggu/);

  await context.setOffline(false);
  await page.click("[data-do=send]");
  await page.waitForFunction(() => /terkirim/.test(document.querySelector("[data-part=queue]").textContent));

  await page.goto(`${demo.url}/kerja/kolektor`);
  assert.match(await said(collector), new RegExp(number));
  await page.click("form[action='/kerja/kolektor/sts'] .govuk-button");
  await page.waitForURL(/\/kerja\/kolektor\/sts\/STS-/);
  const slip = page.url().split("/").pop();
  await treasurer.page.goto(`${demo.url}/kerja/setoran/${slip}`);
  const amount = digits(await treasurer.page.locator(".kpis b").first().innerText());
  await treasurer.page.fill("#f-jumlah", amount);
  await follow(treasurer.page, "form[action$='/terima'] .govuk-button");
  assert.match(await said(treasurer), /Diterima[\s\S]*Sudah final/);
  await collector.leave();
});

test("nothing was complained about in the treasurer's console", () => {
  assert.deepEqual(treasurer.complaints, []);
});
