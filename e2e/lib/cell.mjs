// A real cell, made and served as an administrator does it: with a certificate of its own.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { end, program, ready, settingsOnly } from "./server.mjs";

const run = promisify(execFile);
const SELF_SIGNED = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost -days 2";

/** Returns the address, the settings file, the one-time link of the first administrator, and how to stop it. */
export async function startReal() {
  const folder = await mkdtemp(join(tmpdir(), "pelangi-real-"));
  const [certificate, key, config] = ["cert.pem", "key.pem", "pelangi.toml"].map((name) => join(folder, name));
  await run("openssl", [...SELF_SIGNED.split(" "), "-keyout", key, "-out", certificate]);
  const port = await freePort();
  const url = `https://localhost:${port}`;
  const named = ["--code", "64.08", "--name", "Kabupaten Kutai Timur", "--zone", "Asia/Makassar"];
  const env = settingsOnly({
    ...process.env,
    PELANGI_SERVER__LISTEN: `127.0.0.1:${port}`,
    PELANGI_SERVER__TLS_CERTIFICATE: certificate,
    PELANGI_SERVER__TLS_KEY: key,
  });
  const made = await run(program(), ["cell", "create", "--config", config, ...named, "--public-url", url, "--json"], { env });
  const child = spawn(program(), ["serve", "--config", config], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    await end(child, ended);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await ready(child);
    return { url, config, env, link: JSON.parse(made.stdout).first_administrator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A port nobody uses now. The address of a cell is chosen before it is served. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
