// Every page, by the name its screenshot gets and the way a person comes there.

import { altered, download, openNotice, proveByCode, wantFull } from "./citizen.mjs";
import { simulate } from "./office.mjs";

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
  const papers = async (visitor) => (await openNotice(visitor, paid), await download(visitor));
  return [
    { name: "beranda", go: at("/") },
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
    { name: "periksa-tak-terbaca", go: at("/v/xyz") },
    { name: "masuk", go: at("/masuk") },
    { name: "api", go: at("/api") },
    { name: "tidak-ada", go: at("/tidak-ada") },
  ];
}

/** The pages of officials. `who` is the sign-in name; `go` leaves the visitor on the page. */
export function officePages({ samples }) {
  const object = samples.find((sample) => sample.story === "several-buildings");
  const village = object.nop.slice(0, 10);
  const year = new Date().getFullYear();
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
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
    {
      who: "petugas",
      name: "penetapan-simulasi",
      go: async (visitor) => {
        await at("/kerja/pbb/penetapan")(visitor);
        if ((await visitor.page.locator("table a.go").count()) === 0) await simulate(visitor, village, year + 1);
        await first("/kerja/pbb/penetapan", "table a.go")(visitor);
      },
    },
    { who: "petugas", name: "dokumen", go: at("/kerja/pbb/dokumen") },
    { who: "petugas", name: "dokumen-desa", go: at(`/kerja/pbb/dokumen?desa=${village}&tahun=${year}`) },
    { who: "petugas", name: "aturan", go: at("/kerja/pbb/aturan") },
    { who: "admin", name: "kerja-admin", go: at("/kerja") },
    { who: "admin", name: "akun-saya", go: at("/akun-saya") },
    { who: "admin", name: "sandi", go: at("/akun-saya/sandi") },
    { who: "admin", name: "akun", go: at("/kerja/akun") },
    { who: "admin", name: "akun-baru", go: at("/kerja/akun/baru") },
    { who: "admin", name: "akun-satu", go: first("/kerja/akun", "table a.go") },
    { who: "admin", name: "pekerjaan", go: at("/kerja/pekerjaan") },
    { who: "auditor", name: "jejak-audit", go: at("/kerja/jejak-audit") },
    { who: "auditor", name: "jejak-audit-satu", go: first("/kerja/jejak-audit", "table a.go") },
    { who: "bupati", name: "kerja-bupati", go: at("/kerja") },
    { who: "bupati", name: "ditolak", go: at("/kerja/akun/baru") },
  ];
}
