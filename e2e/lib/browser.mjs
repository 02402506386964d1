// Debian's Chromium, driven by playwright-core; nothing is downloaded.

import { setTimeout as sleep } from "node:timers/promises";

import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

// Without the first two nothing starts as root in a container; the others keep it from calling home.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A phone and a laptop: the two widths every page is looked at. */
export const PHONE = { width: 360, height: 740 };
export const LAPTOP = { width: 1280, height: 800 };

let people = 0;

/** Each person comes from an address of their own, as behind the reverse proxy of a regency. */
function ownAddress() {
  people += 1;
  return `10.64.${people >> 8}.${people & 255}`;
}

/** `more`: further flags, such as a camera that shows a film. */
export function openBrowser(more = []) {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: [...FLAGS, ...more] });
}

/**
 * Somebody with a fresh browser: no cookies, no cache.
 * Options: viewport, language ("id", "en"), theme ("light", "dark"), script (false: JavaScript off),
 * proxied (false: from this machine), strict (false: a certificate nobody vouches for is accepted),
 * worker (true: the service worker may run; its requests come from this machine).
 */
export async function person(browser, url, options = {}) {
  const { viewport = PHONE, language = "id", theme = "light" } = options;
  const { script = true, proxied = true, strict = true, worker = false } = options;
  const context = await browser.newContext({
    viewport,
    locale: language,
    javaScriptEnabled: script,
    ignoreHTTPSErrors: !strict,
    reducedMotion: "reduce",
    serviceWorkers: worker ? "allow" : "block",
    timezoneId: "Asia/Makassar",
    extraHTTPHeaders: proxied ? { "X-Forwarded-For": ownAddress() } : {},
  });
  await context.addCookies([
    { name: "language", value: language, url },
    { name: "theme", value: theme, url },
  ]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = watch(page);
  return { page, context, url, complaints, leave: () => closed(context) };
}

/** Chromium can hang for ever when it is closed on its way to a page: a story waits for the page first. */
async function closed(context) {
  const hangs = Symbol("hangs");
  const ended = await Promise.race([context.close(), sleep(15_000, hangs, { ref: false })]);
  if (ended === hangs) throw new Error("the browser hangs: follow the last link before you leave");
}

/** The page as it stands in another size and theme: what the theme is, the server says in `data-theme`. */
export async function wear({ page }, { viewport, theme }) {
  await page.setViewportSize(viewport);
  await page.evaluate((theme) => {
    if (theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }, theme);
}

/** Somebody who may install apps: a browser that remembers, in a folder of its own; on the home page. */
export async function installer(url, folder) {
  const options = { executablePath: CHROMIUM, headless: true, args: FLAGS, viewport: PHONE, locale: "id" };
  const context = await chromium.launchPersistentContext(folder, options);
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints = watch(page);
  await page.goto(`${url}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  return { page, context, url, complaints, leave: () => context.close() };
}

/** What the page complains about: script errors, refused resources, failed requests. */
function watch(page) {
  const complaints = [];
  const answers = new Set(); // pages that say "not found" are answers, not faults
  page.on("response", (response) => {
    if (response.request().isNavigationRequest()) answers.add(response.url());
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    const answered = /status of 4\d\d/.test(message.text()) && answers.has(message.location().url);
    if (message.type() === "error" && !answered) complaints.push(`console: ${message.text()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A person who goes on before an icon has come cuts it off.
    if (why !== "net::ERR_ABORTED") complaints.push(`request: ${request.url()} ${why}`);
  });
  return complaints;
}

/** Clicks what leads to another page, and waits until that page is there: what follows reads the new one. */
export async function follow(page, what) {
  const target = typeof what === "string" ? page.locator(what) : what;
  await Promise.all([page.waitForEvent("load"), target.click()]);
}
