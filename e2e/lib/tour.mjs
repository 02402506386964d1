// Every page, by the name its screenshot gets and the way a person comes there.

import { altered, download, openNotice, proveByCode, wantFull } from "./citizen.mjs";

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
    { name: "tidak-ada", go: at("/tidak-ada") },
  ];
}
