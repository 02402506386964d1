// A citizen installs the cell on an Android phone and uses it where there is no signal.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { barriers, missingIcons, sideways, smallTargets } from "../lib/access.mjs";
import { follow, installer, openBrowser, person } from "../lib/browser.mjs";
import { altered, download, lookUp, openNotice, printed } from "../lib/citizen.mjs";
import { film, photo } from "../lib/film.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";
import { overBudget, transfer } from "../lib/transfer.mjs";

/** As `apksigner` prints it, and as Android wants it. */
const FINGERPRINT = Array.from({ length: 32 }, (_, at) => (at * 7).toString(16).padStart(2, "0")).join(":").toUpperCase();

let demo;
let browser;
let folder;
let paid;
let paper;

before(async () => {
  process.env.PELANGI_ANDROID__PACKAGE = "id.go.contoh.pbb";
  process.env.PELANGI_ANDROID__FINGERPRINTS = `["${FINGERPRINT}"]`;
  demo = await startDemo();
  browser = await openBrowser();
  folder = await mkdtemp(join(tmpdir(), "pelangi-app-"));
  paid = demo.samples.find((sample) => sample.story === "paid");
  const citizen = await person(browser, demo.url);
  await openNotice(citizen, paid);
  paper = await download(citizen);
  await writeFile(join(folder, "e-sppt.pdf"), paper.bytes);
  await citizen.leave();
});

after(async () => {
  delete process.env.PELANGI_ANDROID__PACKAGE;
  delete process.env.PELANGI_ANDROID__FINGERPRINTS;
  await browser?.close();
  await demo?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const said = ({ page }) => page.locator("main").innerText();
const heading = ({ page }) => page.locator("h1").innerText();

/** Somebody whose phone lets the service worker run, and has let it take over. */
async function phone(options = {}) {
  const citizen = await person(browser, demo.url, { worker: true, ...options });
  await citizen.page.goto(`${demo.url}/`);
  await citizen.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
  return citizen;
}

/** Without a signal from here on; what the browser says about it is no fault of the page. */
async function withoutSignal(citizen) {
  await citizen.context.setOffline(true);
  const { complaints } = citizen;
  const real = complaints.length;
  return () => complaints.slice(real).filter((text) => !/ERR_INTERNET_DISCONNECTED|Failed to (load|fetch)/.test(text));
}

/** Every page of ours that the worker keeps. */
const kept = ({ page }) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name !== "pelangi-dibagikan");
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => new URL(url).pathname);
  });

test("Chromium finds nothing that keeps the app from being installed", async () => {
  const citizen = await installer(demo.url, join(folder, "profile"));
  const session = await citizen.context.newCDPSession(citizen.page);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors, []);
  const { errors, data, url } = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(url, `${demo.url}/manifest.webmanifest`);
  const manifest = JSON.parse(data);
  assert.equal(manifest.name, "Pelangi – Kabupaten Kutai Timur");
  const answers = [...manifest.shortcuts.map((shortcut) => shortcut.url), manifest.start_url];
  for (const path of answers) assert.equal((await citizen.context.request.get(demo.url + path)).status(), 200, path);
  assert.deepEqual(citizen.complaints, []);
  await citizen.leave();
});

test("the offer to install is a quiet button, there only when the browser offers it", async () => {
  const citizen = await person(browser, demo.url);
  await citizen.page.goto(`${demo.url}/`);
  const place = citizen.page.locator("[data-install]");
  assert.equal(await place.isVisible(), false);
  await citizen.page.evaluate(() => {
    const offer = new Event("beforeinstallprompt", { cancelable: true });
    offer.prompt = async () => (window.asked = (window.asked ?? 0) + 1);
    window.dispatchEvent(offer);
    window.held = offer.defaultPrevented;
  });
  assert.equal(await place.isVisible(), true);
  assert.deepEqual(await barriers(citizen.page), []);
  await place.getByRole("button").click();
  assert.deepEqual(await citizen.page.evaluate(() => [window.asked, window.held]), [1, true]);
  assert.equal(await place.isVisible(), false);
  await citizen.leave();
});

