// What a notification shows, and what it never opens.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { read } = await load("worker/push.ts");

const HOME = "https://pbb.contoh.go.id";
const pushed = { id: "01J", title: "Bukti bayar PBB 2026 sudah ada", body: "…", link: `${HOME}/i/01J`, lang: "id" };

test("a message of ours is read", () => {
  assert.deepEqual(read(JSON.stringify(pushed), HOME), pushed);
});

test("what would open another site, or is no message, is not", () => {
  for (const link of ["https://evil.example/i/01J", "javascript:alert(1)", "/i/01J", "http://pbb.contoh.go.id/i/01J", ""]) {
    assert.equal(read(JSON.stringify({ ...pushed, link }), HOME), undefined, link);
  }
  for (const text of ["", "{", "[]", "null", '{"id":"1"}']) assert.equal(read(text, HOME), undefined, text);
});
