// Starts the program as a person would and waits until it says that it answers.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const READY = /^ready (https?:\/\/\S+)$/;
const NOP = /\b\d{2}\.\d{2}\.\d{3}\.\d{3}\.\d{3}-\d{4}\.\d\b/g;
/** A cell of this size starts within seconds; a minute and a half means that it hangs. */
const PATIENCE_MS = 90_000;

/** People come through a reverse proxy on this machine, which names their addresses. */
const BEHIND_A_PROXY = { PELANGI_SERVER__TRUSTED_PROXIES: '["127.0.0.1", "::1"]' };

/** The program under test: PELANGI_BIN, set by `cargo xtask ci`. */
export function program() {
  const path = process.env.PELANGI_BIN;
  if (!path) throw new Error("PELANGI_BIN names no program; run `make e2e`, or set it to a built pelangi");
  return path;
}

/**
 * A demo cell in a folder of its own, on a free port.
 * Returns its address, what it printed, the sample NOPs among that, what the owners of the samples
 * know of them (`samples`: nop, story, nik, payment), its folder, its log so far, and how to stop it.
 */
export async function startDemo({ objects = 500 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "pelangi-e2e-"));
  const options = ["demo", "--port", "0", "--dir", join(folder, "cell"), "--objects", String(objects)];
  const env = settingsOnly({ ...process.env, ...BEHIND_A_PROXY });
  const child = spawn(program(), options, { env, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise((resolve) => child.once("close", resolve));
  const stop = async () => {
    process.off("exit", kill);
    await end(child, ended);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const { url, lines, complaints } = await ready(child);
    const printed = lines.join("\n");
    const samples = JSON.parse(await readFile(join(folder, "cell", "samples.json"), "utf8"));
    return { url, printed, nops: [...new Set(printed.match(NOP) ?? [])], samples, stop, folder: join(folder, "cell"), log: complaints };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Without names such as PELANGI_BIN: the program refuses a PELANGI_ name that is no setting. */
export function settingsOnly(env) {
  const foreign = (name) => name.startsWith("PELANGI_") && !name.includes("__");
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign(name)));
}

/** Resolves with the address of the `ready` line; rejects with everything that was printed. */
export function ready(child, patience = PATIENCE_MS) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const complaints = [];
    const fail = (why) => {
      clearTimeout(timer);
      reject(new Error(`${why}\n${lines.concat(complaints).join("\n")}`));
    };
    const timer = setTimeout(() => fail(`not ready after ${patience / 1000} s`), patience);
    child.once("error", (error) => fail(`cannot be started: ${error.message}`));
    child.once("close", (code, signal) => fail(`ended with ${code ?? signal} before it was ready`));
    createInterface({ input: child.stderr }).on("line", (line) => complaints.push(line));
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      const found = READY.exec(line.trim());
      if (found) {
        clearTimeout(timer);
        resolve({ url: found[1].replace(/\/$/, ""), lines, complaints });
      }
    });
  });
}

/** Asks the program to end, and ends it when it does not within five seconds. */
export async function end(child, ended) {
  if (child.exitCode === null && child.signalCode === null && child.pid) {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(timer);
  }
}
