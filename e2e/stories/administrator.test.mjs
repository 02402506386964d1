// The first administrator of a real cell comes in by a one-time link, and brings others in.

import assert from "node:assert/strict";

import { LAPTOP, follow, openBrowser, person } from "../lib/browser.mjs";
import { startReal } from "../lib/cell.mjs";
import { digits, scan } from "../lib/phone.mjs";
import { after, before, test } from "../lib/story.mjs";

const PASSWORD = "lampu merah di simpang tiga";

let cell;
let browser;
let administrator;
let officerLink;
let officerPhone;

before(async () => {
  cell = await startReal();
  browser = await openBrowser();
  administrator = await somebody();
});

after(async () => {
  await browser?.close();
  await cell?.stop();
});

const somebody = () => person(browser, cell.url, { viewport: LAPTOP, strict: false, proxied: false });
const said = ({ page }) => page.locator("main").innerText();

async function choosePassword({ page }, password, code) {
  await page.fill("#f-password", password);
  await page.fill("#f-repeat", password);
  await page.fill("#f-code", code);
  await Promise.all([page.waitForEvent("load"), page.press("#f-code", "Enter")]);
}

test("the first administrator comes in by the link, once", async () => {
  const { page } = administrator;
  await page.goto(cell.link);
  const phone = await scan(page);
  assert.match(phone, /^otpauth:\/\/totp\//);
  await page.fill("#f-name", "Ayu Lestari");
  await page.fill("#f-login", "ayu");
  await choosePassword(administrator, PASSWORD, digits(phone));
  assert.match(page.url(), /\/kerja$/, await said(administrator));
  const late = await somebody();
  const answer = await late.page.goto(cell.link);
  assert.ok(answer.status() >= 400 && answer.status() < 500, String(answer.status()));
  await late.leave();
});

test("a real cell offers no accounts of a demo, and its cookies travel by TLS only", async () => {
  const stranger = await somebody();
  await stranger.page.goto(`${cell.url}/masuk`);
  assert.equal(await stranger.page.locator("form[action='/masuk/contoh']").count(), 0);
  assert.equal(await stranger.page.locator(".demo").count(), 0);
  const cookies = await administrator.context.cookies();
  const session = cookies.filter((cookie) => cookie.httpOnly);
  assert.ok(session.length > 0 && session.every((c) => c.secure && c.name.startsWith("__Host-")), JSON.stringify(cookies));
  await stranger.leave();
});

test("an administrator makes an account without a mail server", async () => {
  const { page } = administrator;
  await page.goto(`${cell.url}/kerja/akun/baru`);
  await page.fill("#f-name", "Dewi Anggraini");
  await page.fill("#f-login", "dewi");
  await page.check("#f-role-tax-officer");
  await page.locator("main form .govuk-button").last().click();
  await page.waitForSelector("#f-link");
  officerLink = (await page.inputValue("#f-link")).trim();
  assert.ok(officerLink.startsWith(`${cell.url}/tautan/`), officerLink);
});

test("the new officer chooses a password, and sees the office but not the accounts", async () => {
  const officer = await somebody();
  await officer.page.goto(officerLink);
  officerPhone = await scan(officer.page);
  await choosePassword(officer, "terlalu pendek", digits(officerPhone));
  assert.ok((await officer.page.locator(".govuk-error-message").count()) > 0, await said(officer));
  await choosePassword(officer, `${PASSWORD} juga`, digits(officerPhone));
  assert.match(officer.page.url(), /\/kerja$/, await said(officer));
  assert.equal((await officer.page.goto(`${cell.url}/kerja/pbb/objek`)).status(), 200);
  assert.equal((await officer.page.goto(`${cell.url}/kerja/akun`)).status(), 403);
  assert.deepEqual(officer.complaints, []);
  await officer.leave();
});

test("a reset password is chosen anew with the same phone", async () => {
  const { page } = administrator;
  await page.goto(`${cell.url}/kerja/akun`);
  await follow(page, page.getByRole("link", { name: "Dewi Anggraini" }));
  await follow(page, "form[action$='/atur-ulang'] button");
  const link = (await page.inputValue("#f-link")).trim();
  const officer = await somebody();
  await officer.page.goto(link);
  await choosePassword(officer, "kapal tunda menarik tongkang", digits(officerPhone, 1));
  assert.match(officer.page.url(), /\/kerja$/, await said(officer));
  await officer.leave();
});

test("the audit trail tells all this, and its chain is whole", async () => {
  const { page } = administrator;
  await page.goto(`${cell.url}/kerja/jejak-audit`);
  assert.ok((await page.locator("tbody tr").count()) >= 4, await said(administrator));
  await page.locator("tbody a.go").first().click();
  await page.waitForURL(/\/kerja\/jejak-audit\/\w+/);
  await page.goto(`${cell.url}/kerja/jejak-audit`);
  await follow(page, "form[action$='/periksa'] button");
  assert.equal(await page.locator(".verdict:not(.bad)").count(), 1, await said(administrator));
});

test("the list of jobs says what to expect while it is empty", async () => {
  await administrator.page.goto(`${cell.url}/kerja/pekerjaan`);
  assert.ok((await administrator.page.locator(".empty, tbody tr").count()) > 0, await said(administrator));
});

test("an account that is closed is out at once", async () => {
  const { page } = administrator;
  await page.goto(`${cell.url}/kerja/akun`);
  await follow(page, page.getByRole("link", { name: "Dewi Anggraini" }));
  await follow(page, "form[action$='/nonaktifkan'] button");
  assert.equal(await page.locator("form[action$='/aktifkan']").count(), 1, await said(administrator));
});

test("nothing was complained about in the console", () => {
  assert.deepEqual(administrator.complaints, []);
});