test("without a signal a page that was never seen says so, and the saved ones are one tap away", async () => {
  const citizen = await phone();
  const faults = await withoutSignal(citizen);
  await citizen.page.goto(`${demo.url}/pbb?nop=${paid.nop}`);
  assert.match(await heading(citizen), /Tidak ada sambungan/);
  assert.deepEqual(await barriers(citizen.page), []);
  assert.equal(await sideways(citizen.page), false);
  assert.deepEqual(await missingIcons(citizen.page), []);
  await citizen.page.getByRole("link", { name: "SPPT tersimpan" }).click();
  // The page shows what the phone holds once its script has asked the phone.
  await citizen.page.getByText(/Belum ada SPPT yang tersimpan/).first().waitFor();
  await citizen.page.goto(`${demo.url}/`);
  assert.match(await heading(citizen), /Cek PBB Anda/);
  await citizen.page.goto(`${demo.url}/pbb?nop=${paid.nop}`);
  await citizen.context.setOffline(false);
  await citizen.page.getByRole("link", { name: "Coba lagi" }).click();
  await citizen.page.waitForSelector(".paycard");
  assert.deepEqual(faults(), []);
  await citizen.leave();
});

test("a saved notice is read without a signal, with its age, until it is deleted", async () => {
  const citizen = await phone();
  const { page } = citizen;
  await lookUp(citizen, paid.nop);
  const public_ = await said(citizen);
  const amounts = await page.locator(".years .num").allInnerTexts();
  await page.getByRole("button", { name: "Simpan di HP ini" }).click();
  await page.getByRole("link", { name: "Lihat yang tersimpan" }).waitFor();
  const faults = await withoutSignal(citizen);
  await page.goto(`${demo.url}/tersimpan`);
  const card = page.locator("[data-saved-list] article");
  await card.waitFor();
  const text = await card.innerText();
  assert.ok(text.includes(printed(paid.nop)), text);
  assert.match(text, /Angka seperti tercatat pada \d+ \S+ \d{4}.*\(hari ini\)/);
  const owner = /\S\*\*\*\*[^\n]*/.exec(public_)[0].trim();
  assert.ok(text.includes(owner), `${owner} is masked here too: ${text}`);
  for (const amount of amounts) assert.ok(text.includes(amount), `${amount}: ${text}`);
  assert.match(text, /Lunas/);
  assert.deepEqual(await barriers(page), []);
  assert.equal(await sideways(page), false);
  assert.deepEqual(await smallTargets(page), []);
  await card.getByRole("button", { name: "Hapus" }).click();
  await page.getByRole("button", { name: "Batalkan" }).click();
  await card.getByRole("button", { name: "Hapus" }).click();
  await page.getByRole("button", { name: "Batalkan" }).waitFor(); // it is forgotten
  await page.reload();
  assert.match(await said(citizen), /Belum ada SPPT yang tersimpan/);
  assert.deepEqual(faults(), []);
  await citizen.leave();
});

test("figures that are long saved say so, and what was unpaid is late by then", async () => {
  const citizen = await person(browser, demo.url);
  const unpaid = demo.samples.find((sample) => sample.story === "unpaid");
  await lookUp(citizen, unpaid.nop);
  await citizen.page.getByRole("button", { name: "Simpan di HP ini" }).click();
  await citizen.page.getByRole("link", { name: "Lihat yang tersimpan" }).waitFor();
  const year = new Date().getFullYear();
  await citizen.page.clock.setFixedTime(new Date(year + 1, 5, 1, 12));
  await citizen.page.goto(`${demo.url}/tersimpan`);
  const card = citizen.page.locator("[data-saved-list] article");
  assert.match(await card.innerText(), /Sudah lama: periksa lagi sebelum membayar/);
  assert.match(await card.locator("li").first().innerText(), /Terlambat[^]*Jatuh tempo \d+ \S+ \d{4}/);
  await citizen.leave();
});

test("what is saved is renewed by looking at it again", async () => {
  const citizen = await person(browser, demo.url);
  await lookUp(citizen, paid.nop);
  await citizen.page.getByRole("button", { name: "Simpan di HP ini" }).click();
  await citizen.page.getByText("Tersimpan, terbuka juga tanpa sinyal").waitFor();
  await openNotice(citizen, paid);
  await citizen.page.getByText("Simpanan di HP ini diperbarui").waitFor();
  await citizen.page.goto(`${demo.url}/tersimpan`);
  const text = await citizen.page.locator("[data-saved-list] article").innerText();
  assert.match(text, /\*\*\*\*/, "the full name is not kept, though it was shown");
  assert.equal(await citizen.page.locator("[data-saved-list] article").count(), 1);
  await citizen.leave();
});

