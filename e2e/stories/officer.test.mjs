// A tax officer simulates, hands over to a second person, and the citizen sees the new year.

import assert from "node:assert/strict";
import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { follow, openBrowser, person } from "../lib/browser.mjs";
import { lookUp, printed } from "../lib/citizen.mjs";
import {
  approveProposal,
  official,
  proposeCancellation,
  proposeReduction,
  signIn,
  simulate,
  waitFor,
} from "../lib/office.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

let demo;
let browser;
let officer;
let approver;
let object;
let village;

const YEAR = Number(new Date().toLocaleDateString("en", { timeZone: "Asia/Makassar", year: "numeric" }));

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  [officer, approver] = [await official(browser, demo.url, "petugas"), await official(browser, demo.url, "kepala")];
  object = demo.samples[0];
  village = object.nop.slice(0, 10);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();

async function fetched({ context, url }, path) {
  const answer = await context.request.get(url + path);
  return { status: answer.status(), type: answer.headers()["content-type"], bytes: await answer.body() };
}

test("a wrong code does not say which of the three was wrong", async () => {
  const stranger = await person(browser, demo.url);
  await stranger.page.goto(`${demo.url}/masuk`);
  for (const [field, text] of [["login", "petugas"], ["password", "pelangi contoh 2026"], ["code", "000000"]]) {
    await stranger.page.fill(`#f-${field}`, text);
  }
  await Promise.all([stranger.page.waitForEvent("load"), stranger.page.press("#f-code", "Enter")]);
  assert.match(stranger.page.url(), /\/masuk$/);
  assert.equal(await stranger.page.locator("[role=alert]").count(), 1);
  assert.equal(await stranger.page.inputValue("#f-password"), "");
  await stranger.leave();
});

test("who is not signed in is led to the sign-in and then to where they wanted to go", async () => {
  const stranger = await person(browser, demo.url);
  await stranger.page.goto(`${demo.url}/kerja/pbb/objek`);
  assert.match(stranger.page.url(), /\/masuk\?/);
  await stranger.leave();
});

test("an officer finds an object by its NOP and by the owner's name", async () => {
  const { page } = officer;
  await page.goto(`${demo.url}/kerja/pbb/objek`);
  await page.fill("#q", object.nop);
  await page.press("#q", "Enter");
  await page.getByRole("link", { name: printed(object.nop) }).first().click();
  await page.waitForURL(new RegExp(`/kerja/pbb/objek/${object.nop}`));
  const owner = await page.locator("a[href*='/kerja/pbb/subjek/']").first().innerText();
  await page.goto(`${demo.url}/kerja/pbb/objek?q=${encodeURIComponent(owner.toLowerCase())}`);
  assert.ok(await page.getByRole("link", { name: printed(object.nop) }).first().isVisible());
});

test("in companion mode an object cannot be corrected here", async () => {
  await officer.page.goto(`${demo.url}/kerja/pbb/objek/${object.nop}`);
  assert.equal(await officer.page.locator("a[href$='/ubah']").count(), 0);
});

test("the same extract once more, with a damaged line: nothing changes, and the line is handed back", async () => {
  const { page } = officer;
  const extract = join(demo.folder, "extract");
  await appendFile(join(extract, "SPPT.csv"), "rusak\n");
  const names = (await readdir(extract)).filter((name) => name.endsWith(".csv"));
  const files = names.map((name) => join(extract, name));
  await page.goto(`${demo.url}/kerja/pbb/impor`);
  const before = await page.locator("table a.go").count();
  await page.setInputFiles("#f-berkas", files);
  await page.click("form[enctype] .govuk-button");
  await waitFor(officer, `table tbody tr:nth-child(${before + 1})`);
  await page.locator("table a.go").first().click();
  await page.waitForURL(/\/kerja\/pbb\/impor\/\d+/);
  await waitFor(officer, ".verdict");
  assert.match(await said(officer), /Rp/);
  const rejects = await page.getAttribute("a[href$='/ditolak.csv']", "href");
  const { status, bytes } = await fetched(officer, rejects);
  assert.equal(status, 200);
  assert.match(bytes.toString(), /^sppt\.csv,\d+,.*column-count/im);
});

