// What the camera of a phone sees: a picture, as a film that Chromium shows in the place of a camera.

import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The first page of a PDF as a photo (PNG), at so many dots per inch of paper. */
export async function photo(folder, pdf, dpi = 110) {
  const base = join(folder, `photo-${dpi}`);
  await run("pdftoppm", ["-r", String(dpi), "-png", "-singlefile", pdf, base]);
  return `${base}.png`;
}

/** Where the code of an e-SPPT on A4 is, at 200 dots per inch: in the lower left corner. */
const CORNER = { x: 80, y: 1_860, side: 440 };

/** A film (Y4M) of an e-SPPT: a camera held over its code. */
export async function film(folder, pdf) {
  const base = join(folder, "film");
  const { x, y, side } = CORNER;
  const cut = ["-x", x, "-y", y, "-W", side, "-H", side].map(String);
  await run("pdftoppm", ["-r", "200", "-gray", "-singlefile", ...cut, pdf, base]);
  const { stdout: pgm } = await run("cat", [`${base}.pgm`], { encoding: "buffer", maxBuffer: 1e8 });
  const grey = pgm.subarray(pgm.length - side * side);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), grey, Buffer.alloc((side * side) / 2, 128)]);
  const head = Buffer.from(`YUV4MPEG2 W${side} H${side} F10:1 Ip A1:1 C420\n`);
  await writeFile(`${base}.y4m`, Buffer.concat([head, ...Array(10).fill(frame)]));
  return `${base}.y4m`;
}
