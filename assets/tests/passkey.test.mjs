// Options and answers of passkeys, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./bundle.mjs";

const { optionsOf, written, ask } = await load("passkey/ceremony.ts");
const { reasonOf, Refused } = await load("passkey/reason.ts");

const bytes = (...all) => Uint8Array.from(all).buffer;
const list = (view) => [...new Uint8Array(view.buffer ?? view)];

test("options become bytes where the browser wants bytes, and stay otherwise", () => {
  const options = {
    rp: { id: "pelangi.test", name: "Kutai Timur" },
    user: { id: "AQID", name: "ani", displayName: "Ani" },
    challenge: "-_8",
    timeout: 5,
    excludeCredentials: [{ type: "public-key", id: "BA", transports: ["usb"] }],
  };
  const made = optionsOf(JSON.stringify(options));
  assert.deepEqual(list(made.challenge), [0xfb, 0xff]);
  assert.deepEqual(list(made.user.id), [1, 2, 3]);
  assert.deepEqual(list(made.excludeCredentials[0].id), [4]);
  assert.deepEqual(made.excludeCredentials[0].transports, ["usb"]);
  assert.equal(made.timeout, 5);
  assert.equal(made.allowCredentials, undefined);
  const asked = optionsOf('{"challenge":"AA","allowCredentials":[{"type":"public-key","id":"BA"}]}');
  assert.deepEqual(list(asked.allowCredentials[0].id), [4]);
});

test("a registration is written as the server reads it", () => {
  const response = { clientDataJSON: bytes(123, 125), attestationObject: bytes(0xfb, 0xff), getTransports: () => ["internal"] };
  const sent = written({ id: "BA", rawId: bytes(4), type: "public-key", response });
  assert.deepEqual(sent, {
    id: "BA",
    rawId: "BA",
    type: "public-key",
    response: { clientDataJSON: "e30", attestationObject: "-_8", transports: ["internal"] },
  });
  delete response.getTransports;
  assert.deepEqual(written({ id: "BA", rawId: bytes(4), type: "public-key", response }).response.transports, []);
});

test("an assertion is written as the server reads it", () => {
  const response = { clientDataJSON: bytes(1), authenticatorData: bytes(2), signature: bytes(3), userHandle: null };
  const sent = written({ id: "BA", rawId: bytes(4), type: "public-key", response });
  assert.deepEqual(sent.response, { clientDataJSON: "AQ", authenticatorData: "Ag", signature: "Aw", userHandle: null });
  response.userHandle = bytes(5);
  assert.equal(written({ id: "BA", rawId: bytes(4), type: "public-key", response }).response.userHandle, "BQ");
});

test("each way to fail has its sentence", () => {
  const named = (name) => Object.assign(new Error(), { name });
  const reason = (name, took = 10) => reasonOf(named(name), took, '{"timeout":1000}');
  assert.equal(reason("NotAllowedError"), "cancelled");
  assert.equal(reason("NotAllowedError", 1000), "late");
  assert.equal(reason("AbortError"), "cancelled");
  assert.equal(reason("InvalidStateError"), "known");
  assert.equal(reason("NotSupportedError"), "unsupported");
  assert.equal(reason("ConstraintError"), "unverified");
  assert.equal(reason("SecurityError", 5000), "insecure");
  for (const error of [named("toString"), new TypeError("?"), null, "text"]) {
    assert.equal(reasonOf(error, 0, "{}"), "failed");
  }
  assert.equal(reasonOf(named("NotAllowedError"), 1e9, "{}"), "cancelled", "no end was set");
  assert.equal(reasonOf(new Refused("insecure"), 0, "{}"), "insecure");
});

test("a browser without passkeys, or a page without TLS, is not asked", async () => {
  const pages = [
    [{ isSecureContext: false, PublicKeyCredential: {} }, "insecure"],
    [{ isSecureContext: true }, "unsupported"],
  ];
  for (const [window, reason] of pages) {
    globalThis.window = window;
    await assert.rejects(ask("get", "{}"), (error) => error.message === reason);
  }
  delete globalThis.window;
});
