// The pages of the treasurer and of the second person, in the order of a day.

import { follow } from "./browser.mjs";

export function treasuryPages() {
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  const first = (path, css) => async (visitor) => {
    await at(path)(visitor);
    await at(await visitor.page.locator(css).first().getAttribute("href"))(visitor);
  };
  return [
    { who: "bendahara", name: "kerja-bendahara", go: at("/kerja") },
    { who: "bendahara", name: "rekonsiliasi", go: at("/kerja/bayar/rekonsiliasi") },
    { who: "bendahara", name: "rekonsiliasi-satu", go: bankFile },
    { who: "bendahara", name: "rekonsiliasi-daftar", go: at("/kerja/bayar/rekonsiliasi") },
    {
      who: "bendahara",
      name: "temuan",
      go: async (visitor) => {
        await bankFile(visitor);
        const open = visitor.page.locator("a.go[href*='/temuan/']").last();
        await visitor.page.goto(visitor.url + (await open.getAttribute("href")));
      },
    },
    { who: "bendahara", name: "lebih-bayar", go: at("/kerja/bayar/lebih-bayar") },
    { who: "bendahara", name: "lebih-bayar-satu", go: first("/kerja/bayar/lebih-bayar", "table a.go") },
    { who: "bendahara", name: "transaksi", go: at("/kerja/bayar/transaksi") },
    { who: "bendahara", name: "transaksi-kosong", go: at("/kerja/bayar/transaksi?hari=2020-01-01&kanal=qris") },
    { who: "bendahara", name: "transaksi-tidak-ada", go: at("/kerja/bayar/transaksi?q=ZZZZ") },
    { who: "bendahara", name: "transaksi-satu", go: at("/kerja/bayar/transaksi/BC-CONTOH-DUA-KALI") },
    { who: "bendahara", name: "jurnal", go: at("/kerja/bayar/jurnal") },
    { who: "bendahara", name: "saldo", go: at("/kerja/bayar/saldo") },
    { who: "bendahara", name: "saldo-satu", go: at("/kerja/bayar/saldo/rincian?akun=partner:bank-contoh") },
    { who: "bendahara", name: "piutang", go: at("/kerja/bayar/piutang") },
    {
      who: "bendahara",
      name: "piutang-desa",
      go: async (visitor) => {
        await at("/kerja/bayar/piutang")(visitor);
        await visitor.page.locator("details.fold summary").first().click();
      },
    },
    { who: "bendahara", name: "mitra", go: at("/kerja/bayar/mitra") },
    { who: "bendahara", name: "mitra-satu", go: at("/kerja/bayar/mitra/bank-contoh") },
    { who: "bendahara", name: "gangguan", go: at("/kerja/bayar/gangguan") },
    { who: "bendahara", name: "rekening", go: at("/kerja/bayar/rekening") },
    { who: "pengawas", name: "rekening-dibaca", go: at("/kerja/bayar/rekening") },
    { who: "bendahara", name: "rekening-salah", go: wrongCode },
    { who: "bendahara", name: "usulan-bayar-diajukan", go: chartProposal() },
    { who: "pengawas", name: "usulan-bayar", go: at("/kerja/bayar/usulan") },
    { who: "pengawas", name: "usulan-bayar-satu", go: first("/kerja/bayar/usulan", "table a.go") },
  ];
}

/** The example file of the demo's bank, loaded once; leaves the visitor on what became of it. */
async function bankFile({ page, context, url }) {
  await page.goto(`${url}/kerja/bayar/rekonsiliasi`);
  const loaded = page.locator("table a.go");
  if ((await loaded.count()) > 0) return follow(page, loaded.first());
  const sample = await context.request.get(`${url}/kerja/bayar/rekonsiliasi/contoh.csv`);
  const file = { name: "bank-contoh.csv", mimeType: "text/csv", buffer: await sample.body() };
  await page.setInputFiles("#f-berkas", file);
  return follow(page, "form[enctype='multipart/form-data'] .govuk-button");
}

/** A code that cannot be one. */
async function wrongCode({ page, url }) {
  await page.goto(`${url}/kerja/bayar/rekening`);
  await page.fill("#f-kode-fee", "lima satu");
  await follow(page, "form[action='/kerja/bayar/rekening'] .govuk-button");
}

/** A proposal to the second person, made once. */
function chartProposal() {
  let made;
  return async ({ page, url }) => {
    if (made) return page.goto(made);
    await page.goto(`${url}/kerja/bayar/rekening`);
    await page.fill("#f-kode-collector", "1.1.01.02.01.0010");
    await page.fill("#f-kode-till", "1.1.01.02.01.0009");
    await page.fill("#f-alasan", "menurut bagan akun yang baru");
    await follow(page, "form[action='/kerja/bayar/rekening'] .govuk-button");
    made = page.url();
  };
}
