// Notices as a phone keeps them.

import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";

import { load } from "./bundle.mjs";

process.env.TZ = "Asia/Makassar";
const { ago, day, daysBetween, isOld, moment, rupiah, stateOn } = await load("saved/notice.ts");
const { find, forget, keep, list } = await load("saved/shelf.ts");

const at = (text) => Date.parse(`${text}+08:00`);
const notice = (nop) => ({ nop, printed: nop, place: "Jalan Contoh", owner: "R****", years: [] });

test("amounts are written as everywhere in the house", () => {
  assert.deepEqual([0, 999, 1_000, 1_234_567, -5_000].map(rupiah), ["Rp0", "Rp999", "Rp1.000", "Rp1.234.567", "-Rp5.000"]);
});

test("what was unpaid becomes late when its due date has ended, and nothing else does", () => {
  const year = (state) => ({ year: 2026, due: 1, owed: 1, dueDate: "2026-09-30", state });
  assert.equal(stateOn(year("unpaid"), at("2026-09-30T23:59:59")), "unpaid");
  assert.equal(stateOn(year("unpaid"), at("2026-10-01T00:00:00")), "late");
  for (const state of ["paid", "nil", "cancelled", "principal_paid", "written_off"]) {
    assert.equal(stateOn(year(state), at("2027-01-01T00:00:00")), state);
  }
});

test("the age of figures is told in days of the calendar, in the language of the page", () => {
  const kept = at("2026-11-19T23:00:00");
  const now = at("2026-11-22T07:00:00");
  assert.equal(daysBetween(kept, now), 3);
  assert.equal(ago(kept, now, "id"), "3 hari yang lalu");
  assert.equal(ago(kept, at("2026-11-20T01:00:00"), "id"), "kemarin");
  assert.equal(ago(kept, kept, "id"), "hari ini");
  assert.equal(ago(kept, at("2026-11-18T00:00:00"), "id"), "hari ini", "a clock that was set back");
  assert.equal(ago(kept, now, "en"), "3 days ago");
});

test("figures of more than thirty days are old", () => {
  const saved = { ...notice("1"), keptAt: at("2026-10-01T12:00:00") };
  assert.equal(isOld(saved, at("2026-10-31T12:00:00")), false);
  assert.equal(isOld(saved, at("2026-11-01T12:00:00")), true);
});

test("dates are written out", () => {
  assert.equal(day("2026-09-30", "id"), "30 September 2026");
  assert.match(moment(at("2026-11-22T10:12:00"), "id"), /^22 November 2026/);
  assert.match(moment(at("2026-11-22T10:12:00"), "en"), /^22 November 2026/);
});

test("a notice is kept once, with its latest figures, until it is deleted", async () => {
  await keep(notice("1"), 1_000);
  await keep(notice("2"), 2_000);
  await keep({ ...notice("1"), place: "Jalan Baru" }, 3_000);
  assert.deepEqual((await list()).map(({ nop, place, keptAt }) => [nop, place, keptAt]), [["1", "Jalan Baru", 3_000], ["2", "Jalan Contoh", 2_000]]);
  await forget("1");
  assert.equal(await find("1"), undefined);
  assert.equal((await list()).length, 1);
});
