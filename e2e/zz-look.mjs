import { LAPTOP, PHONE, openBrowser, person } from "./lib/browser.mjs";
const url = process.argv[2], link = process.argv[3];
const browser = await openBrowser();
for (const [vp, w] of [[PHONE, 360], [LAPTOP, 1280]]) {
  for (const lang of ["id"]) {
    const v = await person(browser, url, { viewport: vp, language: lang, proxied: false });
    const p = v.page;
    const shot = async (name) => { await p.screenshot({ path: `/tmp/adm/${name}-${w}.png`, fullPage: true });
      const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth); if (over > 0) console.log(name, w, "sideways", over); };
    await p.goto(url + "/masuk"); await shot("masuk");
    await p.goto(url + link); await shot("tautan");
    await p.click("main form button.govuk-button:not([type=button])"); await shot("tautan-salah");
    await p.goto(url + "/masuk");
    await p.fill("#f-login", "siapa"); await p.fill("#f-password", "x"); await p.fill("#f-code", "123456");
    await p.click("main form.sheet > button.govuk-button"); await shot("masuk-salah");
    await p.goto(url + "/masuk");
    await p.click("ul.plain li:first-child button");
    await p.waitForURL(/kerja/); await shot("kerja");
    for (const [path, name] of [["/akun-saya", "akun-saya"], ["/akun-saya/sandi", "sandi"], ["/kerja/akun", "akun"], ["/kerja/akun/baru", "akun-baru"], ["/kerja/pekerjaan", "pekerjaan"], ["/kerja/jejak-audit", "jejak"], ["/kerja/akun?cari=zzz", "akun-kosong"], ["/kerja/jejak-audit?pelaku=zzz", "jejak-salah"]]) {
      await p.goto(url + path); await p.waitForTimeout(300); await shot(name);
    }
    await p.goto(url + "/kerja/akun?cari=pegawai.1"); await p.click("a.go"); await shot("akun-satu");
    await p.goto(url + "/kerja/akun?cari=dewi"); await p.click("a.go"); await shot("akun-dewi");
    await p.goto(url + "/kerja/akun?cari=pegawai.3"); await p.click("a.go"); await p.click("form[action$=atur-ulang] button"); await shot("tautan-dibuat");
    await p.goto(url + "/kerja/jejak-audit"); await p.click("form[action$=periksa] button"); await shot("jejak-periksa");
    await p.goto(url + "/kerja/jejak-audit?jenis=identity/account-created"); await p.click("a.go"); await shot("jejak-satu");
    await p.goto(url + "/kerja/pekerjaan"); await p.waitForTimeout(7000); await shot("pekerjaan-poll");
    console.log(w, v.complaints);
    await v.leave();
  }
}
await browser.close();
