// The pages of counter, supervisor and village collector, in the order of a day: what was opened, taken or
// handed over once is looked at in every look.

import { follow } from "./browser.mjs";
import { scanned } from "./citizen.mjs";

export function counterPages({ samples }) {
  const owing = samples.filter(({ story }) => story === "arrears" || story === "unpaid");
  const [shown, payer] = [owing.at(-1).nop, owing.at(-2).nop];
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  const first = (path, css) => async (visitor) => {
    await at(path)(visitor);
    await at(await visitor.page.locator(css).first().getAttribute("href"))(visitor);
  };
  const once = (deed) => {
    let there;
    return async (visitor) => {
      if (there) return visitor.page.goto(there);
      await deed(visitor);
      there = visitor.page.url();
    };
  };
  return [
    { who: "teler", name: "loket", go: at("/kerja/loket") },
    { who: "teler", name: "loket-terbuka", go: openDesk },
    { who: "teler", name: "loket-cari", go: at(`/kerja/loket?cari=${shown}`) },
    { who: "teler", name: "loket-hitung", go: (visitor) => addUp(visitor, shown) },
    { who: "teler", name: "loket-uang-kurang", go: (visitor) => tooLittle(visitor, shown) },
    { who: "teler", name: "loket-lunas", go: once((visitor) => take(visitor, payer)) },
    { who: "teler", name: "loket-sudah-lunas", go: at(`/kerja/loket?cari=${payer}`) },
    { who: "pengawas", name: "pengawasan-loket", go: at("/kerja/pengawasan") },
    { who: "pengawas", name: "pengawasan-laci", go: first("/kerja/pengawasan", "table a.go") },
    { who: "teler", name: "loket-hitung-uang", go: onceClosed() },
    { who: "teler", name: "loket-sts", go: once(handOver) },
    { who: "bendahara", name: "setoran", go: at("/kerja/setoran") },
    { who: "bendahara", name: "setoran-satu", go: first("/kerja/setoran", "table a[href*='/kerja/setoran/STS']") },
    { who: "bendahara", name: "kolektor", go: at("/kerja/penunjukan") },
    { who: "bendahara", name: "kolektor-baru", go: at("/kerja/penunjukan/baru") },
    { who: "bendahara", name: "kolektor-baru-salah", go: proposeNothing },
    { who: "pengawas", name: "kolektor-satu", go: at("/kerja/penunjukan/K01") },
    { who: "kolektor", name: "tugas-kolektor", go: at("/kerja/kolektor") },
    { who: "kolektor", name: "ponsel-buku", go: openBook },
    { who: "kolektor", name: "ponsel-tagihan", go: async (v) => (await openBook(v), await v.page.locator("[data-part=bills] button").first().click()) },
    { who: "kolektor", name: "ponsel-tts", go: showReceipt },
    { who: "kolektor", name: "tts-periksa", go: checkReceipt },
    { who: "kolektor", name: "kolektor-sts", go: once(deposit) },
    { who: "bendahara", name: "laporan-warga", go: at("/kerja/bayar/laporan") },
    { who: "bendahara", name: "laporan-warga-satu", go: first("/kerja/bayar/laporan", "table a.go") },
  ];
}

async function openDesk({ page, url }) {
  await page.goto(`${url}/kerja/loket`);
  if ((await page.locator("#f-modal").count()) === 0) return;
  await page.fill("#f-modal", "100.000");
  await follow(page, "form[action='/kerja/loket/buka'] .govuk-button");
}

/** Leaves the teller before the question how much cash was given. */
async function addUp({ page, url }, nop) {
  await page.goto(`${url}/kerja/loket?cari=${nop}`);
  const several = page.locator("form[method=get] .scroll + .govuk-button");
  if ((await several.count()) > 0) await follow(page, several);
}

async function tooLittle(visitor, nop) {
  await addUp(visitor, nop);
  await visitor.page.fill("#f-uang", "1");
  await follow(visitor.page, "form[action='/kerja/loket/bayar'] .govuk-button");
}

async function take(visitor, nop) {
  const { page } = visitor;
  await addUp(visitor, nop);
  const owed = await page.getAttribute("form[action='/kerja/loket/bayar'] input[name=jumlah]", "value");
  await page.fill("#f-uang", String(Number(owed) + 5_000));
  await follow(page, "form[action='/kerja/loket/bayar'] .govuk-button");
  await page.waitForURL(/\/kerja\/loket\/lunas\//);
}

/** The page on which a drawer is counted; closed, it stays to be read. */
function onceClosed() {
  let there;
  return async ({ page, url }) => {
    if (!there) {
      await page.goto(`${url}/kerja/loket`);
      there = url + (await page.getAttribute("a.govuk-button[href^='/kerja/loket/tutup/']", "href"));
    }
    await page.goto(there);
  };
}

async function handOver({ page, url }) {
  await page.goto(`${url}/kerja/loket`);
  await follow(page, "a.govuk-button[href^='/kerja/loket/tutup/']");
  await page.fill("#f-k100000", "3");
  await page.fill("#f-alasan", "uang kertas dihitung dua kali");
  await follow(page, "form[action^='/kerja/loket/tutup/'] .govuk-button");
  await page.waitForURL(/\/kerja\/loket\/sts\/STS-/);
}

async function proposeNothing({ page, url }) {
  await page.goto(`${url}/kerja/penunjukan/baru`);
  await follow(page, "form[action='/kerja/penunjukan/baru'] .govuk-button");
  await page.waitForSelector(".govuk-error-summary");
}

async function openBook({ page, url }) {
  await page.goto(`${url}/kolektor`);
  await page.waitForSelector("[data-view]:not([hidden])");
  const download = page.locator("[data-view=start] [data-do=download]");
  if (await download.isVisible()) await download.click();
  await page.waitForSelector("[data-view=book]:not([hidden])");
}

async function showReceipt(visitor) {
  await openBook(visitor);
  const { page } = visitor;
  const made = page.locator("[data-part=receipts] button");
  if ((await made.count()) === 0) {
    await page.locator("[data-part=bills] button").first().click();
    await page.click("[data-do=take]");
  } else {
    await made.first().click();
  }
  await page.waitForSelector("[data-view=tts]:not([hidden]) svg");
}

/** What the payer's phone reads from the collector's. */
async function checkReceipt(visitor) {
  await showReceipt(visitor);
  const { pathname } = new URL(await scanned(await visitor.page.locator("[data-part=tts-qr]").screenshot()));
  await visitor.page.goto(visitor.url + pathname);
}

async function deposit({ page, url }) {
  await page.goto(`${url}/kerja/kolektor`);
  await follow(page, "form[action='/kerja/kolektor/sts'] .govuk-button");
  await page.waitForURL(/\/kerja\/kolektor\/sts\/STS-/);
}
