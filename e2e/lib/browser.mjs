// Debian's Chromium, driven by playwright-core; nothing is downloaded.

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

export function openBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
}

/**
 * Somebody with a fresh browser: no cookies, no cache.
 * Options: viewport, language ("id", "en"), theme ("light", "dark"), script (false: JavaScript off).
 */
export async function person(browser, url, options = {}) {
  const { viewport = PHONE, language = "id", theme = "light", script = true } = options;
  const context = await browser.newContext({
    viewport,
    locale: language,
    javaScriptEnabled: script,
    reducedMotion: "reduce",
    timezoneId: "Asia/Makassar",
  });
  await context.addCookies([
    { name: "language", value: language, url },
    { name: "theme", value: theme, url },
  ]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = watch(page);
  return { page, context, complaints, leave: () => context.close() };
}

/** What the page complains about: script errors, refused resources, failed requests. */
function watch(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("requestfailed", (request) => {
    complaints.push(`request: ${request.url()} ${request.failure()?.errorText ?? ""}`);
  });
  return complaints;
}
