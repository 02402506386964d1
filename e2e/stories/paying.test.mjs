// A citizen on a phone pays: from the NOP to the receipt, which anybody can check. Also without
// JavaScript.

import assert from "node:assert/strict";

import { LAPTOP, follow, openBrowser, person } from "../lib/browser.mjs";
import { altered, paperAt, printed, scanned } from "../lib/citizen.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

let demo;
let browser;
/** Each story pays for somebody else. */
let owing;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  owing = demo.samples.filter(({ story }) => story === "unpaid" || story === "arrears");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();
const heading = ({ page }) => page.locator("h1").innerText();

function story(name, look, tell) {
  test(name, async () => {
    const citizen = await person(browser, demo.url, look);
    await tell(citizen);
    assert.deepEqual(citizen.complaints, []);
    await citizen.leave();
  });
}

/** Looks at what is owed, leaves all years ticked, and gets a code. */
async function getCode({ page, url }, { nop }) {
  await page.goto(`${url}/bayar?nop=${nop}`);
  assert.ok((await page.locator("input[name='tahun[]']:checked").count()) >= 1);
  await page.locator("form.pay button").click();
  await page.waitForURL(/\/bayar\/kode\//);
}

const pressDemoBank = ({ page }) => follow(page, ".demobank button");

story("from a NOP to a receipt that verifies, on a phone without JavaScript", { script: false }, async (citizen) => {
  const { page } = citizen;
  const someone = owing[0];
  await getCode(citizen, someone);
  assert.match(await page.locator(".bigcode").innerText(), /^\d{4} \d{4} \d{4} \d{2}$/);
  assert.equal(await page.locator("svg.qr.big").count(), 1);
  assert.match(await page.locator(".ways").innerText(), /88088 \d{4} \d{4} \d{4} \d{2}/);
  await pressDemoBank(citizen);
  assert.equal(await heading(citizen), "Lunas");

  await follow(page, page.locator("a[href^='/bayar/stts/']").first());
  assert.match(await said(citizen), new RegExp(printed(someone.nop)));
  const paper = await paperAt(citizen, await page.getAttribute("a[href$='/stts.pdf']", "href"));
  assert.equal(paper.type, "application/pdf");
  assert.match(paper.text, /Surat Tanda Terima Setoran/);
  assert.match(paper.text, new RegExp(printed(someone.nop)));
  assert.ok(paper.qr.startsWith(`${demo.url}/r/`), paper.qr);
  await page.goto(paper.qr);
  assert.match(await heading(citizen), /asli/i);
  await page.goto(altered(paper.qr, 30));
  assert.match(await heading(citizen), /berubah|Bukan kode/i);
});

story("the page of the code says lunas by itself when somebody else pays", { language: "en" }, async (citizen) => {
  await getCode(citizen, owing[1]);
  const other = await person(browser, demo.url, {});
  await other.page.goto(citizen.page.url());
  await pressDemoBank(other);
  await other.leave();
  await citizen.page.waitForFunction(() => document.querySelector("h1")?.textContent === "Paid");
});

story("the saved QRIS picture is the code on the page", { viewport: LAPTOP }, async (citizen) => {
  await getCode(citizen, owing[2]);
  const href = await citizen.page.getAttribute("a[href$='/qris.png']", "href");
  const picture = await citizen.context.request.get(citizen.url + href);
  assert.equal(picture.headers()["content-type"], "image/png");
  const token = citizen.page.url().split("/").pop();
  const told = await citizen.context.request.get(`${citizen.url}/api/v1/payments/codes/${token}`);
  assert.equal(await scanned(await picture.body()), (await told.json()).qris.content);
});

story("somebody reports that a payment is missing and follows the answer", {}, async (citizen) => {
  const { page } = citizen;
  await page.goto(`${citizen.url}/bayar/laporan?nop=${owing[0].nop}`);
  await page.fill("#f-cerita", "Saya sudah membayar di bank contoh.");
  const photo = { name: "bukti.png", mimeType: "image/png", buffer: Buffer.from("89504e470d0a1a0a00", "hex") };
  await page.setInputFiles("#f-berkas", photo);
  await follow(page, "main form button");
  assert.match(await heading(citizen), /Laporan [0-9A-Z]{4}-[0-9A-Z]{4}/);
  assert.match(await said(citizen), /Menunggu petugas/);
});
