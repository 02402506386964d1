// What officials do, in their own words.

import { LAPTOP, follow, person } from "./browser.mjs";

/** Signs in as a person of the demo, typing what the page says a phone would show. */
export async function signIn({ page, url }, login, { to = "" } = {}) {
  await page.goto(`${url}/masuk`);
  const own = page.locator("li", { has: page.locator(`input[name=login][value=${login}]`) });
  const password = await own.locator(".log").nth(1).innerText();
  await page.fill("#f-login", login);
  await page.fill("#f-password", password);
  await page.fill("#f-code", await own.locator(".log.strong").innerText());
  await page.press("#f-code", "Enter");
  await page.waitForURL(/\/kerja$/);
  if (to) await page.goto(url + to);
}

/** Somebody at a desk, already signed in. */
export async function official(browser, url, login, look = {}) {
  const visitor = await person(browser, url, { viewport: LAPTOP, ...look });
  await signIn(visitor, login);
  return visitor;
}

/**
 * The same browser session with another look: a code of the phone counts once, so a person
 * does not sign in again for each width.
 */
export async function dress({ page, context, url }, { viewport, language, theme }) {
  await page.setViewportSize(viewport);
  await context.addCookies([
    { name: "language", value: language, url },
    { name: "theme", value: theme, url },
  ]);
}

/** Reloads until the page shows it, as somebody does who waits for long work. */
export async function waitFor({ page }, css, patience = 60) {
  for (let i = 0; i < patience; i += 1) {
    if ((await page.locator(css).count()) > 0) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  throw new Error(`${css} did not come:\n${await page.locator("main").innerText()}`);
}

/** Simulates next year's tax for a village; leaves the visitor on the finished simulation. */
export async function simulate(visitor, village, year) {
  const { page, url } = visitor;
  await page.goto(`${url}/kerja/pbb/penetapan`);
  await page.fill("#f-tahun", String(year));
  await page.selectOption("#f-desa", village);
  await page.click("form[action='/kerja/pbb/penetapan'] .govuk-button");
  await page.waitForURL(/\/kerja\/pbb\/penetapan\/\w+/);
  await waitFor(visitor, ".kpis, .govuk-error-summary");
}

/** Proposes to cancel the notice of a year that was issued here; answers the address of the proposal. */
export async function proposeCancellation({ page, url }, nop, year) {
  await page.goto(`${url}/kerja/pbb/objek/${nop}/sppt/${year}/batal`);
  await page.fill("#f-dasar", "Contoh Perda PDRD pasal 90");
  await page.fill("#f-alasan", "Objek tercatat dua kali");
  await page.click("form[action$='/batal'] .govuk-button");
  await page.waitForURL(/\/kerja\/pbb\/usulan\/\w+/);
  return page.url();
}

/** Proposes to reduce the tax of an object for a year; answers the address of the proposal. */
export async function proposeReduction({ page, url }, nop, year, percent = "50") {
  await page.goto(`${url}/kerja/pbb/objek/${nop}/pengurangan`);
  const typed = {
    persen: percent,
    tahun: String(year),
    nomor: "Keputusan Contoh Nomor 188.4/12",
    "tanggal-sk": "3-3-2026",
    dasar: "Contoh Perda PDRD pasal 88",
    alasan: "Veteran",
  };
  for (const [field, text] of Object.entries(typed)) await page.fill(`#f-${field}`, text);
  await page.click("form[action$='/pengurangan'] .govuk-button");
  await page.waitForURL(/\/kerja\/pbb\/usulan\/\w+/);
  return page.url();
}

/** A second person approves. */
export async function approveProposal({ page }, address) {
  await page.goto(address);
  await follow(page, "form[action$='/setujui'] .govuk-button");
}
