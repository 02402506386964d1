// Twelve messy workbooks, as offices have them, without any template: each is uploaded, mended on its
// page, handed in, examined, released and read by everybody.

import assert from "node:assert/strict";
import { createServer } from "node:http";

import { barriers, sideways } from "../lib/access.mjs";
import { PHONE, follow, openBrowser, person } from "../lib/browser.mjs";
import { startDemo } from "../lib/server.mjs";
import { bring, desks, mend, owed, press, publish } from "../lib/statistics.mjs";
import { after, before, test } from "../lib/story.mjs";

const OWED = {
  PENDUDUK_DESA: { who: "catatan", title: "Penduduk tercatat", priority: true },
  SISWA_SD: { who: "guru", title: "Siswa SD" },
  SEKOLAH_DASAR: { who: "guru", title: "Sekolah dasar" },
  MURID: { who: "guru", title: "Murid menurut status sekolah" },
  PENDUDUK_UMUR: { who: "catatan", title: "Penduduk menurut umur", priority: true },
  KELUARGA_MISKIN: { who: "sosial", title: "Kemiskinan kabupaten", priority: true },
  LUAS_PANEN: { who: "panen", title: "Luas panen" },
  PAD_KECAMATAN: { who: "pad", title: "Realisasi PAD" },
};

const SUMS = { E7: "1602", H7: "1621", E8: "1295", H8: "1313", E9: "2391", H9: "2419", E10: "5288", H10: "5353" };
const SCHOOLS = { C4: "...", C11: "17", C12: "9", C13: "13", C15: "22" };

/** The second table of a sheet that has three. */
async function secondTable(page) {
  await page.fill("#kepala-dari", "8");
  await page.fill("#kepala-sampai", "8");
  await page.fill("#isi-dari", "9");
  await page.fill("#isi-sampai", "10");
  await page.fill("#p-B", "2024");
}

/** A column that belongs to nothing is not read. */
const ignoreLast = (page) => page.locator("select[name='peran[]']").last().selectOption("ignored");

/** Each book with its dataset, what is said about it, and a figure that everybody reads afterwards. */
const BOOKS = [
  ["01-siswa.xlsx", "SISWA_SD", { cells: SUMS }, "1.621"],
  ["02-desa.xlsx", "PENDUDUK_DESA", {}, "3.456"],
  ["03-kemiskinan.xlsx", "KELUARGA_MISKIN", {}, "8,81"],
  ["04-luas.xlsx", "LUAS_PANEN", {}, "2.105"],
  ["05-luas.xlsx", "LUAS_PANEN", {}, "2.105,5"],
  ["06-kode.xlsx", "PENDUDUK_DESA", { cells: { A7: "64.08.06" }, skips: ["64.1", "64.08.99"] }, "449.000"],
  ["07-tersembunyi.xlsx", "PENDUDUK_DESA", { skips: ["B4", "C4"] }, "12.100"],
  ["08-kosong.xlsx", "SEKOLAH_DASAR", { cells: SCHOOLS }, "1.234"],
  ["09-dua.xlsx", "PENDUDUK_DESA", { columns: secondTable }, "14.100"],
  ["10-umur.xlsx", "PENDUDUK_UMUR", { names: { "65 ke atas": "65+" } }, "2.900"],
  ["11-jenis.xlsx", "MURID", { columns: ignoreLast }, "12.500"],
  ["12-pad.csv", "PAD_KECAMATAN", {}, "14.721,75"],
];

let demo;
let browser;
let people;

before(async () => {
  demo = await startDemo({ objects: 100 });
  browser = await openBrowser();
  people = desks(browser, demo.url);
});

after(async () => {
  await people?.leave();
  await browser?.close();
  await demo?.stop();
});

for (const [book, dataset, says, figure] of BOOKS) {
  test(`${book} reaches its release`, async () => {
    const { who, title, priority } = OWED[dataset];
    const producer = await people.at(who);
    const address = await owed(producer, title, 2024);
    const walidata = await people.at("walidata");
    await walidata.page.goto(address);
    if (await walidata.page.locator("form[action$='/perbaiki']").count()) {
      await press(walidata, address, "perbaiki", "Tabel yang lebih lengkap");
    }
    await bring(producer, address, book);
    await mend(producer, says);
    await producer.page.locator("form[action$='/ajukan'] .govuk-button").click();
    await producer.page.waitForURL(address);
    await press(walidata, address, "periksa");
    await press(walidata, address, "terima");
    if (priority) await press(await people.at("bps"), address, "dukung");
    await publish(walidata, address);
    assert.match(await walidata.page.locator("main").innerText(), /Terbit/);
    await isRead(dataset, figure);
  });
}

