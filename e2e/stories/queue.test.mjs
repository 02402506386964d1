// Entries made without a signal: a collector's phone keeps them, also when its page is closed, and
// delivers each once.

import assert from "node:assert/strict";
import { createServer } from "node:http";

import { openBrowser } from "../lib/browser.mjs";
import { after, before, beforeEach, test } from "../lib/story.mjs";

// The bundler is a tool of the assets; nothing of ours is fetched for it here.
const { build } = await import("../../assets/node_modules/esbuild/lib/main.js");

const PAGE = `<!doctype html><html lang="id"><title>Antrean</title><link rel="icon" href="data:,"><h1>Antrean</h1>
<script type="module">import { Queue } from "/queue.js"; window.queue = await Queue.open({ name: "penagih", url: "/kirim" });</script></html>`;

let server;
let browser;
let url;
let booked;
/** How the next entries are answered: "ok", "cut" (booked, then the connection is cut), "down" (503). */
let plan;

before(async () => {
  const entry = new URL("../../assets/src/queue.ts", import.meta.url).pathname;
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: "esm", target: "es2020", write: false });
  const script = Buffer.from(outputFiles[0].contents);
  server = createServer(async (request, response) => {
    if (request.url === "/queue.js") return response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    if (request.method !== "POST") return response.writeHead(200, { "content-type": "text/html" }).end(PAGE);
    let text = "";
    for await (const part of request) text += part;
    const { id, body } = JSON.parse(text);
    const how = plan.shift() ?? "ok";
    if (how === "down") return response.writeHead(503).end();
    if (!booked.has(id)) booked.set(id, body.amount);
    if (how === "cut") return request.socket.destroy();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id }));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}/`;
  browser = await openBrowser();
});

beforeEach(() => {
  booked = new Map();
  plan = [];
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** A collector's phone with the page open. */
async function collector() {
  const context = await browser.newContext();
  const page = await open(context);
  return { context, page };
}

async function open(context) {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => window.queue);
  return page;
}

const add = (page, ...amounts) =>
  page.evaluate(async (all) => {
    for (const amount of all) await window.queue.add({ amount });
  }, amounts);
const send = (page) => page.evaluate(() => window.queue.send());
const states = (page) => page.evaluate(async () => (await window.queue.list()).map(({ state }) => state));

test("what is entered without a signal outlives the closing of the page, and arrives in order", async () => {
  const { context, page } = await collector();
  await context.setOffline(true);
  await add(page, 10_000, 20_000, 30_000);
  await send(page);
  assert.deepEqual(await states(page), ["waiting", "waiting", "waiting"]);
  assert.equal(await page.evaluate(() => window.queue.pause), "offline");
  await page.close();
  await context.setOffline(false);
  const again = await open(context);
  assert.equal(booked.size, 0);
  await send(again);
  assert.deepEqual(await states(again), ["accepted", "accepted", "accepted"]);
  assert.deepEqual([...booked.values()], [10_000, 20_000, 30_000]);
  await context.close();
});

test("the return of the signal sends by itself", async () => {
  const { context, page } = await collector();
  await context.setOffline(true);
  await add(page, 10_000);
  await page.evaluate(() => window.queue.start());
  await page.waitForFunction(() => window.queue.pause === "offline");
  await context.setOffline(false);
  await page.waitForFunction(async () => (await window.queue.list())[0].state === "accepted");
  assert.equal(booked.size, 1);
  await context.close();
});

test("an entry that was booked while the connection broke is not booked twice", async () => {
  const { context, page } = await collector();
  plan = ["cut", "cut", "down"];
  await add(page, 10_000, 20_000);
  for (let round = 0; round < 4; round += 1) await send(page);
  assert.deepEqual(await states(page), ["accepted", "accepted"]);
  assert.deepEqual([...booked.values()], [10_000, 20_000]);
  await context.close();
});

test("two pages of one phone deliver each entry once", async () => {
  const { context, page } = await collector();
  const other = await open(context);
  await add(page, 10_000, 20_000);
  await Promise.all([send(page), send(other)]);
  assert.deepEqual(await states(other), ["accepted", "accepted"]);
  assert.equal(booked.size, 2);
  await context.close();
});
