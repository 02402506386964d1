// Our TypeScript as Node can import it.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

const source = join(dirname(fileURLToPath(import.meta.url)), "../src");

/** Imports a file of `src`, bundled as the browser gets it. */
export async function load(name) {
  const folder = mkdtempSync(join(tmpdir(), "pelangi-assets-"));
  try {
    const outfile = join(folder, "bundle.mjs");
    await esbuild.build({ entryPoints: [join(source, name)], outfile, bundle: true, format: "esm", target: "es2020" });
    return await import(pathToFileURL(outfile));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
