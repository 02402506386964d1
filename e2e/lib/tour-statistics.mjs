// The pages of statistics: what everybody reads, what offices owe and bring, what the walidata decides.

import { bring, owed } from "./statistics.mjs";

export function statisticsPages() {
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  return [
    { who: "walidata", name: "daftar-data", go: at("/kerja/statistik?tahun=2024") },
    { who: "walidata", name: "daftar-data-usul", go: at("/kerja/statistik/baru") },
    { who: "walidata", name: "metadata", go: at("/kerja/statistik/metadata") },
    { who: "guru", name: "metadata-data", go: at("/kerja/statistik/metadata/SEKOLAH_DASAR") },
    { who: "guru", name: "metadata-bagian", go: at("/kerja/statistik/metadata/SEKOLAH_DASAR/keg-iv") },
    { who: "guru", name: "data-terutang", go: async (visitor) => at(await path(visitor))(visitor) },
    { who: "guru", name: "tabel", go: brought },
  ];
}

/** The dataset of the schools, in both languages. */
const SCHOOLS = /Sekolah dasar|Primary schools/;

/** What the office of education owes. */
const path = async (visitor) => new URL(await owed(visitor, SCHOOLS, 2024)).pathname;

/** A table with something wrong in most of its cells. */
async function brought(visitor) {
  await bring(visitor, await owed(visitor, SCHOOLS, 2024), "08-kosong.xlsx");
}
