// The instruments of the other stories, tried on pages whose faults are known.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";

import { barriers, sideways, smallTargets } from "../lib/access.mjs";
import { openBrowser, person } from "../lib/browser.mjs";
import { ready } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";
import { overBudget, transfer } from "../lib/transfer.mjs";

const GOOD = `<!doctype html><html lang="id"><title>Baik</title><link rel="icon" href="data:,">
<main><h1>Baik</h1><button>Kirim sekarang juga</button></main><style>button{min-height:48px}</style></html>`;
const POOR = `<!doctype html><html><title>Buruk</title><link rel="icon" href="data:,">
<main><h1>Buruk</h1><p style="color:#ddd;background:#fff">pucat</p><input style="width:20px">
<div style="width:900px">lebar</div></main></html>`;
const LARGE = `<!doctype html><html lang="id"><title>Besar</title><link rel="icon" href="data:,">
<script src="/script.js"></script></html>`;
const PAGES = {
  "/good": ["text/html", GOOD],
  "/poor": ["text/html", POOR],
  "/large": ["text/html", LARGE],
  "/script.js": ["text/javascript", `// ${"x".repeat(30_000)}`],
};

let server;
let browser;
let url;

before(async () => {
  server = createServer((request, response) => {
    const [type, body] = PAGES[request.url] ?? ["text/plain", "tidak ada"];
    response.writeHead(request.url in PAGES ? 200 : 404, { "content-type": type }).end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function visit(path, look) {
  const visitor = await person(browser, url);
  await visitor.page.goto(url + path);
  const seen = await look(visitor.page);
  await visitor.leave();
  return seen;
}

test("a good page passes every instrument", async () => {
  assert.deepEqual(await visit("/good", barriers), []);
  assert.equal(await visit("/good", sideways), false);
  assert.deepEqual(await visit("/good", smallTargets), []);
});

test("pale text, a missing language and a field without a name are barriers", async () => {
  const found = (await visit("/poor", barriers)).join("\n");
  for (const fault of ["color-contrast", "html-has-lang", "label"]) assert.match(found, new RegExp(fault));
});

test("a page wider than the phone and a field smaller than a finger are seen", async () => {
  assert.equal(await visit("/poor", sideways), true);
  assert.equal((await visit("/poor", smallTargets)).length, 1);
});

test("bytes on the wire are counted, script apart", async () => {
  const visitor = await person(browser, url);
  const cost = await transfer(visitor.page, `${url}/large`);
  assert.ok(cost.script > 30_000 && cost.script < 31_000, JSON.stringify(cost));
  assert.ok(cost.total > cost.script, JSON.stringify(cost));
  assert.equal(overBudget(cost).length, 1);
  assert.deepEqual(overBudget(await transfer(visitor.page, `${url}/good`)), []);
  await visitor.leave();
});

const said = (script) => spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "pipe"] });

test("the address is taken from the line that says ready", async () => {
  const child = said("console.log('akun: petugas'); console.log('ready http://127.0.0.1:4567/')");
  const { url: address, lines } = await ready(child);
  assert.equal(address, "http://127.0.0.1:4567");
  assert.deepEqual(lines[0], "akun: petugas");
});

test("a program that ends or hangs before it is ready is told with what it said", async () => {
  await assert.rejects(ready(said("console.error('port taken'); process.exitCode = 3")), /ended with 3[^]*port taken/);
  const silent = said("setTimeout(() => {}, 60_000)");
  await assert.rejects(ready(silent, 200), /not ready after 0.2 s/);
  silent.kill("SIGKILL");
});