test("the worker keeps no page about anybody, and nothing behind sign-in", async () => {
  const citizen = await phone();
  const { page } = citizen;
  await openNotice(citizen, paid);
  await page.goto(`${demo.url}/masuk`);
  await page.goto(`${demo.url}/kerja`);
  await page.goto(paper.qr);
  await page.goto(`${demo.url}/tidak-ada`);
  const pages = (await kept(citizen)).filter((path) => !path.startsWith("/_a/"));
  assert.deepEqual(pages.sort(), ["/", "/luring", "/pindai", "/tersimpan"]);
  await citizen.leave();
});

test("whoever changes the language finds it without a signal too", async () => {
  const citizen = await phone();
  await citizen.page.goto(`${demo.url}/bahasa/en?kembali=/`);
  await citizen.page.waitForFunction(async () => {
    const page = await caches.match("/luring", { ignoreVary: true });
    return (await page?.text())?.includes("No connection");
  });
  await citizen.context.setOffline(true);
  await citizen.page.goto(`${demo.url}/pbb/periksa`);
  assert.equal(await heading(citizen), "No connection");
  await citizen.leave();
});

test("a new version of the worker takes the place of the old copies", async () => {
  const citizen = await phone();
  await citizen.page.evaluate(async () => {
    await (await caches.open("pelangi-0000000000")).put("/_a/old.css", new Response("old"));
    await (await caches.open("somebody-elses")).put("/x", new Response("x"));
    await (await navigator.serviceWorker.getRegistration()).unregister();
  });
  await citizen.page.goto(`${demo.url}/`);
  await citizen.page.waitForFunction(async () => !(await caches.keys()).includes("pelangi-0000000000"));
  assert.ok((await citizen.page.evaluate(() => caches.keys())).includes("somebody-elses"));
  await citizen.leave();
});

test("a citizen's pages stay cheap with the worker running, and cost nothing twice", async () => {
  const citizen = await phone();
  assert.deepEqual(overBudget(await transfer(citizen.page, `${demo.url}/pindai`)), []);
  await citizen.leave();
});

/** Chooses a file on the page that scans. */
const choose = ({ page }, file) => page.setInputFiles("#photo", file);

