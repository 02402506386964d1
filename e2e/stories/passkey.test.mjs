// A head of office adds a passkey on a phone, names it, and takes it away again.

import assert from "node:assert/strict";

import { barriers, sideways } from "../lib/access.mjs";
import { device } from "../lib/authenticator.mjs";
import { PHONE, follow, openBrowser, person } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const PAGE = "/akun-saya/kunci-sandi";

let demo;
let browser;
let head;
let password;
let phone;

before(async () => {
  demo = await startDemo({ objects: 100 });
  browser = await openBrowser();
  password = await passwordOf("kepala");
  head = await official(browser, demo.url, "kepala", { viewport: PHONE });
  phone = await device(head);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

/** The page of sign-in shows the passwords of a demo. */
async function passwordOf(login) {
  const visitor = await person(browser, demo.url);
  await visitor.page.goto(`${demo.url}/masuk`);
  const own = visitor.page.locator("li", { has: visitor.page.locator(`input[name=login][value=${login}]`) });
  const shown = await own.locator(".log").nth(1).innerText();
  await visitor.leave();
  return shown;
}

/** Name and password; leaves the visitor on the page that asks the device. */
async function begin({ page, url }, name, word = password) {
  await page.goto(url + PAGE);
  await page.fill("#f-device", name);
  await page.fill("#f-present", word);
  await follow(page, "form[action$='/baru'] .govuk-button:not([type=button])");
}

test("a wrong password leads no further", async () => {
  await begin(head, "Ponsel dinas", "bukan kata sandi saya");
  assert.match(await said(head), /Kata sandi sekarang tidak benar/);
  assert.equal(await head.page.locator("[data-passkey]").count(), 0);
});

test("somebody else's finger makes no passkey, and the page says what to do", async () => {
  await phone.verify(false);
  await begin(head, "Ponsel dinas");
  await head.page.click("[data-passkey] .govuk-button");
  const sentence = head.page.locator("[data-passkey-says]:not([hidden]):not([data-passkey-says=waiting])");
  await sentence.waitFor();
  assert.match(await sentence.innerText(), /Belum disetujui di perangkat|belum punya kunci layar/);
  assert.deepEqual(await barriers(head.page), []);
  assert.equal(await sideways(head.page), false);
  await phone.verify(true);
});

test("the right finger does, on the same page", async () => {
  await follow(head.page, "[data-passkey] .govuk-button");
  assert.match(head.page.url(), /kabar=adm-passkey-added/, await said(head));
  assert.match(await said(head), /Ponsel dinas/);
  const [held] = await phone.credentials();
  assert.equal(held.rpId, "localhost");
  assert.deepEqual(await barriers(head.page), []);
});

test("the same phone is not registered twice", async () => {
  await begin(head, "Ponsel lagi");
  await head.page.click("[data-passkey] .govuk-button");
  const sentence = head.page.locator("[data-passkey-says=known]:not([hidden])");
  await sentence.waitFor();
  assert.match(await sentence.innerText(), /sudah terdaftar/);
  assert.equal((await phone.credentials()).length, 1);
});

test("a passkey gets another name", async () => {
  const { page } = head;
  await page.goto(demo.url + PAGE);
  await follow(page, page.getByRole("link", { name: /Ubah/ }));
  await page.fill("#f-device", "Ponsel baru");
  await follow(page, page.getByRole("button", { name: "Simpan" }));
  assert.match(await said(head), /Ponsel baru/);
});

test("the home and the account tell the person of it", async () => {
  await head.page.goto(`${demo.url}/kerja`);
  assert.match(await said(head), /Kunci sandi Anda berubah/);
  await head.page.goto(`${demo.url}/akun-saya`);
  assert.match(await said(head), /Kunci sandi ditambahkan/);
  assert.equal(await sideways(head.page), false);
});

test("it goes after the password was given again", async () => {
  const { page } = head;
  await page.goto(demo.url + PAGE);
  await follow(page, page.getByRole("link", { name: /Ubah/ }));
  assert.deepEqual(await barriers(page), []);
  await page.fill("#f-present", password);
  await follow(page, page.getByRole("button", { name: "Hapus kunci sandi" }));
  assert.match(await said(head), /Kunci sandi sudah dihapus/);
  assert.match(await said(head), /Belum ada kunci sandi/);
});

test("without script the pages say that they need it", async () => {
  const visitor = await official(browser, demo.url, "auditor", { script: false });
  await visitor.page.goto(demo.url + PAGE);
  assert.match(await said(visitor), /memerlukan JavaScript/);
  await visitor.leave();
});

test("at another address than the official one the page says so", async () => {
  const url = demo.url.replace("localhost", "127.0.0.1");
  const visitor = await official(browser, url, "auditor", { viewport: PHONE });
  await device(visitor);
  const shown = await passwordOf("auditor");
  await begin(visitor, "Ponsel", shown);
  await visitor.page.click("[data-passkey] .govuk-button");
  const sentence = visitor.page.locator("[data-passkey-says=insecure]:not([hidden])");
  await sentence.waitFor();
  assert.match(await sentence.innerText(), /alamat resmi/);
  assert.deepEqual(visitor.complaints, []);
  await visitor.leave();
});

test("nothing was complained about in the console", () => {
  assert.deepEqual(head.complaints, []);
});
