// The pages of letters: who writes, who decides, who numbers, who signs.

import { follow } from "./browser.mjs";

export function documentPages() {
  const at = (path) => (visitor) => visitor.page.goto(visitor.url + path);
  const first = (path, css) => async (visitor) => {
    await at(path)(visitor);
    await at(await visitor.page.locator(css).first().getAttribute("href"))(visitor);
  };
  return [
    { who: "staf", name: "naskah-menunggu", go: at("/naskah/menunggu") },
    { who: "staf", name: "naskah", go: at("/naskah") },
    { who: "staf", name: "naskah-baru", go: at("/naskah/baru") },
    { who: "staf", name: "naskah-baru-surat", go: at("/naskah/baru/surat-dinas") },
    { who: "staf", name: "naskah-satu", go: first("/naskah", "table a.go") },
    { who: "staf", name: "naskah-cari", go: at("/naskah/cari?q=laporan") },
    { who: "kabid", name: "naskah-paraf", go: first("/naskah/menunggu", "table a.go") },
    { who: "arsiparis", name: "agenda", go: at("/naskah/agenda") },
    { who: "arsiparis", name: "buku-nomor", go: at("/naskah/nomor") },
    { who: "kadis", name: "tanda-tangan", go: at("/tanda-tangan") },
    { who: "kadis", name: "tanda-tangan-setuju", go: consent },
    { who: "kadis", name: "tanda-tangan-psre", go: at("/tanda-tangan/psre") },
    { who: "kadis", name: "kunci-tanda-tangan", go: at("/naskah/kunci") },
    { who: "arsiparis", name: "surat-masuk", go: at("/naskah/masuk") },
    { who: "arsiparis", name: "surat-masuk-satu", go: first("/naskah/masuk", "table a.go") },
    { who: "arsiparis", name: "surat-masuk-baru", go: at("/naskah/masuk/baru") },
    { who: "arsiparis", name: "jra", go: at("/naskah/jra") },
    { who: "arsiparis", name: "berkas", go: at("/naskah/berkas") },
    { who: "arsiparis", name: "ekspor", go: at("/naskah/ekspor") },
    { who: "kadis", name: "kadis-menunggu", go: at("/naskah/menunggu") },
    { who: "kadis", name: "tugas", go: at("/naskah/tugas") },
    { who: "kadis", name: "tugas-satu", go: first("/naskah/tugas", "table a.go") },
    { who: "staf", name: "rapat", go: at("/naskah/rapat") },
    { who: "staf", name: "rapat-satu", go: first("/naskah/rapat", "table a.go") },
    { who: "kadis", name: "hemat", go: at("/naskah/hemat") },
    { who: "admin", name: "kepercayaan", go: at("/naskah/kepercayaan") },
    { who: "verifikator", name: "pendaftaran-kunci", go: at("/naskah/pendaftaran") },
  ];
}

/** Chooses what waits, without having read it, up to the page on which one agrees. */
async function consent({ page, url }) {
  await page.goto(`${url}/tanda-tangan`);
  await page.locator("input[name='naskah[]']").first().check();
  if (await page.locator("#f-tanpa-buka").count()) await page.check("#f-tanpa-buka");
  await follow(page, "form[action='/tanda-tangan'] .govuk-button");
}
