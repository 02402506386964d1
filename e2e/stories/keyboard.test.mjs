// Without a pointer: look-up and proof, sign-in, simulation, approval. The focus is seen at every stop.

import assert from "node:assert/strict";

import { LAPTOP, openBrowser, person } from "../lib/browser.mjs";
import { press, tabTo, type } from "../lib/keyboard.mjs";
import { waitFor } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const YEAR = Number(new Date().toLocaleDateString("en", { timeZone: "Asia/Makassar", year: "numeric" }));

let demo;
let browser;
let address; // of the assessment that one person makes and another approves

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

async function signInByKeyboard(login) {
  const visitor = await person(browser, demo.url, { viewport: LAPTOP });
  const { page } = visitor;
  await page.goto(`${demo.url}/masuk`);
  const own = page.locator("li", { has: page.locator(`input[name=login][value=${login}]`) });
  const password = await own.locator(".log").nth(1).innerText();
  await type(page, "#f-login", login);
  await type(page, "#f-password", password);
  await type(page, "#f-code", await own.locator(".log.strong").innerText());
  await Promise.all([page.waitForURL(/\/kerja$/), page.keyboard.press("Enter")]);
  return visitor;
}

test("the first stop on every page leads past the head of the page", async () => {
  const citizen = await person(browser, demo.url);
  await citizen.page.goto(`${demo.url}/pbb?nop=${demo.samples[0].nop}`);
  await tabTo(citizen.page, ".govuk-skip-link");
  await citizen.page.keyboard.press("Enter");
  await tabTo(citizen.page, "main a");
  await citizen.leave();
});

test("a citizen looks up, proves by a payment and reaches the e-SPPT", async () => {
  const sample = demo.samples.find(({ story }) => story === "paid");
  const citizen = await person(browser, demo.url);
  const { page } = citizen;
  await page.goto(`${demo.url}/`);
  await type(page, "#nop", sample.nop);
  await Promise.all([page.waitForURL(/\/pbb\?nop=/), page.keyboard.press("Enter")]);
  await press(page, ".paycard a.govuk-button");
  await tabTo(page, "details:has(input[value=bayar]) summary");
  await page.keyboard.press("Enter");
  const [date, amount] = sample.payment;
  await type(page, "#f-tanggal", date.split("-").map(Number).reverse().join("-"));
  await type(page, "#f-jumlah", String(amount));
  await Promise.all([page.waitForURL(/\/pbb\/sppt\//), page.keyboard.press("Enter")]);
  await tabTo(page, "a[href$='/e-sppt.pdf']");
  await citizen.leave();
});

test("an officer signs in, simulates a village and hands it over", async () => {
  const officer = await signInByKeyboard("petugas");
  const { page } = officer;
  await press(page, "main a[href='/kerja/pbb/penetapan']");
  await type(page, "#f-tahun", String(YEAR + 1));
  await page.selectOption("#f-desa", demo.samples[0].nop.slice(0, 10)); // a menu of the system
  await tabTo(page, "input[name=batas]");
  await page.keyboard.press("ArrowRight");
  await press(page, "form[action='/kerja/pbb/penetapan'] .govuk-button");
  await waitFor(officer, ".kpis");
  address = page.url().split("?")[0];
  await press(page, "form[action$='/kirim'] .govuk-button");
  assert.equal(await page.locator("form[action$='/setujui']").count(), 0, await said(officer));
  await officer.leave();
});

test("another person approves it", async () => {
  const approver = await signInByKeyboard("kepala");
  await approver.page.goto(address);
  await press(approver.page, "form[action$='/setujui'] .govuk-button");
  assert.match(await said(approver), /Disetujui Rahma Contoh/);
  await approver.leave();
});
