// The queue on the phone, with a server that loses answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import "fake-indexeddb/auto";

import { load } from "./bundle.mjs";

const { Queue } = await load("queue.ts");
const { ulid } = await load("ulid.ts");
const { delayAfter, judge } = await load("queue/judge.ts");

let queues = 0;

/** A server that books each id once. `plan` says how the next requests go: "ok", "cut" (booked, but the answer is lost), "down", or a status. */
function server(plan = []) {
  const booked = new Map();
  const heard = [];
  const fetch = async (url, { body, headers }) => {
    const entry = JSON.parse(body);
    const now = plan.shift() ?? "ok";
    heard.push({ url, headers, id: entry.id, now });
    if (now === "down") throw new TypeError("no network");
    if (typeof now === "number") return new Response(JSON.stringify({ code: "payments/refused" }), { status: now });
    if (!booked.has(entry.id)) booked.set(entry.id, { number: booked.size + 1, ...entry });
    if (now === "cut") throw new TypeError("the connection was cut");
    return new Response(JSON.stringify({ number: booked.get(entry.id).number }));
  };
  return { fetch, booked, heard };
}

/** A queue of its own. Waits are collected, not waited for. */
async function opened(server, more = {}) {
  const waits = [];
  const wait = (ms, then) => waits.push({ ms, then });
  const options = { name: `tes-${++queues}`, url: "/kirim", fetch: server.fetch, wait, ...more };
  return { queue: await Queue.open(options), options, waits };
}

const states = async (queue) => (await queue.list()).map(({ state }) => state);

test("entries arrive in the order in which they were made, each once", async () => {
  const office = server();
  const { queue } = await opened(office);
  for (const amount of [1, 2, 3]) await queue.add({ amount });
  await queue.send();
  assert.deepEqual([...office.booked.values()].map((entry) => entry.body.amount), [1, 2, 3]);
  assert.deepEqual(await states(queue), ["accepted", "accepted", "accepted"]);
  assert.deepEqual((await queue.list()).map((entry) => entry.said.number), [1, 2, 3]);
  await queue.send();
  assert.equal(office.heard.length, 3, "what was accepted is not sent again");
});

test("an answer that was lost is asked for again under the same id", async () => {
  const office = server(["cut"]);
  const { queue, waits } = await opened(office);
  const { id } = await queue.add({ amount: 1 });
  await queue.send();
  assert.deepEqual([await states(queue), queue.pause], [["waiting"], "offline"]);
  assert.equal(waits.length, 1);
  waits[0].then();
  await queue.send();
  assert.deepEqual(office.heard.map((request) => request.id), [id, id]);
  assert.equal(office.booked.size, 1);
  assert.deepEqual([await states(queue), queue.pause], [["accepted"], "none"]);
});

test("nothing overtakes an entry that could not be delivered", async () => {
  const office = server(["down"]);
  const { queue } = await opened(office);
  await queue.add({ amount: 1 });
  await queue.add({ amount: 2 });
  await queue.send();
  assert.equal(office.heard.length, 1, "the second waits behind the first");
  await queue.send();
  assert.deepEqual([...office.booked.values()].map((entry) => entry.body.amount), [1, 2]);
});

test("entries survive a reload, with their ids and their order", async () => {
  const office = server(["down"]);
  const { queue, options } = await opened(office);
  const made = [await queue.add({ amount: 1 }), await queue.add({ amount: 2 })];
  await queue.send();
  const again = await Queue.open(options);
  assert.deepEqual((await again.list()).map(({ id }) => id), made.map(({ id }) => id));
  assert.equal((await again.list())[0].tries, 1);
  await again.send();
  assert.deepEqual([...office.booked.keys()], made.map(({ id }) => id));
});

