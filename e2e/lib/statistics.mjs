// What offices, the walidata and BPS do with a table, from the upload to its release.

import { join } from "node:path";

import { follow } from "./browser.mjs";
import { official } from "./office.mjs";

const BOOKS = new URL("../../calc/layout/tests/books/", import.meta.url).pathname;

/** Signs people in once each, and keeps them for the whole story: a code of the phone counts once. */
export function desks(browser, url) {
  const known = new Map();
  const at = async (who) => {
    if (!known.has(who)) known.set(who, await official(browser, url, who));
    return known.get(who);
  };
  const leave = () => Promise.all([...known.values()].map((visitor) => visitor.leave()));
  return { at, leave };
}

/** The address of what is owed: a dataset by its Indonesian title, and a period. */
export async function owed({ page, url }, title, year) {
  await page.goto(`${url}/kerja/statistik?tahun=${year}`);
  const link = page.locator("table a.go", { hasText: title }).first();
  return url + (await link.getAttribute("href"));
}

/** Brings a file; leaves the visitor on the page of the table, or of the refusal. */
export async function bring({ page }, address, book) {
  await page.goto(address);
  await page.setInputFiles("#f-berkas", book.startsWith("/") ? book : join(BOOKS, book));
  await follow(page, "form[action$='/tabel'] .govuk-button");
}

/**
 * Mends a table as somebody would who takes what is proposed. `says`: what texts mean (`names`), what
 * stands in cells (`cells`), rows to skip by a text or a cell (`skips`), and what to do with the columns.
 */
export async function mend(visitor, says = {}) {
  const { page } = visitor;
  if (says.columns) {
    await page.locator("details:has(form[action$='/susunan'])").evaluate((it) => (it.open = true));
    await says.columns(page);
    await follow(page, "form[action$='/susunan'] .govuk-button");
  }
  for (let step = 0; step < 12; step += 1) {
    if (await page.locator("form[action$='/ajukan']").count()) return;
    const done = (await names(page, says)) || (await numbers(page)) || (await cells(page, says));
    if (done || (await absent(page)) || (await doubts(page))) continue;
    break;
  }
  throw new Error(`nothing more can be said:\n${await page.locator("main").innerText()}`);
}

async function names(page, { names = {}, skips = [] }) {
  const form = page.locator("form[action$='/arti']");
  if (!(await form.count())) return false;
  for (const row of await form.locator("tbody tr").all()) {
    const text = await row.locator("input[name='teks[]']").inputValue();
    if (skips.includes(text)) await row.locator("input[name='lewati[]']").check();
    else if (names[text]) await row.locator("input[name='arti[]']").fill(names[text]);
  }
  await follow(page, "form[action$='/arti'] .govuk-button");
  return true;
}

async function numbers(page) {
  if (!(await page.locator("form[action$='/angka']").count())) return false;
  await follow(page, "form[action$='/angka'] button[value=ribuan]");
  return true;
}

async function cells(page, { cells = {}, skips = [] }) {
  const form = page.locator("form[action$='/isi']");
  if (!(await form.count())) return false;
  for (const row of await form.locator("tbody tr").all()) {
    const at = await row.locator("input[name='sel[]']").inputValue();
    if (skips.includes(at)) await row.locator("input[name='lewati[]']").check();
    else if (cells[at]) await row.locator("input[name='isi[]']").fill(cells[at]);
  }
  await follow(page, "form[action$='/isi'] .govuk-button");
  return true;
}

async function absent(page) {
  const button = "form[action$='/kurang'] button[value=not-available]";
  if (!(await page.locator(button).count())) return false;
  await follow(page, button);
  return true;
}

async function doubts(page) {
  const form = page.locator("form[action$='/pastikan']").first();
  if (!(await form.count())) return false;
  await form.locator("textarea").fill("Sudah diperiksa dengan kepala bidang");
  await follow(page, form.locator(".govuk-button"));
  return true;
}

/** One press of a button on the page of what is owed, with a reason where one is asked for. */
export async function press({ page }, address, deed, reason = "") {
  await page.goto(address);
  const form = page.locator(`form[action$='/${deed}']`);
  if (reason) await form.locator("textarea").fill(reason);
  await follow(page, form.locator(".govuk-button"));
}

/** Releases at once, whatever hour was promised. */
export async function publish({ page }, address) {
  await page.goto(address);
  await page.fill("#jam-terbit", "");
  await follow(page, "form[action$='/terbitkan'] .govuk-button");
}
