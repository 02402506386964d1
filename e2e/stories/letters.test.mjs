// A letter from the first word over two paraf and a signature on a phone to the page on which anybody
// checks it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { barriers, sideways } from "../lib/access.mjs";
import { device } from "../lib/authenticator.mjs";
import { PHONE, follow, openBrowser, person } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const SUBJECT = "Undangan rapat jaringan kecamatan";
const PHRASE = "perahu contoh hilir sungai";
const WRONG = "salah sama sekali 4711";
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
  await own.locator("input[name='naskah[]']").check();
  await follow(page, "form[action='/tanda-tangan'] .govuk-button");
  assert.match(await said(head), /Agree|Setujui/);
  assert.equal(await sideways(page), false);
  assert.deepEqual(await barriers(page), []);
  await page.fill("#f-frasa", WRONG);
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

test("anybody who scans the code reads whose letter it is, without a script", async () => {
  const { page } = staff;
  await page.goto(letter);
  const address = await page.locator("a[href*='/n/']").getAttribute("href");
  const visitor = await person(browser, demo.url, { viewport: PHONE, script: false });
  await visitor.page.goto(address);
  const text = await said(visitor);
  assert.match(text, /000\.8\.3\.3\/\d+\/DISKOMINFO/);
  assert.match(text, /Rudi Contoh/i);
  assert.equal(await sideways(visitor.page), false);
  await visitor.leave();
});

test("the file is genuine and whole for whoever drops it on the page, and changed once it is changed", async () => {
  const pdf = await staff.context.request.get(`${letter}/naskah.pdf`);
  const signed = await pdf.body();
  const changed = Buffer.from(signed);
  changed[600] ^= 1;
  const cases = [
    [signed, /asli dan utuh/i, true],
    [signed, /asli dan utuh/i, false],
    [changed, /berubah|rusak/i, false],
    [Buffer.from("bukan PDF"), /bukan|rusak/i, true],
  ];
  for (const [content, verdict, script] of cases) {
    const visitor = await person(browser, demo.url, { viewport: PHONE, script });
    const { page, url } = visitor;
    await page.goto(`${url}/verifikasi`);
    await page.setInputFiles("#f-berkas", { name: "naskah.pdf", mimeType: "application/pdf", buffer: content });
    await page.click("form[action='/verifikasi'] .govuk-button");
    await page.locator(".verdict").waitFor();
    assert.match(await page.locator(".verdict").innerText(), verdict, await said(visitor));
    assert.equal(await sideways(page), false);
    if (script) assert.deepEqual(await barriers(page), []);
    await visitor.leave();
  }
});

test("no passphrase lies in the database, a file or the log", async () => {
  const files = await readdir(demo.folder, { recursive: true, withFileTypes: true });
  let seen = 0;
  for (const file of files.filter((entry) => entry.isFile())) {
    const content = await readFile(join(file.parentPath, file.name));
    for (const phrase of [PHRASE, WRONG]) assert.equal(content.includes(phrase), false, `${file.name} holds it`);
    seen += 1;
  }
  assert.ok(seen > 5, "there is a database, keys and files");
  for (const line of demo.log) assert.equal([PHRASE, WRONG].some((phrase) => line.includes(phrase)), false, line);
});
