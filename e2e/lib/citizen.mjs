// What citizens do, in their own words.

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { follow } from "./browser.mjs";

const run = promisify(execFile);

/** `640801000200100020` as it is printed on a notice: `64.08.010.002.001-0002.0`. */
export function printed(nop) {
  return nop.replace(/^(..)(..)(...)(...)(...)(....)(.)$/, "$1.$2.$3.$4.$5-$6.$7");
}

/** `2026-09-26` as a person writes it on a form: `26-9-2026`. */
function written(date) {
  const [year, month, day] = date.split("-").map(Number);
  return `${day}-${month}-${year}`;
}

/** Types a NOP on the home page and asks. */
export async function lookUp({ page, url }, nop) {
  await page.goto(`${url}/`);
  await page.fill("input[name=nop]", nop);
  await follow(page, "form[action='/pbb'] button");
}

/** Opens the page that asks for a proof for the latest year. */
export async function wantFull(visitor, sample) {
  await lookUp(visitor, sample.nop);
  await visitor.page.click(".paycard a.govuk-button");
  await visitor.page.waitForURL(/\/pbb\/buka\?/);
}

/** The form of one way of proof; the way is unfolded when it is folded. */
async function way(page, kind) {
  const form = page.locator("form", { has: page.locator(`input[name=cara][value=${kind}]`) });
  if (!(await form.getByRole("button").isVisible())) {
    await page.locator("details", { has: form }).locator("summary").click();
  }
  return form;
}

async function fill(page, kind, values) {
  const form = await way(page, kind);
  for (const [name, value] of Object.entries(values)) await form.locator(`[name=${name}]`).fill(value);
  await follow(page, form.getByRole("button"));
}

export const proveByCode = ({ page }, code) => fill(page, "kode", { kode: code });
export const proveByNik = ({ page }, nik) => fill(page, "nik", { nik });
export const proveByPayment = ({ page }, [date, amount]) =>
  fill(page, "bayar", { tanggal: written(date), jumlah: `Rp${amount.toLocaleString("id-ID")}` });

/** Looks up, proves by a payment, and sees the notice in full. */
export async function openNotice(visitor, sample) {
  await wantFull(visitor, sample);
  await proveByPayment(visitor, sample.payment);
  await visitor.page.waitForURL(/\/pbb\/sppt\//);
}

/** The e-SPPT behind the notice on the page: its bytes, its text, and what its QR code says. */
export async function download(visitor) {
  return paperAt(visitor, await visitor.page.getAttribute("a[href$='/e-sppt.pdf']", "href"));
}

/** The paper at an address of the house: its bytes, its text, and what its QR code says. */
export async function paperAt({ context, url }, href) {
  const answer = await context.request.get(url + href);
  const bytes = await answer.body();
  return { status: answer.status(), type: answer.headers()["content-type"], bytes, ...(await read(bytes)) };
}

/** Reads a PDF with the tools anybody has: poppler and zbar. */
async function read(bytes) {
  const folder = await mkdtemp(join(tmpdir(), "pelangi-paper-"));
  try {
    const file = join(folder, "paper.pdf");
    await writeFile(file, bytes);
    const { stdout: text } = await run("pdftotext", ["-layout", file, "-"]);
    await run("pdftoppm", ["-r", "200", "-png", file, join(folder, "page")]);
    const pictures = (await run("ls", [folder])).stdout.split("\n").filter((name) => name.endsWith(".png"));
    const scan = await run("zbarimg", ["-q", "--raw", ...pictures.map((name) => join(folder, name))]);
    return { text, qr: scan.stdout.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a phone reads in a picture of a QR code. */
export async function scanned(bytes) {
  const folder = await mkdtemp(join(tmpdir(), "pelangi-picture-"));
  try {
    const file = join(folder, "code.png");
    await writeFile(file, bytes);
    return (await run("zbarimg", ["-q", "--raw", file])).stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The access code printed on a paper. */
export function accessCode(text) {
  const found = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(text);
  if (!found) throw new Error(`no access code on the paper:\n${text}`);
  return found[0];
}

/** A QR address in which one sign of the seal is another. */
export function altered(address, at = 20) {
  const [start, seal] = [address.slice(0, address.lastIndexOf("/") + 1), address.split("/").pop()];
  const other = seal[at] === "A" ? "B" : "A";
  return start + seal.slice(0, at) + other + seal.slice(at + 1);
}
