// The phone of an official: it scans the QR code of a one-time link and shows six digits.

import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const STEP_MS = 30_000;

/** Scans the QR code on the page: `otpauth://totp/…`. */
export async function scan(page) {
  const folder = await mkdtemp(join(tmpdir(), "pelangi-phone-"));
  try {
    const file = join(folder, "page.png");
    await writeFile(file, await page.screenshot({ fullPage: true, scale: "device" }));
    const { stdout } = await run("zbarimg", ["-q", "--raw", file]);
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The six digits the phone shows now, or some steps of half a minute later (RFC 6238). */
export function digits(uri, later = 0) {
  const { searchParams } = new URL(uri);
  const [algorithm, length] = [searchParams.get("algorithm") ?? "SHA1", Number(searchParams.get("digits") ?? 6)];
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + later));
  const mac = createHmac(algorithm.toLowerCase(), bytes(searchParams.get("secret"))).update(step).digest();
  const start = mac[mac.length - 1] & 15;
  const number = mac.readUInt32BE(start) & 0x7fffffff;
  return String(number % 10 ** length).padStart(length, "0");
}

/** Base 32 as RFC 4648 has it, without padding. */
function bytes(text) {
  const bits = [...text].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"));
  return Buffer.from(bits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}