test("a refused entry stays with its reason and does not hold up the others", async () => {
  const office = server([422]);
  const { queue } = await opened(office);
  const wrong = await queue.add({ amount: -1 });
  await queue.add({ amount: 2 });
  await queue.send();
  assert.deepEqual(await states(queue), ["refused", "accepted"]);
  assert.equal((await queue.list())[0].said.code, "payments/refused");
  await queue.retry(wrong.id);
  assert.deepEqual(await states(queue), ["accepted", "accepted"]);
  assert.equal(office.heard.at(-1).id, wrong.id);
});

test("what is added while others are being sent goes out in the same round", async () => {
  const office = server();
  let late;
  const { queue } = await opened(office, { headers: async () => ((late ??= queue.add({ amount: 2 })), {}) });
  await queue.add({ amount: 1 });
  await queue.send();
  await late;
  await queue.send();
  assert.deepEqual(await states(queue), ["accepted", "accepted"]);
});

test("whoever must sign in is told so, and nothing is tried until then", async () => {
  const office = server([401]);
  const { queue, waits } = await opened(office);
  await queue.add({ amount: 1 });
  await queue.send();
  assert.deepEqual([queue.pause, waits.length, await states(queue)], ["sign-in", 0, ["waiting"]]);
});

test("two rounds at once are one", async () => {
  const office = server();
  const { queue } = await opened(office);
  await queue.add({ amount: 1 });
  await Promise.all([queue.send(), queue.send()]);
  assert.equal(office.heard.length, 1);
});

test("only what is settled can be forgotten", async () => {
  const office = server(["down"]);
  const { queue } = await opened(office);
  const { id } = await queue.add({ amount: 1 });
  await queue.send();
  assert.equal(await queue.forget(id), false, "it may have arrived");
  await queue.send();
  assert.equal(await queue.forget(id), true);
  assert.deepEqual(await queue.list(), []);
});

test("each request carries the headers of its round, and says when the entry was made", async () => {
  const office = server();
  const { queue } = await opened(office, { headers: () => ({ "x-csrf-token": "abc" }), now: () => 1_795_226_400_000 });
  await queue.add({ amount: 1 });
  await queue.send();
  assert.equal(office.heard[0].headers["x-csrf-token"], "abc");
  assert.equal([...office.booked.values()][0].made, "2026-11-21T02:00:00.000Z");
});

test("whoever listens hears of every change until they stop", async () => {
  const { queue } = await opened(server());
  let heard = 0;
  const stop = queue.onChange(() => (heard += 1));
  await queue.add({ amount: 1 });
  await queue.send();
  const sofar = heard;
  assert.ok(sofar >= 3, String(sofar));
  stop();
  await queue.add({ amount: 2 });
  assert.equal(heard, sofar);
});

test("an answer settles an entry only when it speaks of the entry", async () => {
  const kind = async (status, body, headers) => (await judge(new Response(body, { status, headers }))).kind;
  assert.equal(await kind(200, "{}"), "accepted");
  assert.equal(await kind(409, "{}"), "refused");
  for (const status of [401, 403, 408, 425, 429, 500, 502, 503]) assert.equal(await kind(status, "{}"), "later", String(status));
  assert.equal(await kind(200, "<html>Masuk</html>"), "later", "a page is not an answer");
  assert.equal(await kind(404, "<html>hotspot</html>"), "later");
  const busy = await judge(new Response("{}", { status: 429, headers: { "retry-after": "7" } }));
  assert.deepEqual(busy, { kind: "later", why: "busy", after: 7_000 });
});

test("pauses grow from five seconds to five minutes", () => {
  assert.deepEqual([1, 2, 3, 7, 60].map(delayAfter), [5_000, 10_000, 20_000, 300_000, 300_000]);
});

test("an id is a ULID: sorted by time, as the program writes them", () => {
  // The example of the ULID specification: time 1469918176385.
  assert.equal(ulid(1_469_918_176_385, new Uint8Array(10)).slice(0, 10), "01ARYZ6S41");
  assert.equal(ulid(2 ** 48 - 1, new Uint8Array(10).fill(255)), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  assert.ok(ulid(1, new Uint8Array(10).fill(255)) < ulid(2, new Uint8Array(10)));
});
