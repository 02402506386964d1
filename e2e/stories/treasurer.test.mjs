// A treasurer's day: the bank's file, what does not fit, a second person, the minutes, money given back.

import assert from "node:assert/strict";

import { follow, openBrowser } from "../lib/browser.mjs";
import { official } from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

const FILES = "/kerja/bayar/rekonsiliasi";

let demo;
let browser;
let treasurer;
let controller;
let file; // the address of the loaded file

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  treasurer = await official(browser, demo.url, "bendahara");
  controller = await official(browser, demo.url, "pengawas");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

/** Downloads something of the office as its person: bytes and name. */
async function download({ context, url }, path) {
  const answer = await context.request.get(url + path);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}

/** Loads a file as a person does it; stays where that led. */
async function load({ page, url }, name, buffer) {
  await page.goto(url + FILES);
  await page.setInputFiles("#f-berkas", { name, mimeType: "text/csv", buffer });
  await follow(page, "form[enctype='multipart/form-data'] .govuk-button");
}

/** The second person decides the newest of what waits. */
async function approve({ page, url }) {
  await page.goto(`${url}/kerja/bayar/usulan`);
  await follow(page, page.locator("table a.go").first());
  await follow(page, "form[action$='/setujui'] .govuk-button");
}

test("the bank's file goes into buckets; a wrong one says which line", async () => {
  const sample = (await download(treasurer, `${FILES}/contoh.csv`)).toString();
  assert.match(sample, /^tgl,jam,ref_bank/);
  await load(treasurer, "salah.csv", Buffer.from(sample.replace(/,TELLER,001,BAYAR/, "x,TELLER,001,BAYAR")));
  assert.match(await said(treasurer), /Ada baris yang keliru[\s\S]*bukan jumlah rupiah/);
  await load(treasurer, "bank-contoh.csv", Buffer.from(sample));
  file = treasurer.page.url().split("?")[0];
  const text = await said(treasurer);
  for (const bucket of ["Hanya di bank", "Hanya di pembukuan", "Beda jumlah", "Ganda"]) {
    assert.match(text, new RegExp(`${bucket}.*\\s+1\\s`), bucket);
  }
  await load(treasurer, "sekali-lagi.csv", Buffer.from(sample));
  assert.match(await said(treasurer), /Berkas ini sudah dimuat/);
});

test("each exception is proposed by one person and decided by another", async () => {
  const { page } = treasurer;
  for (let round = 0; round < 12; round += 1) {
    await page.goto(file);
    const open = page.locator("tr", { hasText: "Perlu diputuskan" }).locator("a.go");
    const buckets = page.locator("a.go[href*='kelompok=']");
    const addresses = await buckets.evaluateAll((links) => links.map((link) => link.href));
    for (const address of addresses) {
      if ((await open.count()) > 0) break;
      await page.goto(address);
    }
    if ((await open.count()) === 0) break;
    await follow(page, open.first());
    await page.locator("input[name=tindakan]").first().check();
    await page.fill("#f-alasan", "sesuai rekening koran bank");
    await follow(page, "form[action*='/temuan/'] .govuk-button");
    await approve(controller);
    assert.match(await said(controller), /Disetujui/);
  }
  await page.goto(file);
  assert.match(await said(treasurer), /Semua temuan sudah diputuskan/);
  assert.equal(await page.locator("form[action$='/tutup']").count(), 0, "whoever loaded it may close it");
});

test("the second person closes it; the minutes and the journal can be taken along", async () => {
  await controller.page.goto(file);
  await follow(controller.page, "form[action$='/tutup'] .govuk-button");
  assert.match(await said(controller), /Selesai/);
  const path = new URL(file).pathname;
  const minutes = await download(controller, `${path}/berita-acara.pdf`);
  assert.equal(minutes.subarray(0, 5).toString(), "%PDF-");
  const journal = (await download(treasurer, "/kerja/bayar/jurnal.csv")).toString();
  assert.match(journal, /Tanggal,Jenis,Kode rekening/);
  assert.match(journal, /1\.1\.01\.01\.01\.0001,Kas daerah/);
  const book = await download(treasurer, "/kerja/bayar/jurnal.xlsx");
  assert.equal(book.subarray(0, 2).toString(), "PK");
});

test("money that nobody owed is given back", async () => {
  const { page, url } = treasurer;
  await page.goto(`${url}/kerja/bayar/lebih-bayar`);
  const links = page.locator("table a.go");
  const before = await links.count();
  assert.ok(before > 0, "the demo has an overpayment");
  await follow(page, links.first());
  const amount = await page.locator("h1").innerText();
  const typed = { nama: "Siti Contoh", bank: "Bank Contoh", rekening: "1234567890", sk: "900/12/BAPENDA", alasan: "dibayar dua kali" };
  for (const [name, text] of Object.entries(typed)) await page.fill(`#f-${name}`, text);
  await follow(page, "form[action$='/kembalikan'] .govuk-button");
  assert.match(await said(treasurer), /Anda yang mengusulkan/);
  await approve(controller);
  assert.match(await said(controller), new RegExp(`Disetujui[\\s\\S]*${amount.replace(/[.]/g, "\\.")}`));
  await page.goto(`${url}/kerja/bayar/lebih-bayar`);
  assert.equal(await links.count(), before - 1);
});

test("all account codes are proposed on one form, and the second person approves them at once", async () => {
  const { page, url } = treasurer;
  await page.goto(`${url}/kerja/bayar/rekening`);
  for (const kind of ["till", "collector"]) await page.fill(`#f-kode-${kind}`, "1.1.01.02.01.0009");
  await page.fill("#f-alasan", "menurut bagan akun yang baru");
  await follow(page, "form[action='/kerja/bayar/rekening'] .govuk-button");
  assert.match(await said(treasurer), /2 kode rekening[\s\S]*Anda yang mengusulkan/);
  await approve(controller);
  assert.match(await said(controller), /Disetujui[\s\S]*1\.1\.01\.02\.01\.0009/);
  await page.goto(`${url}/kerja/bayar/rekening`);
  assert.equal(await page.inputValue("#f-kode-till"), "1.1.01.02.01.0009");
});

test("what comes in today stands below the search, and villages below their district", async () => {
  const { page, url } = treasurer;
  await page.goto(`${url}/kerja/bayar/transaksi`);
  assert.ok((await page.locator("table a.go").count()) > 0, "the demo had payments today");
  await page.selectOption("#kanal", "collector");
  await follow(page, ".filters button");
  assert.match(page.url(), /kanal=collector/);
  await page.goto(`${url}/kerja/bayar/piutang`);
  const village = page.locator("details.fold tbody tr").first();
  assert.equal(await village.isVisible(), false);
  await page.locator("details.fold summary").first().click();
  assert.ok(await village.isVisible());
});

test("nothing was complained about in either console", () => {
  assert.deepEqual([...treasurer.complaints, ...controller.complaints], []);
});
