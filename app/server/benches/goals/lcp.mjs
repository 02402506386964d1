// When the largest part of a page is painted on a slow phone: Slow 4G and a processor at a quarter.
//   node lcp.mjs ADDRESS NOP ROUNDS
// Prints one line per page: name, median LCP in ms, bytes on the wire, bytes of script. `bare` is a
// page of one sentence without style or script: what the link itself costs.

import { createServer } from "node:http";

import { PHONE, openBrowser, person } from "../../../../e2e/lib/browser.mjs";
import { transfer } from "../../../../e2e/lib/transfer.mjs";

// Chromium's own preset "Slow 4G".
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const PROCESSOR = 4;

const [address, nop, rounds] = process.argv.slice(2);
const bare = createServer((_, answer) => {
  answer.setHeader("content-type", "text/html; charset=utf-8");
  answer.end("<!doctype html><title>x</title><meta name=viewport content=width=device-width><p>Pajak.");
}).listen(0, "127.0.0.1");
await new Promise((listening) => bare.once("listening", listening));

const pages = [
  ["bare", `http://127.0.0.1:${bare.address().port}/`],
  ["home", `${address}/`],
  ["look-up", `${address}/pbb?nop=${nop}`],
];
const browser = await openBrowser();
try {
  for (const [name, url] of pages) {
    const times = [];
    for (let round = 0; round < Number(rounds); round += 1) times.push(await lcp(url));
    times.sort((a, b) => a - b);
    const visitor = await person(browser, address, { viewport: PHONE });
    const cost = await transfer(visitor.page, url);
    await visitor.leave();
    console.log(`lcp ${name} ${times[Math.floor(times.length / 2)].toFixed(0)} ${cost.total} ${cost.script}`);
  }
} finally {
  await browser.close();
  bare.close();
}

/** The last candidate for the largest paint before the page came to rest, in ms since the click. */
async function lcp(url) {
  const { page, context, leave } = await person(browser, address, { viewport: PHONE });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR });
  await page.goto(url, { waitUntil: "networkidle", timeout: 60_000 });
  const time = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
        setTimeout(() => reject(new Error("no largest paint was reported")), 10_000);
      }),
  );
  await leave();
  return time;
}