test("a photo of a paper notice leads to its verification", async () => {
  const citizen = await person(browser, demo.url);
  await citizen.page.goto(`${demo.url}/pindai`);
  await choose(citizen, await photo(folder, join(folder, "e-sppt.pdf")));
  await citizen.page.waitForURL(/\/v\//);
  assert.match(await heading(citizen), /asli dan berlaku/i);
  assert.deepEqual(citizen.complaints, []);
  await citizen.leave();
});

test("a code of somebody else is named and not followed; a photo without one asks for another", async () => {
  const citizen = await person(browser, demo.url);
  const { page } = citizen;
  await page.goto(`${demo.url}/pindai`);
  await page.evaluate(() => (window.BarcodeDetector = undefined));
  const blank = join(folder, "blank.png");
  await writeFile(blank, await page.locator("footer").screenshot());
  await choose(citizen, blank);
  await page.getByText("Tidak ada kode QR yang terbaca").waitFor();
  await choose(citizen, { name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
  await page.getByText("bukan foto yang bisa dibuka").waitFor();
  await page.fill("[name=isi]", "https://pbb-contoh.example/v/AQ");
  await follow(page, page.getByRole("button", { name: "Buka", exact: true }));
  assert.match(await said(citizen), /Alamat ini bukan dari kami/);
  assert.match(page.url(), /\/pindai\?/);
  await citizen.leave();
});

test("the camera finds the code on a notice", async () => {
  const shown = await film(folder, join(folder, "e-sppt.pdf"));
  const flags = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${shown}`];
  const own = await openBrowser(flags);
  const citizen = await person(own, demo.url);
  await citizen.context.grantPermissions(["camera"], { origin: demo.url });
  await citizen.page.goto(`${demo.url}/pindai`);
  await citizen.page.getByRole("button", { name: "Buka kamera" }).click();
  await citizen.page.waitForURL(/\/v\//, { timeout: 30_000 });
  assert.match(await heading(citizen), /asli dan berlaku/i);
  assert.deepEqual(citizen.complaints, []);
  await own.close();
});

test("a camera that is not allowed leaves the photo, and says how to allow it", async () => {
  const citizen = await person(browser, demo.url);
  await citizen.page.goto(`${demo.url}/pindai`);
  await citizen.page.getByRole("button", { name: "Buka kamera" }).click();
  await citizen.page.getByText("Kamera tidak bisa dipakai").waitFor();
  assert.ok(await citizen.page.getByText("Pilih foto", { exact: true }).isVisible());
  assert.deepEqual(await barriers(citizen.page), []);
  await citizen.leave();
});

test("without JavaScript a code is typed, and leads the same way", async () => {
  const citizen = await person(browser, demo.url, { script: false });
  const { page } = citizen;
  const type = async (text) => {
    await page.goto(`${demo.url}/pindai`);
    await page.fill("[name=isi]", text);
    await page.getByRole("button", { name: "Buka", exact: true }).click();
  };
  await type(paper.qr);
  assert.match(await heading(citizen), /asli dan berlaku/i);
  await type(altered(paper.qr));
  assert.match(await heading(citizen), /berubah/i);
  await type(printed(paid.nop));
  assert.match(page.url(), new RegExp(`/pbb\\?nop=${paid.nop}`));
  await page.goto(`${demo.url}/tersimpan`);
  assert.match(await said(citizen), /memerlukan JavaScript/);
  await citizen.leave();
});

/** Shares something with the app, as Android does: a form sent to the address in the manifest. */
async function share({ page, url }, parts) {
  const manifest = await (await page.request.get(`${url}/manifest.webmanifest`)).json();
  const { action, method, enctype, params } = manifest.share_target;
  await page.evaluate(
    ({ action, method, enctype, fields }) => {
      const form = Object.assign(document.createElement("form"), { action, method, enctype });
      for (const { name, text, bytes } of fields) {
        const input = Object.assign(document.createElement("input"), { name });
        if (bytes) {
          const files = new DataTransfer();
          files.items.add(new File([Uint8Array.from(bytes)], "foto.png", { type: "image/png" }));
          Object.assign(input, { type: "file", files: files.files });
        } else input.value = text;
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    },
    { action, method, enctype, fields: parts(params) },
  );
}

test("a photo that is shared with the app is read on the phone and leads to its notice", async () => {
  const citizen = await phone();
  const sent = [];
  citizen.page.on("request", (request) => request.method() === "POST" && sent.push(request));
  const bytes = [...(await readFile(await photo(folder, join(folder, "e-sppt.pdf"))))];
  await share(citizen, (params) => [{ name: params.files[0].name, bytes }]);
  await citizen.page.waitForURL(/\/v\//);
  assert.match(await heading(citizen), /asli dan berlaku/i);
  for (const request of sent) assert.ok((await request.response()).fromServiceWorker(), "the photo stays on the phone");
  await citizen.leave();
});

test("a message with a NOP in it, shared with the app, opens the notice", async () => {
  const citizen = await phone();
  const text = `Tolong cek PBB ${printed(paid.nop)} ya`;
  await share(citizen, (params) => [{ name: params.title, text: "" }, { name: params.text, text }]);
  await citizen.page.waitForURL(new RegExp(`/pbb\\?nop=${paid.nop}`));
  await citizen.leave();
});

test("what is shared without the worker asks for the photo again instead of failing", async () => {
  const citizen = await person(browser, demo.url);
  await citizen.page.goto(`${demo.url}/`);
  await share(citizen, (params) => [{ name: params.text, text: paid.nop }]);
  await citizen.page.getByText("tidak sampai ke halaman ini").waitFor();
  await citizen.leave();
});

test("the cell names its Android app, and only where one is set", async () => {
  const answer = await fetch(`${demo.url}/.well-known/assetlinks.json`, { redirect: "error" });
  assert.equal(answer.headers.get("content-type"), "application/json");
  const [statement] = await answer.json();
  assert.deepEqual(statement.relation, ["delegate_permission/common.handle_all_urls"]);
  assert.deepEqual(statement.target, {
    namespace: "android_app",
    package_name: "id.go.contoh.pbb",
    sha256_cert_fingerprints: [FINGERPRINT],
  });
});
