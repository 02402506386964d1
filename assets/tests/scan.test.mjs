// What a scanned code means, and where it leads.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { meaning } = await load("scan/meaning.ts");

const HOMES = ["http://127.0.0.1:8080", "https://pbb.contoh.go.id"];
const of = (text) => meaning(text, HOMES);

test("the code on a notice leads to its verification, on the address in use", () => {
  assert.deepEqual(of("https://pbb.contoh.go.id/v/AQIDBA_-x"), { go: "/v/AQIDBA_-x" });
  assert.deepEqual(of("HTTPS://PBB.CONTOH.GO.ID/v/AQ"), { go: "/v/AQ" });
  assert.deepEqual(of("http://127.0.0.1:8080/pbb?nop=1"), { go: "/pbb?nop=1" });
});

test("a NOP is found however it is written, also inside a message", () => {
  const found = { go: "/pbb?nop=640804000301201470" };
  for (const text of [
    "640804000301201470",
    "64.08.040.003.012-0147.0",
    "64.08.040.003.012.0147.0",
    "64 08 040 003 012 0147 0",
    "Tolong bayar PBB dengan NOP 64.08.040.003.012-0147.0 ya, terima kasih",
    "NOP:64.08.040.003.012-0147.0.",
  ]) {
    assert.deepEqual(of(text), found, text);
  }
});

test("the number of a notice leads to its verification", () => {
  assert.deepEqual(of("640804000301201470-2026-3"), { go: "/pbb/periksa?kode=640804000301201470-2026-3" });
});

test("an address of somebody else is named and refused, even with a NOP in it", () => {
  assert.deepEqual(of("https://pbb-contoh.example/v/AQID"), { not: "elsewhere", host: "pbb-contoh.example" });
  assert.deepEqual(of("https://evil.example/640804000301201470-2026-3"), { not: "elsewhere", host: "evil.example" });
  assert.deepEqual(of("https://pbb.contoh.go.id.evil.example/v/AQ"), { not: "elsewhere", host: "pbb.contoh.go.id.evil.example" });
  assert.deepEqual(of("https://pbb.contoh.go.id@evil.example/v/AQ"), { not: "elsewhere", host: "evil.example" });
  assert.deepEqual(of("http://pbb.contoh.go.id/v/AQ"), { not: "elsewhere", host: "pbb.contoh.go.id" }, "not without TLS");
});

test("a payment code of merchants is told as one", () => {
  assert.deepEqual(of("00020101021126570011ID.CO.QRIS.WWW5204999953033605802ID6304A13F"), { not: "qris" });
});

test("anything else leads nowhere", () => {
  for (const text of ["", "halo", "javascript:alert(1)", "intent://x", "12345678901234567", "1640804000301201470", "https://"]) {
    assert.deepEqual(of(text), { not: "nothing" }, text);
  }
});
