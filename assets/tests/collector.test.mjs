// The rules of the collector's book, and what is written in which order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./bundle.mjs";

const { cost, inHand, isTaken, nextNumber, refusal, search, today } = await load("collector/book.ts");

const bill = (nop, more = {}) => ({
  nop, printed: nop, year: 2026, payer: "SITI CONTOH", address: "JL MELATI RT 03", dueDate: "2026-09-30",
  costs: [["2026-11-21", 100_000], ["2026-11-24", 101_000]], collected: false, ...more,
});
const A = "640804000301200010";
const book = (more = {}) => ({
  collector: "K01", name: "Markus", decree: "973/15", from: "2026-01-01", until: "2026-12-31", limit: 250_000, inHand: 0,
  asOf: "2026-11-21T02:00:00.000Z", validUntil: "2026-11-28", regency: "Kutai Timur", zone: "Asia/Makassar", villages: [],
  bills: [bill(A)], numbers: [1, 2, 3].map((n) => ({ number: `K01-26-00000${n}`, check: "", side: 1, path: "" })), counted: [], ...more,
});
const written = (n, amount, more = {}) => ({ id: `id${n}`, state: "waiting", body: { number: `K01-26-00000${n}`, nop: `other${n}`, year: 2026, amount }, ...more });

test("a bill costs more from the day on which its interest grows", () => {
  assert.deepEqual(["2026-11-21", "2026-11-23", "2026-11-24", "2026-11-30"].map((day) => cost(bill(A), day)), [100_000, 100_000, 101_000, 101_000]);
});

test("cash in hand is what the office knew and what was taken since", () => {
  const all = [written(1, 50_000), written(2, 70_000, { state: "accepted" }), written(3, 90_000, { state: "refused" })];
  assert.equal(inHand(book({ inHand: 30_000 }), all), 150_000);
  assert.equal(inHand(book({ inHand: 100_000, counted: ["id2"] }), all), 150_000);
});

test("numbers are used one after the other, also those of refused receipts only once", () => {
  assert.equal(nextNumber(book(), []).number, "K01-26-000001");
  assert.equal(nextNumber(book(), [written(1, 1), written(2, 1, { state: "refused" })]).number, "K01-26-000003");
  assert.equal(nextNumber(book(), [1, 2, 3].map((n) => written(n, 1))), undefined);
});

test("no cash is taken outside the decree, from an old list, twice, above the limit, or without a number", () => {
  const day = "2026-11-22";
  assert.equal(refusal(book(), [], bill(A), day), undefined);
  assert.equal(refusal(book({ until: "2026-11-21" }), [], bill(A), day), "time");
  assert.equal(refusal(book(), [], bill(A), "2026-11-29"), "old");
  assert.equal(refusal(book(), [], bill(A), "2026-11-20"), "old");
  assert.equal(refusal(book(), [], bill(A, { collected: true }), day), "taken");
  assert.equal(refusal(book(), [{ ...written(1, 1), body: { nop: A, year: 2026, amount: 1 } }], bill(A), day), "taken");
  assert.equal(refusal(book({ limit: 100_000, inHand: 1 }), [], bill(A), day), "limit");
  assert.equal(refusal(book({ numbers: [] }), [], bill(A), day), "no-number");
});

test("a refused receipt leaves its bill open", () => {
  const refused = { ...written(1, 1), state: "refused", body: { nop: A, year: 2026, amount: 1 } };
  assert.equal(isTaken(bill(A), [refused]), false);
});

test("a bill is found by NOP with or without dots, by name, and by RT", () => {
  const all = [bill(A), bill("640804000301200020", { payer: "MARKUS", address: "JL MAWAR RT 05" })];
  assert.equal(search(all, "64.08.040.003.012-0001.0").length, 1);
  assert.equal(search(all, "siti").length, 1);
  assert.equal(search(all, "rt 05").length, 1);
  assert.equal(search(all, "").length, 2);
});

test("the day is that of the regency", () => {
  assert.equal(today("Asia/Makassar", Date.parse("2026-11-21T16:30:00Z")), "2026-11-22");
});
