// Every page, by the name its screenshot gets and the way a person comes there.

import { documentPages } from "./tour-documents.mjs";
import { follow } from "./browser.mjs";
import { altered, download, openNotice, paperAt, proveByCode, wantFull } from "./citizen.mjs";
import { counterPages } from "./tour-counter.mjs";
import { statisticsPages } from "./tour-statistics.mjs";
import { treasuryPages } from "./tour-treasury.mjs";
import { approveProposal, proposeCancellation, proposeReduction, simulate } from "./office.mjs";

/** The pages of citizens. Each `go` leaves the visitor on the page. */
export function citizenPages({ samples }) {
  const of = (story) => samples.find((sample) => sample.story === story);
  const [paid, unpaid, arrears] = ["paid", "unpaid", "arrears"].map(of);
  const year = (visitor) => /\d{4}/.exec(visitor.page.url().split("/").pop())[0];
  const others = samples.filter((sample) => sample.story === "unpaid" || sample.story === "arrears");
  let next = 0; // five wrong proofs lock a NOP: everybody errs about another one
  const wrong = (code) => async (visitor) => {
    await wantFull(visitor, others[next++ % others.length]);
    await proveByCode(visitor, code);
  };
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  const payCode = (sample) => async (visitor) => {
    await at(`/bayar?nop=${sample.nop}`)(visitor);
    await visitor.page.locator("form.pay button").click();
    await visitor.page.waitForURL(/\/bayar\/kode\//);
  };
  let receipt; // paid once; everybody else looks at the same code
  const paidCode = async (visitor) => {
    if (receipt) return visitor.page.goto(receipt);
    await payCode(of("several-buildings"))(visitor);
    await visitor.page.locator(".demobank button").click();
    await visitor.page.waitForSelector("a[href^='/bayar/stts/']");
    receipt = visitor.page.url();
  };
  const receiptOf = async (v) => (await paidCode(v), await follow(v.page, v.page.locator("a[href^='/bayar/stts/']").first()));
  let ticket; // told once; everybody else follows the same report
  const reported = async (visitor) => {
    if (ticket) return visitor.page.goto(ticket);
    await at("/bayar/laporan")(visitor);
    await visitor.page.fill("#f-cerita", "Saya sudah membayar di bank contoh.");
    await follow(visitor.page, "main form button");
    ticket = visitor.page.url();
  };
  const number = ({ text }) => /\b\d{18}-\d{4}-\d+\b/.exec(text)[0];
  const papers = async (visitor) => (await openNotice(visitor, paid), await download(visitor));
  return [
    { name: "beranda", go: at("/") },
    { name: "verifikasi", go: at("/verifikasi") },
    { name: "log", go: at("/log") },
    { name: "cek-lunas", go: at(`/pbb?nop=${paid.nop}`) },
    { name: "cek-belum-bayar", go: at(`/pbb?nop=${unpaid.nop}`) },
    { name: "cek-tunggakan", go: at(`/pbb?nop=${arrears.nop}`) },
    { name: "cek-bukan-nop", go: at("/pbb?nop=6408") },
    { name: "cek-tidak-ada", go: at(`/pbb?nop=${paid.nop.slice(0, 13)}99990`) },
    { name: "cek-desa-tidak-ada", go: at("/pbb?nop=640899999900100010") },
    { name: "bukti", go: (visitor) => wantFull(visitor, paid) },
    { name: "bukti-salah", go: wrong("AAAA-AAAA") },
    { name: "bukti-rusak", go: wrong("A") },
    { name: "sppt", go: (visitor) => openNotice(visitor, paid) },
    {
      name: "sppt-tahun-lalu",
      go: async (v) => (await openNotice(v, paid), await v.page.goto(v.page.url().replace(year(v), year(v) - 1))),
    },
    { name: "sppt-banyak-bangunan", go: (visitor) => openNotice(visitor, of("several-buildings")) },
    { name: "periksa", go: at("/pbb/periksa") },
    { name: "periksa-asli", go: async (v) => v.page.goto((await papers(v)).qr) },
    { name: "periksa-berubah", go: async (v) => v.page.goto(altered((await papers(v)).qr)) },
    { name: "periksa-nomor", go: async (v) => at(`/pbb/periksa?kode=${number(await papers(v))}`)(v) },
    { name: "periksa-tak-terbaca", go: at("/v/xyz") },
    { name: "pindai", go: at("/pindai") },
    { name: "pindai-asing", go: at("/pindai?isi=https%3A%2F%2Fpbb-contoh.example%2Fv%2FAQ") },
    { name: "tersimpan-kosong", go: at("/tersimpan") },
    { name: "tersimpan", go: saved([paid, arrears]) },
    { name: "luring", go: at("/luring") },
    { name: "bayar-nop", go: at("/bayar") },
    { name: "bayar-pilih", go: at(`/bayar?nop=${arrears.nop}`) },
    { name: "bayar-kode", go: payCode(arrears) },
    { name: "bayar-lunas", go: paidCode },
    { name: "stts", go: receiptOf },
    { name: "stts-periksa", go: at("/bayar/periksa") },
    { name: "stts-tak-terbaca", go: at("/r/xyz") },
    { name: "stts-asli", go: async (v) => (await receiptOf(v), await v.page.goto((await paperAt(v, await v.page.getAttribute("a[href$='/stts.pdf']", "href"))).qr)) },
    { name: "stts-tak-ada", go: at("/bayar/periksa?ntpd=AAAA-BBBB-CCCC-DDDD") },
    { name: "tts-tak-terbaca", go: at("/bayar/tts/K01-26-000001/AAAA") },
    { name: "bayar-nop-tak-ada", go: at(`/bayar?nop=${paid.nop.slice(0, 13)}99990`) },
    { name: "bayar-nop-salah", go: at("/bayar?nop=6408") },
    { name: "bayar-sudah-lunas", go: at(`/bayar?nop=${paid.nop}`) },
    { name: "bayar-laporan", go: at("/bayar/laporan") },
    { name: "bayar-laporan-salah", go: async (v) => (await at("/bayar/laporan")(v), await follow(v.page, "main form button")) },
    { name: "bayar-laporan-terkirim", go: reported },
    { name: "uji-bank", go: at("/bayar/uji-bank") },
    { name: "masuk", go: at("/masuk") },
    {
      name: "masuk-salah",
      go: async (visitor) => {
        await at("/masuk")(visitor);
        await visitor.page.fill("#f-login", `tamu${next++}`);
        await visitor.page.fill("#f-password", "bukan kata sandinya");
        await visitor.page.fill("#f-code", "000000");
        await visitor.page.press("#f-code", "Enter");
        await visitor.page.waitForSelector("[role=alert]");
      },
    },
    { name: "statistik", go: at("/statistik") },
    { name: "statistik-garis", go: at("/statistik/KEMISKINAN") },
    { name: "statistik-peta", go: at("/statistik/PENDUDUK") },
    { name: "statistik-perubahan", go: at("/statistik/PDRB/perubahan") },
    { name: "statistik-angka-mana", go: at("/statistik/angka-mana?konsep=LUAS") },
    { name: "api", go: at("/api") },
    { name: "tidak-ada", go: at("/tidak-ada") },
    { name: "terlalu-sering", go: tooOften(`/pbb?nop=${unpaid.nop}`) },
  ];
}

/** Saves some notices on the phone, and looks at what is saved. */
function saved(samples) {
  return async ({ page, url }) => {
    for (const { nop } of samples) {
      await page.goto(`${url}/pbb?nop=${nop}`);
      await page.click("[data-notice] button");
      await page.waitForSelector("[data-said=saved]:not([hidden])");
    }
    await page.goto(`${url}/tersimpan`);
    await page.waitForSelector("[data-saved-list] article");
  };
}

/** Asks until the house says that it is too often. */
function tooOften(path) {
  return async ({ page, context, url }) => {
    const ask = async () => (await context.request.get(url + path)).status();
    for (let round = 0; round < 20; round += 1) {
      if ((await Promise.all(Array.from({ length: 25 }, ask))).includes(429)) break;
    }
    await page.goto(url + path);
  };
}

/** The pages of officials, in this order: some lead on to the next. `who` is the sign-in name; `go` leaves the visitor on the page. */
export function officePages({ samples }) {
  const object = samples.find((sample) => sample.story === "several-buildings");
  const village = object.nop.slice(0, 10);
  const year = new Date().getFullYear();
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  const run = runs({ village: [village, year + 1], regency: ["", year + 1], again: [village, year] });
  const proposal = proposals({ nop: object.nop, year: year + 1 });
  let next = 0; // a sign-in name is given once
  const first = (path, css) => async (visitor) => {
    await at(path)(visitor);
    const href = await visitor.page.locator(css).first().getAttribute("href");
    await at(href)(visitor);
  };
  return [
    { who: "petugas", name: "kerja", go: at("/kerja") },
    { who: "petugas", name: "objek", go: at("/kerja/pbb/objek") },
    { who: "petugas", name: "objek-cari", go: at("/kerja/pbb/objek?q=an") },
    { who: "petugas", name: "objek-tidak-ada", go: at("/kerja/pbb/objek?q=zzzz") },
    { who: "petugas", name: "objek-satu", go: at(`/kerja/pbb/objek/${object.nop}`) },
    { who: "petugas", name: "subjek", go: first(`/kerja/pbb/objek/${object.nop}`, "a[href*='/kerja/pbb/subjek/']") },
    { who: "petugas", name: "impor", go: at("/kerja/pbb/impor") },
    { who: "petugas", name: "impor-laporan", go: first("/kerja/pbb/impor", "table a.go") },
    { who: "petugas", name: "penetapan", go: at("/kerja/pbb/penetapan") },
    { who: "petugas", name: "penetapan-simulasi", go: run.of("village") },
    { who: "petugas", name: "penetapan-dikirim", go: run.deed("village", "kirim") },
    { who: "kepala", name: "penetapan-disetujui", go: run.of("village") },
    { who: "kepala", name: "penetapan-ditetapkan", go: run.deed("village", "setujui") },
    { who: "petugas", name: "usulan-kosong", go: at("/kerja/pbb/usulan") },
    { who: "petugas", name: "usulkan-pembatalan", go: at(`/kerja/pbb/objek/${object.nop}/sppt/${year + 1}/batal`) },
    { who: "petugas", name: "usulkan-pengurangan", go: at(`/kerja/pbb/objek/${object.nop}/pengurangan`) },
    {
      who: "petugas",
      name: "usulkan-pengurangan-salah",
      go: async (visitor) => {
        await at(`/kerja/pbb/objek/${object.nop}/pengurangan`)(visitor);
        await visitor.page.fill("#f-persen", "120");
        await visitor.page.click("form[action$='/pengurangan'] .govuk-button");
        await visitor.page.waitForSelector(".govuk-error-summary");
      },
    },
    { who: "petugas", name: "usulan-pengurangan", go: proposal.reduction },
    { who: "kepala", name: "usulan-pengurangan-diputuskan", go: proposal.reduction },
    { who: "petugas", name: "usulan-pembatalan", go: proposal.cancellation },
    { who: "kepala", name: "usulan-pembatalan-disetujui", go: proposal.approved },
    { who: "kepala", name: "usulan", go: at("/kerja/pbb/usulan") },
    { who: "petugas", name: "keringanan-kosong", go: at("/kerja/pbb/keringanan") },
    { who: "petugas", name: "keringanan-baru", go: at("/kerja/pbb/keringanan/baru") },
    {
      who: "petugas",
      name: "keringanan-diusulkan",
      go: async (visitor) => {
        await at("/kerja/pbb/keringanan/baru")(visitor);
        const fields = { "bayar-sampai": `31-12-${year + 1}`, tahun: "2020", "sampai-tahun": `${year}`, nomor: "Keputusan Bupati Contoh Nomor 20", "tanggal-sk": `1-1-${year}`, alasan: "HUT kemerdekaan" };
        for (const [name, value] of Object.entries(fields)) await visitor.page.fill(`#f-${name}`, value);
        await visitor.page.click("form[action$='/baru'] .govuk-button");
        await visitor.page.waitForURL(/keringanan\/[0-9A-Z]{26}$/);
      },
    },
    { who: "kepala", name: "keringanan", go: at("/kerja/pbb/keringanan") },
    { who: "kepala", name: "keringanan-satu", go: first("/kerja/pbb/keringanan", "table a.go") },
    { who: "petugas", name: "kirim-pembayaran", go: at(`/kerja/pbb/impor/pembayaran?dari-tanggal=1-1-${year}&sampai-tanggal=31-12-${year}`) },
    { who: "petugas", name: "objek-dibatalkan", go: at(`/kerja/pbb/objek/${object.nop}`) },
    { who: "petugas", name: "sppt-dibatalkan", go: at(`/pbb/sppt/${object.nop}/${year + 1}`) },
    { who: "petugas", name: "cek-dibatalkan", go: at(`/pbb?nop=${object.nop}`) },
    { who: "petugas", name: "penetapan-kabupaten", go: run.of("regency") },
    { who: "petugas", name: "dokumen", go: at("/kerja/pbb/dokumen") },
    { who: "petugas", name: "dokumen-desa", go: at(`/kerja/pbb/dokumen?desa=${village}&tahun=${year}`) },
    { who: "petugas", name: "aturan", go: at("/kerja/pbb/aturan") },
    { who: "petugas", name: "penetapan-ulang", go: run.deed("again", "kirim") },
    { who: "kepala", name: "penetapan-ulang-ditetapkan", go: run.deed("again", "setujui") },
    { who: "petugas", name: "periksa-diganti", go: at(`/pbb/periksa?kode=${object.nop}-${year}-1`) },
    { who: "admin", name: "kerja-admin", go: at("/kerja") },
    { who: "admin", name: "akun-saya", go: at("/akun-saya") },
    { who: "admin", name: "sandi", go: at("/akun-saya/sandi") },
    { who: "admin", name: "kunci-sandi", go: at("/akun-saya/kunci-sandi") },
    { who: "admin", name: "akun", go: at("/kerja/akun") },
    { who: "admin", name: "akun-baru", go: at("/kerja/akun/baru") },
    {
      who: "admin",
      name: "akun-baru-salah",
      go: async (visitor) => {
        await at("/kerja/akun/baru")(visitor);
        await visitor.page.locator("main form .govuk-button").last().click();
        await visitor.page.waitForSelector(".govuk-error-summary");
      },
    },
    { who: "admin", name: "akun-tautan", go: (visitor) => invite(visitor, `pegawai${next++}`) },
    {
      who: "admin",
      name: "tautan",
      go: async (visitor) => visitor.page.goto(await invite(visitor, `pegawai${next++}`)),
    },
    { who: "admin", name: "akun-satu", go: first("/kerja/akun", "table a.go") },
    { who: "admin", name: "pekerjaan", go: at("/kerja/pekerjaan") },
    { who: "admin", name: "pesan", go: at("/kerja/pesan") },
    { who: "auditor", name: "jejak-audit", go: at("/kerja/jejak-audit") },
    { who: "auditor", name: "jejak-audit-satu", go: first("/kerja/jejak-audit", "table a.go") },
    { who: "bupati", name: "kerja-bupati", go: at("/kerja") },
    { who: "bupati", name: "ditolak", go: at("/kerja/akun/baru") },
    ...counterPages({ samples }),
    ...treasuryPages(),
    { who: "kepala", name: "aturan-kepala", go: at("/kerja/pbb/aturan") },
    { who: "kepala", name: "aturan-induk", go: becomeMaster },
    { who: "petugas", name: "impor-tertutup", go: at("/kerja/pbb/impor") },
    { who: "petugas", name: "objek-induk", go: at(`/kerja/pbb/objek/${object.nop}`) },
    { who: "petugas", name: "betulkan-objek", go: at(`/kerja/pbb/objek/${object.nop}/ubah`) },
    {
      who: "petugas",
      name: "betulkan-objek-salah",
      go: async (visitor) => {
        await at(`/kerja/pbb/objek/${object.nop}/ubah`)(visitor);
        await visitor.page.fill("#f-alasan", "");
        await visitor.page.locator("main form button.govuk-button").last().click();
        await visitor.page.waitForSelector(".govuk-error-summary");
      },
    },
    {
      who: "petugas",
      name: "betulkan-subjek",
      go: async (visitor) => {
        await first(`/kerja/pbb/objek/${object.nop}`, "a[href*='/kerja/pbb/subjek/']")(visitor);
        await visitor.page.goto(`${visitor.page.url()}/ubah`);
      },
    },
    ...documentPages(),
    ...statisticsPages(),
  ];
}

/** Assessments that are made once and looked at in every look. */
function runs(plans) {
  const made = {};
  const show = (name) => async (visitor) => {
    if (made[name]) return visitor.page.goto(made[name]);
    await simulate(visitor, ...plans[name]);
    made[name] = visitor.page.url().split("?")[0];
  };
  const deed = (name, what) => async (visitor) => {
    await show(name)(visitor);
    const button = visitor.page.locator(`form[action$='/${what}'] .govuk-button`);
    if ((await button.count()) > 0) await follow(visitor.page, button);
  };
  return { of: show, deed };
}

/** Proposals that are made once and looked at in every look. */
function proposals({ nop, year }) {
  const made = {};
  const show = (name, propose) => async (visitor) => {
    if (made[name]) return visitor.page.goto(made[name]);
    made[name] = await propose(visitor, nop, year);
  };
  const cancellation = show("cancellation", proposeCancellation);
  const approved = async (visitor) => {
    await cancellation(visitor);
    if ((await visitor.page.locator("form[action$='/setujui']").count()) > 0) {
      await approveProposal(visitor, made.cancellation);
    }
  };
  return { cancellation, approved, reduction: show("reduction", proposeReduction) };
}

/** Makes an account; leaves the visitor where the one-time link is shown, and answers with it. */
async function invite({ page, url }, login) {
  await page.goto(`${url}/kerja/akun/baru`);
  await page.fill("#f-name", "Sari Contoh");
  await page.fill("#f-login", login);
  await page.check("#f-role-tax-officer");
  await page.locator("main form .govuk-button").last().click();
  await page.waitForSelector("#f-link");
  return (await page.inputValue("#f-link")).trim();
}

/** From here on objects are corrected in this house, and SISMIOP is no longer read. */
async function becomeMaster({ page, url }) {
  await page.goto(`${url}/kerja/pbb/aturan`);
  await page.locator("input[name=mode][value=master]").check();
  await follow(page, "form[action$='/mode'] button");
}