test("what the application counts is taken without a file", async () => {
  const office = await people.at("pad");
  const address = await owed(office, "PBB-P2 menurut desa", 2024);
  await office.page.goto(address);
  assert.match(await office.page.locator("main").innerText(), /Ambil dari aplikasi/);
  assert.deepEqual(await barriers(office.page), []);
  await follow(office.page, "form[action$='/ambil'] .govuk-button");
  assert.match(await office.page.locator("main").innerText(), /PBB_DESA-2024\.csv/);
  // The tax register has a village that no list of regions knows.
  await mend(office, { skips: ["6408040099"] });
  await office.page.locator("form[action$='/ajukan'] .govuk-button").click();
  await office.page.waitForURL(address);
  const walidata = await people.at("walidata");
  await press(walidata, address, "periksa");
  await press(walidata, address, "terima");
  await publish(walidata, address);
  assert.match(await walidata.page.locator("main").innerText(), /Terbit/);
  const citizen = await person(browser, demo.url, { viewport: PHONE });
  const csv = await citizen.page.request.get(`${demo.url}/statistik/PBB_DESA/tabel.csv`);
  const text = await csv.text();
  assert.match(text, /64\.08\.04\.2001/);
  assert.match(text, /,x(,|\r?\n)/, "amounts of villages with few notices are left out");
  await citizen.page.goto(`${demo.url}/statistik/PBB_DESA`);
  assert.deepEqual(await barriers(citizen.page), []);
  assert.equal(await sideways(citizen.page), false);
  await citizen.leave();
});

/** Everybody finds the figure on the page of the dataset, without signing in. */
async function isRead(dataset, figure) {
  const citizen = await person(browser, demo.url, { viewport: PHONE });
  const csv = await citizen.page.request.get(`${demo.url}/statistik/${dataset}/tabel.csv`);
  assert.equal(csv.status(), 200);
  const plain = figure.replaceAll(".", "").replace(",", ".");
  assert.ok((await csv.text()).includes(plain), `${plain} in ${await csv.text()}`);
  await citizen.page.goto(`${demo.url}/statistik/${dataset}`);
  assert.deepEqual(await barriers(citizen.page), []);
  assert.equal(await sideways(citizen.page), false);
  await citizen.leave();
}

test("nothing is released before its metadata are complete, which the office fills in", async () => {
  const { who, title } = OWED.PAD_KECAMATAN;
  const office = await people.at(who);
  const forms = `${demo.url}/kerja/statistik/metadata/PAD_KECAMATAN`;
  const section = `${forms}/keg-iii`;
  await office.page.goto(section);
  await office.page.fill("#f-iii_tujuan_kegiatan", "");
  await follow(office.page, `form[action$='/keg-iii'] .govuk-button`);
  await office.page.goto(forms);
  assert.match(await office.page.locator("main").innerText(), /Masih kurang 1 isian/);
  assert.deepEqual(await barriers(office.page), []);
  const walidata = await people.at("walidata");
  const address = await owed(office, title, 2024);
  await press(walidata, address, "perbaiki", "Satu kecamatan terlambat");
  await bring(office, address, "12-pad.csv");
  await mend(office);
  await office.page.locator("form[action$='/ajukan'] .govuk-button").click();
  await office.page.waitForURL(address);
  await press(walidata, address, "periksa");
  await press(walidata, address, "terima");
  await publish(walidata, address);
  assert.match(await walidata.page.locator("main").innerText(), /belum lengkap: kurang 1 isian/);
  await office.page.goto(forms);
  await follow(office.page, "a.govuk-button[href$='/keg-iii']");
  await office.page.fill("#f-iii_tujuan_kegiatan", "Mengetahui realisasi menurut kecamatan");
  await follow(office.page, `form[action$='/keg-iii'] .govuk-button`);
  assert.match(await office.page.locator("main").innerText(), /Semua isian wajib sudah lengkap/);
  await publish(walidata, address);
  const citizen = await person(browser, demo.url, { viewport: PHONE });
  await citizen.page.goto(`${demo.url}/statistik/PAD_KECAMATAN`);
  await follow(citizen.page, "a[href$='/metadata']");
  assert.match(await citizen.page.locator("main").innerText(), /Mengetahui realisasi menurut kecamatan/);
  assert.deepEqual(await barriers(citizen.page), []);
  assert.equal(await sideways(citizen.page), false);
  await citizen.leave();
});

