// A letter from the first word over two paraf and a signature on a phone to the page on which anybody
// checks it.

import assert from "node:assert/strict";

import { barriers, sideways } from "../lib/access.mjs";
import { device } from "../lib/authenticator.mjs";
import { PHONE, follow, openBrowser, person } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const SUBJECT = "Undangan rapat jaringan kecamatan";
const PHRASE = "perahu contoh hilir sungai";
const PASSWORD = "pelangi contoh 2026";

let demo;
let browser;
let staff;
let head;
let letter;

before(async () => {
  demo = await startDemo({ objects: 100 });
  browser = await openBrowser();
  staff = await official(browser, demo.url, "staf");
  head = await official(browser, demo.url, "kadis", { viewport: PHONE });
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

/** Somebody does one thing on the page of the letter and leaves. */
async function deed(who, button) {
  const visitor = await official(browser, demo.url, who);
  await visitor.page.goto(letter);
  await follow(visitor.page, button);
  const text = await said(visitor);
  await visitor.leave();
  return text;
}

test("a staff member writes a letter and sends it up", async () => {
  const { page, url } = staff;
  await page.goto(`${url}/naskah/baru/surat-dinas`);
  await page.fill("#f-hal", SUBJECT);
  await page.fill("#f-klasifikasi", "000.8.3.3");
  await page.fill("#f-kepada-luar", "PT Jaringan Contoh, Jalan Yos Sudarso, Sangatta");
  await page.fill("#f-isi-naskah", "Kami mengundang Saudara pada rapat jaringan kecamatan.");
  await page.selectOption("#f-penanda-tangan", { label: await labelled(page, "#f-penanda-tangan", "Kepala Dinas") });
  await page.selectOption("#f-pemaraf-1", { label: await labelled(page, "#f-pemaraf-1", "Kepala Bidang Aplikasi") });
  await page.selectOption("#f-pemaraf-2", { label: await labelled(page, "#f-pemaraf-2", "Sekretaris Dinas") });
  await follow(page, "main form .govuk-button");
  assert.match(await said(staff), new RegExp(SUBJECT));
  letter = page.url();
  await follow(page, "form[action$='/ajukan'] .govuk-button");
  assert.match(await said(staff), /Kepala Bidang Aplikasi/);
});

/** The whole text of the choice that begins so. */
async function labelled(page, select, beginning) {
  const texts = await page.locator(`${select} option`).allInnerTexts();
  return texts.find((text) => text.trim().startsWith(beginning));
}

test("two superiors give their paraf and the clerk a number", async () => {
  await deed("kabid", "form[action$='/paraf'] .govuk-button");
  await deed("sekdis", "form[action$='/paraf'] .govuk-button");
  const numbered = await deed("arsiparis", "form[action$='/terbitkan'] .govuk-button");
  assert.match(numbered, /000\.8\.3\.3\/\d+\/DISKOMINFO/);
});

test("the head of office registers the phone", async () => {
  await device(head);
  const { page, url } = head;
  await page.goto(`${url}/akun-saya/kunci-sandi`);
  await page.fill("#f-device", "Ponsel dinas");
  await page.fill("#f-present", PASSWORD);
  await follow(page, "form[action$='/baru'] .govuk-button:not([type=button])");
  await follow(page, "[data-passkey] .govuk-button");
  assert.match(page.url(), /adm-passkey-added/);
});

test("on the phone: read, choose, agree with one touch and the passphrase", async () => {
  const { page, url } = head;
  await page.goto(`${url}/tanda-tangan`);
  assert.equal(await sideways(page), false);
  assert.deepEqual(await barriers(page), []);
  const own = page.locator("section.sheet", { hasText: SUBJECT });
  assert.match(await own.innerText(), /Belum dibuka/);
  await follow(page, own.locator("a[href$='/baca']"));
  await page.goto(`${url}/tanda-tangan`);
  assert.match(await own.innerText(), /Sudah dibuka/);
  await own.locator("input[name=naskah]").check();
  await follow(page, "form[action='/tanda-tangan'] .govuk-button");
  assert.match(await said(head), /Agree|Setujui/);
  assert.equal(await sideways(page), false);
  assert.deepEqual(await barriers(page), []);
  await page.fill("#f-frasa", "salah sama sekali");
  await follow(page, "[data-passkey] .govuk-button:not([data-without-passkey]):not([type=button])");
  assert.match(await said(head), /Frasa sandi salah/);
  await follow(page, "form[action$='/ulang'] .govuk-button");
  await page.fill("#f-frasa", PHRASE);
  await follow(page, "[data-passkey] .govuk-button:not([data-without-passkey]):not([type=button])");
  assert.match(await said(head), /Sudah ditandatangani/);
  assert.match(await said(head), /1 dari 1/);
});

test("the letter says who signed it and how, and is sent", async () => {
  const { page } = staff;
  await page.goto(letter);
  const text = await said(staff);
  assert.match(text, /Rudi Contoh/);
  assert.match(text, /TTE tersertifikasi \(PSrE\)/);
  assert.match(text, /CONTOH, bukan BSrE/);
  await deed("arsiparis", "form[action$='/kirim'] .govuk-button");
});
