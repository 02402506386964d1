// A citizen without an account opens the home page on a cheap phone.

import assert from "node:assert/strict";

import { barriers, sideways, smallTargets } from "../lib/access.mjs";
import { LAPTOP, PHONE, openBrowser, person } from "../lib/browser.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";
import { overBudget, transfer } from "../lib/transfer.mjs";

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("the program prints sample NOPs before it is ready", () => {
  assert.ok(demo.nops.length >= 1, demo.printed);
});

test("the home page greets in Indonesian and asks for a NOP, without JavaScript", async () => {
  const citizen = await person(browser, demo.url, { script: false });
  const answer = await citizen.page.goto(`${demo.url}/`);
  assert.equal(answer.status(), 200);
  assert.equal(await citizen.page.getAttribute("html", "lang"), "id");
  assert.equal(await citizen.page.locator("h1").count(), 1);
  assert.ok(await citizen.page.locator("input[name=nop]").isVisible());
  await citizen.leave();
});

test("paying is the first of the services", async () => {
  const citizen = await person(browser, demo.url, { script: false });
  await citizen.page.goto(`${demo.url}/`);
  assert.equal(await citizen.page.locator(".tasks a").first().getAttribute("href"), "/bayar");
  await citizen.leave();
});

test("a citizen may read the home page in English", async () => {
  const citizen = await person(browser, demo.url, { language: "en" });
  await citizen.page.goto(`${demo.url}/`);
  assert.equal(await citizen.page.getAttribute("html", "lang"), "en");
  await citizen.leave();
});