test("a table that is no table, and one that is too large, are refused and not kept", async () => {
  const walidata = await people.at("walidata");
  const guru = await people.at("guru");
  const address = await owed(guru, "Sekolah dasar", 2024);
  await press(walidata, address, "perbaiki", "Satu sekolah terhitung dua kali");
  await guru.page.goto(address);
  const before = await guru.page.locator("main").innerText();
  await guru.page.setInputFiles("#f-berkas", {
    name: "surat.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Kepada Yth.\nKepala Dinas\n"),
  });
  await guru.page.click("form[action$='/tabel'] .govuk-button");
  await guru.page.waitForSelector(".govuk-error-summary");
  assert.match(await guru.page.locator("main").innerText(), /Tidak ada tabel angka/);
  await guru.page.goto(address);
  assert.equal(await guru.page.locator("main").innerText(), before);
});

test("the walidata reports the examination in a letter that is signed like every letter", async () => {
  const walidata = await people.at("walidata");
  const address = await owed(await people.at("sosial"), OWED.KELUARGA_MISKIN.title, 2024);
  await walidata.page.goto(address);
  const head = walidata.page.locator("#f-penanda-tangan option", { hasText: "Kepala Dinas" });
  await walidata.page.selectOption("#f-penanda-tangan", await head.getAttribute("value"));
  await follow(walidata.page, "form[action$='/berita-acara'] .govuk-button");
  assert.match(walidata.page.url(), /\/naskah\//);
  const letter = await walidata.page.locator("main").innerText();
  assert.match(letter, /Pemeriksaan data Kemiskinan kabupaten 2024/);
  assert.match(letter, /03-kemiskinan\.xlsx/);
  await walidata.page.goto(address);
  assert.match(await walidata.page.locator("main").innerText(), /Berita acara pemeriksaan/);
  assert.equal(await walidata.page.locator("form[action$='/berita-acara']").count(), 0, "once is enough");
});

test("the walidata publishes the yearly book, and everybody reads it", async () => {
  const walidata = await people.at("walidata");
  await walidata.page.goto(`${demo.url}/kerja/statistik`);
  await follow(walidata.page, "a[href='/kerja/statistik/buku']");
  assert.deepEqual(await barriers(walidata.page), []);
  await follow(walidata.page, "form[action='/kerja/statistik/buku'] .govuk-button");
  const citizen = await person(browser, demo.url, { viewport: PHONE });
  await citizen.page.goto(`${demo.url}/statistik/buku`);
  assert.deepEqual(await barriers(citizen.page), []);
  assert.equal(await sideways(citizen.page), false);
  const href = await citizen.page.locator("a[href^='/statistik/buku/']").getAttribute("href");
  const book = await citizen.page.request.get(demo.url + href);
  assert.equal(book.headers()["content-type"], "application/pdf");
  assert.equal((await book.body()).subarray(0, 5).toString(), "%PDF-");
  await citizen.leave();
});

test("another site shows the newest figure inside its own page", async () => {
  const citizen = await person(browser, demo.url, { viewport: PHONE });
  await citizen.page.goto(`${demo.url}/statistik/KEMISKINAN`);
  const code = await citizen.page.locator("textarea[readonly]").inputValue();
  const site = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end(`<!doctype html><title>Situs desa</title><h1>Situs desa</h1>${code}`);
  });
  await new Promise((ready) => site.listen(0, "127.0.0.1", ready));
  await citizen.page.goto(`http://127.0.0.1:${site.address().port}/`);
  const part = citizen.page.frameLocator("iframe");
  assert.match(await part.locator("main").innerText(), /8,07/);
  const opened = citizen.page.context().waitForEvent("page");
  await part.locator("a").click();
  assert.match((await opened).url(), /\/statistik\/KEMISKINAN/);
  await citizen.leave();
  site.close();
});

test("what officials see has no barrier, on a phone and at a desk", async () => {
  const guru = await people.at("guru");
  const address = await owed(guru, "Sekolah dasar", 2024);
  await bring(guru, address, "08-kosong.xlsx");
  const table = guru.page.url();
  for (const path of [`${demo.url}/kerja/statistik?tahun=2024`, address, table]) {
    await guru.page.setViewportSize(PHONE);
    await guru.page.goto(path);
    assert.deepEqual(await barriers(guru.page), [], path);
    assert.equal(await sideways(guru.page), false, path);
  }
});
