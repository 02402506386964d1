// What the service worker answers, and what it may keep.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { keepable, stale, way } = await load("worker/rules.ts");

const HOME = "https://pbb.contoh.go.id";
const asked = (path, method = "GET", mode = "navigate") => way({ url: new URL(path, HOME).href, method, mode }, HOME);
const page = (more = {}) => ({
  status: 200,
  type: "basic",
  redirected: false,
  headers: new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "private, no-cache", ...more.headers }),
  ...more.answer,
});
const kept = (path, more) => keepable(HOME + path, page(more));

test("assets come from the phone, pages from the network, the rest is left alone", () => {
  assert.equal(asked("/_a/citizen-0123456789.css", "GET", "no-cors"), "asset");
  assert.equal(asked("/pbb?nop=1"), "page");
  assert.equal(asked("/api/v1/x", "GET", "cors"), "leave");
  assert.equal(asked("https://elsewhere.example/"), "leave");
  assert.equal(asked("https://elsewhere.example/_a/x.css"), "leave");
});

test("nothing that is sent is touched, except what is shared with the app", () => {
  assert.equal(asked("/pbb/buka", "POST"), "leave");
  assert.equal(asked("/masuk", "POST"), "leave");
  assert.equal(asked("/pindai/bagikan", "POST"), "share");
  assert.equal(asked("/pindai/bagikan", "GET"), "page");
});

test("a page that says it may be kept is kept, one that says nothing is not", () => {
  assert.equal(kept("/tersimpan"), true);
  assert.equal(kept("/", { headers: { "cache-control": "no-store" } }), false);
  assert.equal(keepable(`${HOME}/`, page({ answer: { headers: new Headers({ "content-type": "text/html" }) } })), false);
});

test("nothing behind sign-in is kept, whatever it says about itself", () => {
  for (const path of ["/kerja", "/kerja/bayar/loket", "/masuk", "/keluar", "/akun-saya/sandi", "/tautan/abc"]) {
    assert.equal(kept(path), false, path);
  }
  assert.equal(kept("/kerjasama"), true, "only the folder itself is private");
});

test("no answer about one object, no mistake, no detour and no file is kept", () => {
  assert.equal(kept("/pbb?nop=640804000301201470"), false);
  assert.equal(kept("/x", { answer: { status: 404 } }), false);
  assert.equal(kept("/x", { answer: { redirected: true } }), false);
  assert.equal(kept("/x", { answer: { type: "opaqueredirect", status: 0 } }), false);
  assert.equal(kept("/x", { headers: { "content-type": "application/pdf" } }), false);
});

test("kept pages are fetched anew after a day, and when their age is not known", () => {
  const at = (date) => page({ headers: date ? { date } : {} });
  const now = Date.parse("2026-11-22T10:00:00Z");
  assert.equal(stale(at("Sun, 22 Nov 2026 09:00:00 GMT"), now), false);
  assert.equal(stale(at("Sat, 21 Nov 2026 09:59:59 GMT"), now), true);
  assert.equal(stale(at(undefined), now), true);
  assert.equal(stale(undefined, now), true);
});