test("a simulation shows totals, goes to a second person, and the citizen sees the new year", async () => {
  await simulate(officer, village, YEAR + 1);
  assert.match(await officer.page.locator(".kpis").innerText(), /Rp/);
  const address = officer.page.url().split("?")[0];
  await follow(officer.page, "form[action$='/kirim'] .govuk-button");
  assert.equal(await officer.page.locator("form[action$='/setujui']").count(), 0, "the submitter may approve");

  const citizen = await person(browser, demo.url, { script: false });
  await lookUp(citizen, object.nop);
  assert.doesNotMatch(await said(citizen), new RegExp(`PBB ${YEAR + 1}`));

  await approver.page.goto(`${demo.url}/kerja`);
  assert.match(await said(approver), /1 menunggu keputusan Anda/);
  await approver.page.goto(address);
  await follow(approver.page, "form[action$='/setujui'] .govuk-button");
  assert.match(await said(approver), /Rahma Contoh/);

  await lookUp(citizen, object.nop);
  assert.match(await said(citizen), new RegExp(`PBB ${YEAR + 1}`));
  await citizen.leave();
});

test("a notice is cancelled by two people, and the citizen reads that it must not be paid", async () => {
  const address = await proposeCancellation(officer, object.nop, YEAR + 1);
  assert.equal(await officer.page.locator("form[action$='/setujui']").count(), 0, "whoever proposed may decide");
  const citizen = await person(browser, demo.url, { script: false });
  await lookUp(citizen, object.nop);
  assert.doesNotMatch(await said(citizen), /Dibatalkan/);
  await approveProposal(approver, address);
  await lookUp(citizen, object.nop);
  assert.match(await said(citizen), /Jangan dibayar/);
  const paper = await fetched(officer, `/pbb/sppt/${object.nop}/${YEAR + 1}/e-sppt.pdf`);
  assert.equal(paper.status, 409, "a cancelled notice is not printed");
  await citizen.leave();
});

test("a reduction that a second person approved stands in the calculation with its decree", async () => {
  const address = await proposeReduction(officer, object.nop, YEAR + 2);
  await approveProposal(approver, address);
  await simulate(officer, village, YEAR + 2);
  const run = officer.page.url().split("?")[0];
  await follow(officer.page, "form[action$='/kirim'] .govuk-button");
  await approver.page.goto(run);
  await follow(approver.page, "form[action$='/setujui'] .govuk-button");
  await officer.page.goto(`${demo.url}/pbb/sppt/${object.nop}/${YEAR + 2}`);
  assert.match(await said(officer), /Pengurangan[\s\S]*Keputusan Contoh Nomor 188\.4\/12, 3 Maret 2026/);
});

test("a simulation that is sent back says why, and can be computed again", async () => {
  const other = demo.samples.find((sample) => sample.nop.slice(0, 10) !== object.nop.slice(0, 10)).nop.slice(0, 10);
  await simulate(officer, other, YEAR + 1);
  const address = officer.page.url().split("?")[0];
  await follow(officer.page, "form[action$='/kirim'] .govuk-button");
  await approver.page.goto(address);
  await approver.page.fill("#f-alasan", "Zona nilai belum diperiksa");
  await follow(approver.page, "form[action$='/kembalikan'] .govuk-button");
  await officer.page.goto(address);
  assert.match(await said(officer), /Zona nilai belum diperiksa/);
});

test("the papers of a village: DHKP as PDF and XLSX, delivery list, all notices", async () => {
  const { page } = officer;
  await page.goto(`${demo.url}/kerja/pbb/dokumen?desa=${village}&tahun=${YEAR}&kertas=a4`);
  const hrefs = await page.locator(".tasks a").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
  assert.ok(hrefs.length >= 3, await said(officer));
  for (const href of hrefs) {
    const { status, type, bytes } = await fetched(officer, href);
    assert.equal(status, 200, href);
    const magic = href.includes(".xlsx") ? "PK" : "%PDF-";
    assert.equal(bytes.subarray(0, magic.length).toString(), magic, `${href} ${type}`);
  }
});

test("an officer signs out, and the way back is closed", async () => {
  const visitor = await person(browser, demo.url);
  await signIn(visitor, "auditor");
  await follow(visitor.page, "form[action='/keluar'] button");
  assert.match(visitor.page.url(), /\/masuk/);
  await visitor.page.goto(`${demo.url}/kerja`);
  assert.match(visitor.page.url(), /\/masuk/);
  await visitor.leave();
});

test("nothing was complained about in the consoles", () => {
  assert.deepEqual([...officer.complaints, ...approver.complaints], []);
});
