// Builds assets/dist: hashed styles, scripts, icons, their Brotli twins, and manifest.json from
// logical to hashed name. Same input, same bytes. The program embeds the folder.
//
// The service worker comes last: it carries the hashed names of what it keeps on a phone.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const dist = join(here, "dist");

// Bytes over the wire. A citizen's phone pays for each of them.
const BUDGET = {
  "citizen.js": 6_000,
  "remind.js": 1_500,
  "saved.js": 3_000,
  "scan.js": 3_000,
  "pay.js": 1_000,
  "verify.js": 1_500,
  "passkey.js": 1_500,
  "collector.js": 6_000,
  "sw.js": 2_000,
  "decoder.js": 60_000,
  "official.js": 20_000,
  "citizen.css": 16_000,
  "official.css": 20_000,
};

/** What a phone keeps from its first visit on, for times without a signal. */
const KEPT = ["citizen.css", "citizen.js", "saved.js", "scan.js", "icons.svg", "favicon.svg", "icon-192.png"];

/** Pictures of the app's shortcuts: an icon of the sprite, white on the brand. */
const SHORTCUTS = { "shortcut-look-up.png": "search", "shortcut-pay.png": "credit-card", "shortcut-saved.png": "bookmark" };

const files = new Map();
for (const name of ["citizen", "official"]) files.set(`${name}.css`, style(name));
for (const name of ["citizen", "official", "remind", "saved", "scan", "collector", "decoder", "passkey", "pay", "verify"]) files.set(`${name}.js`, await script(name));
files.set("icons.svg", sprite());
for (const [name, bytes] of appIcons()) files.set(name, bytes);
for (const name of ["screen-home.png", "screen-notice.png", "screen-wide.png"]) {
  files.set(name, readFileSync(join(source, "screens", name)));
}
files.set("sw.js", await worker());
write(files);

function style(name) {
  const { css } = sass.compile(join(source, `${name}.scss`), {
    loadPaths: [join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  if (css.includes("url(")) throw new Error(`${name}.css refers to another file; the CSP forbids it`);
  return Buffer.from(css);
}

// Phones of some years ago (Chromium 80) come to citizens' pages; officials have newer browsers.
async function script(name, more = {}) {
  const result = await esbuild.build({
    entryPoints: [join(source, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: "esm",
    target: name === "official" ? "es2022" : "es2020",
    legalComments: "none",
    write: false,
    ...more,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** A change of anything that is built is a new version: the old copies go together. */
async function worker() {
  const all = createHash("sha256");
  for (const [name, bytes] of files) all.update(withHash(name, bytes));
  const kept = KEPT.map((name) => `/_a/${withHash(name, files.get(name))}`);
  const define = { ASSETS: JSON.stringify(kept), VERSION: JSON.stringify(all.digest("hex").slice(0, 10)) };
  return script("worker/sw", { define, format: "iife" });
}

// One <symbol> per icon in use; the licence line of Lucide (ISC) stays at the top.
function sprite() {
  const names = JSON.parse(readFileSync(join(source, "icons.json"), "utf8"));
  const symbols = names.map((name) => {
    const body = shapes(name);
    return `<symbol id="${name}" viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
  });
  const text = `<!-- Icons by Lucide, ISC licence --><svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  return Buffer.from(text);
}

function shapes(name) {
  const svg = readFileSync(join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return inner.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>");
}

function png(svg, width) {
  return Buffer.from(new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng());
}

function appIcons() {
  const plain = readFileSync(join(source, "icons/pelangi.svg"), "utf8");
  const maskable = readFileSync(join(source, "icons/pelangi-maskable.svg"), "utf8");
  return [
    ["favicon.svg", Buffer.from(plain.replace(/\n\s*/g, ""))],
    ["icon-192.png", png(plain, 192)],
    ["icon-512.png", png(plain, 512)],
    ["icon-512-maskable.png", png(maskable, 512)],
    ...Object.entries(SHORTCUTS).map(([name, icon]) => [name, png(shortcut(icon), 96)]),
  ];
}

function shortcut(icon) {
  const drawn = `<g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes(icon)}</g>`;
  const ground = '<circle cx="24" cy="24" r="24" fill="#0f5e6b"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">${ground}<g transform="translate(12 12)">${drawn}</g></svg>`;
}

function write(files) {
  mkdirSync(dist, { recursive: true });
  const manifest = {};
  const written = new Set(["manifest.json"]);
  for (const [name, bytes] of files) {
    const hashed = withHash(name, bytes);
    manifest[name] = hashed;
    put(hashed, bytes);
    if (!name.endsWith(".png")) {
      const small = compress(bytes);
      put(`${hashed}.br`, small);
      report(name, bytes.length, small.length);
    }
  }
  writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const old of readdirSync(dist)) if (!written.has(old)) rmSync(join(dist, old));

  function put(name, bytes) {
    writeFileSync(join(dist, name), bytes);
    written.add(name);
  }
}

function withHash(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

function compress(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

function report(name, raw, small) {
  console.log(`${name.padEnd(14)} ${String(raw).padStart(7)} bytes, ${String(small).padStart(6)} over the wire`);
  const limit = BUDGET[name];
  if (limit && small > limit) throw new Error(`${name} is ${small} bytes over the wire; its budget is ${limit}`);
}
