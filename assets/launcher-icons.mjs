// The pictures of the Android app, drawn from our logo:  node launcher-icons.mjs RES_FOLDER

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Resvg } from "@resvg/resvg-js";

const source = join(dirname(fileURLToPath(import.meta.url)), "src/icons");
const [res] = process.argv.slice(2);
if (!res) throw new Error("say where: node launcher-icons.mjs RES_FOLDER");

/** Pixels of one dp, and so of an icon of 48 dp, at each density of screens. */
const DENSITIES = { mdpi: 1, hdpi: 1.5, xhdpi: 2, xxhdpi: 3, xxxhdpi: 4 };

const plain = readFileSync(join(source, "pelangi.svg"), "utf8");
// The phone cuts its own form out of 108 dp and may move the rest; the ground is white.
const maskable = readFileSync(join(source, "pelangi-maskable.svg"), "utf8").replace(/<path fill="#fff"[^>]*>/, "");

for (const [density, scale] of Object.entries(DENSITIES)) {
  put(`mipmap-${density}/ic_launcher.png`, plain, 48 * scale);
}
put("mipmap-xxhdpi/ic_launcher_foreground.png", maskable, 108 * 3);

function put(name, svg, width) {
  const file = join(res, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, new Resvg(svg, { fitTo: { mode: "width", value: width } }).render().asPng());
}
