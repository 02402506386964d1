// A citizen without an account, from a NOP to a notice in full; also with JavaScript off.

import assert from "node:assert/strict";

import { LAPTOP, PHONE, follow, openBrowser, person } from "../lib/browser.mjs";
import { accessCode, altered, download, lookUp, openNotice, printed } from "../lib/citizen.mjs";
import { proveByCode, proveByNik, proveByPayment, wantFull } from "../lib/citizen.mjs";
import { startDemo } from "../lib/server.mjs";
import { after, before, test } from "../lib/story.mjs";

/** The year of the latest notices: the one it is now in Kutai Timur. */
const YEAR = Number(new Date().toLocaleDateString("en", { timeZone: "Asia/Makassar", year: "numeric" }));

let demo;
let browser;
let paid;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  paid = demo.samples.find((sample) => sample.story === "paid");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const said = ({ page }) => page.locator("main").innerText();
const heading = ({ page }) => page.locator("h1").innerText();

/** One story, told by somebody with a browser of the given look. */
function story(name, look, tell) {
  test(name, async () => {
    const citizen = await person(browser, demo.url, look);
    await tell(citizen);
    assert.deepEqual(citizen.complaints, []);
    await citizen.leave();
  });
}

const WAYS = {
  "on a phone, without JavaScript, in Indonesian": { script: false },
  "on a phone, with JavaScript, in English": { language: "en" },
  "on a laptop, without JavaScript, in English": { viewport: LAPTOP, script: false, language: "en" },
  "on a laptop, with JavaScript, in Indonesian": { viewport: LAPTOP },
};

for (const [way, look] of Object.entries(WAYS)) {
  story(`from a NOP to a notice that proves genuine, ${way}`, look, async (citizen) => {
    await openNotice(citizen, paid);
    assert.equal(await heading(citizen), `PBB ${YEAR}`);
    assert.ok((await citizen.page.locator(".calc li").count()) >= 4, await said(citizen));
    const paper = await download(citizen);
    assert.ok(paper.qr.startsWith(`${demo.url}/v/`), paper.qr);
    await citizen.page.goto(paper.qr);
    assert.match(await heading(citizen), look.language === "en" ? /genuine/i : /asli dan berlaku/i);
    await citizen.page.goto(altered(paper.qr));
    assert.match(await heading(citizen), look.language === "en" ? /altered|changed/i : /berubah/i);
  });
}

story("whoever owes something reads on the card what all years come to today, and can choose which to pay", {}, async (citizen) => {
  const { page } = citizen;
  const rupiah = (text) => Number(/Rp([\d.]+)/.exec(text)[1].replaceAll(".", ""));
  for (const { nop } of demo.samples) {
    await lookUp(citizen, nop);
    const card = page.locator(".paycard");
    const said = await card.innerText();
    const open = page.locator(".years li", { has: page.locator(".govuk-tag--red, .govuk-tag--yellow") });
    const owed = (await open.locator(".num").allInnerTexts()).map(rupiah);
    assert.equal(/Harus dibayar hari ini/.test(said), owed.length > 0, said);
    if (owed.length === 0) continue;
    assert.equal(rupiah(await card.locator(".amount").innerText()), owed.reduce((a, b) => a + b), said);
    const years = card.locator("input[name='tahun']");
    assert.equal(await years.count(), owed.length, said);
    if (owed.length > 1) {
      await years.first().uncheck();
      assert.equal(await card.locator("input[name='tahun']:checked").count(), owed.length - 1);
    }
    assert.equal(await card.locator("form").getAttribute("action"), "/bayar");
  }
});

story("a page in the dark look comes out of the printer in dark ink, marked as invented", { theme: "dark" }, async (citizen) => {
  const { page } = citizen;
  await openNotice(citizen, paid);
  const look = () => page.evaluate(() => {
    const bright = (css) => /\d+/.exec(getComputedStyle(document.querySelector(css)).color)[0];
    return { ink: Number(bright("h1")), demo: document.querySelector(".demo").checkVisibility() };
  });
  assert.ok((await look()).ink > 200);
  await page.emulateMedia({ media: "print" });
  assert.ok((await look()).ink < 80);
  assert.equal((await look()).demo, true);
});

story("a NOP is found with and without its separators, spaces included", {}, async (citizen) => {
  const spaced = printed(paid.nop).replace(/\D/g, " ");
  for (const typed of [paid.nop, printed(paid.nop), spaced]) {
    await lookUp(citizen, typed);
    assert.match(await said(citizen), new RegExp(printed(paid.nop)), typed);
  }
});

story("the masked page shows years and amounts, and never the owner's name", {}, async (citizen) => {
  await openNotice(citizen, paid);
  const owner = await citizen.page.locator("dd:has(~ dt)").nth(1).innerText();
  await citizen.page.context().clearCookies();
  await lookUp(citizen, paid.nop);
  const masked = await said(citizen);
  assert.match(masked, /\w\*{4}/);
  assert.ok(owner.length > 3 && !masked.includes(owner), owner);
  for (let year = YEAR - 4; year <= YEAR; year += 1) assert.match(masked, new RegExp(`PBB ${year}`));
});

story("a mistyped NOP leads to its neighbours in the same village", { script: false }, async (citizen) => {
  await lookUp(citizen, `${paid.nop.slice(0, 16)}91`);
  assert.match(await heading(citizen), /tidak kami temukan/);
  await follow(citizen.page, citizen.page.getByRole("link", { name: printed(paid.nop) }));
  assert.match(await said(citizen), new RegExp(printed(paid.nop)));
});

story("a NOP of 17 digits and one with letters are explained at the field", {}, async (citizen) => {
  const wrong = { [paid.nop.slice(1)]: /18 angka, ini 17/, [`${paid.nop.slice(1)}X`]: /hanya berisi angka/ };
  for (const [typed, advice] of Object.entries(wrong)) {
    await lookUp(citizen, typed);
    assert.match(await citizen.page.locator(".govuk-error-message").innerText(), advice);
    assert.equal(await citizen.page.inputValue("[name=nop]"), typed);
  }
});

story("a village that does not exist is named", {}, async (citizen) => {
  await lookUp(citizen, "640899999900100010");
  assert.match(await said(citizen), /64\.08\.999\.999/);
});

story("the access code on the paper opens the notice", { script: false }, async (citizen) => {
  await openNotice(citizen, paid);
  const code = accessCode((await download(citizen)).text);
  await citizen.context.clearCookies();
  await wantFull(citizen, paid);
  await proveByCode(citizen, code.toLowerCase());
  assert.equal(await heading(citizen), `PBB ${YEAR}`);
});

story("the owner's NIK opens the notice where it is a valid NIK", { script: false }, async (citizen) => {
  await wantFull(citizen, paid);
  await proveByNik(citizen, paid.nik);
  assert.equal(await heading(citizen), `PBB ${YEAR}`);
});

story("a notice behind a proof asks for the proof, and the e-SPPT is not given", {}, async (citizen) => {
  const path = `${demo.url}/pbb/sppt/${paid.nop}/${YEAR}`;
  await citizen.page.goto(path);
  assert.match(citizen.page.url(), /\/pbb\/buka\?/);
  const answer = await citizen.context.request.get(`${path}/e-sppt.pdf`, { maxRedirects: 0 });
  assert.notEqual(answer.headers()["content-type"], "application/pdf");
  assert.ok(answer.status() >= 300 && answer.status() < 500, String(answer.status()));
});

story("a proof for one NOP opens no other", {}, async (citizen) => {
  await openNotice(citizen, paid);
  const other = demo.samples.find((sample) => sample.nop !== paid.nop);
  await citizen.page.goto(`${demo.url}/pbb/sppt/${other.nop}/${YEAR}`);
  assert.match(citizen.page.url(), /\/pbb\/buka\?/);
});

story("the e-SPPT is a PDF of that NOP, on A4 and on F4", { script: false }, async (citizen) => {
  await openNotice(citizen, paid);
  const paper = await download(citizen);
  assert.equal(paper.type, "application/pdf");
  assert.equal(paper.bytes.subarray(0, 5).toString(), "%PDF-");
  assert.ok(paper.text.includes(printed(paid.nop)), paper.text);
  const href = await citizen.page.getAttribute("a[href$='kertas=f4']", "href");
  const folio = await (await citizen.context.request.get(demo.url + href)).body();
  assert.notDeepEqual(folio, paper.bytes);
  assert.equal(folio.subarray(0, 5).toString(), "%PDF-");
});

story("five wrong proofs lock a NOP, whatever the address and even for the right proof", {}, async (first) => {
  const victim = demo.samples.filter((sample) => sample.payment).at(-1);
  for (let i = 0; i < 3; i += 1) {
    await wantFull(first, victim);
    await proveByCode(first, "AAAA-AAAA");
    assert.match(await said(first), /Bukti tidak cocok/);
  }
  const second = await person(browser, demo.url, PHONE);
  for (let i = 0; i < 2; i += 1) {
    await wantFull(second, victim);
    await proveByCode(second, "AAAA-AAAA");
  }
  assert.match(await said(second), /dikunci/);
  const third = await person(browser, demo.url);
  await wantFull(third, victim);
  await proveByPayment(third, victim.payment);
  assert.match(await said(third), /dikunci[^]*menit/);
  await Promise.all([second.leave(), third.leave()]);
});

story("nothing to pay is said in those words, without a due date or interest", {}, async (citizen) => {
  const nil = await findNil(citizen);
  await lookUp(citizen, nil);
  assert.match(await said(citizen), /Rp0/);
  assert.match(await citizen.page.locator(".paycard").innerText(), /Tidak ada yang harus dibayar/);
  assert.doesNotMatch(await said(citizen), /Terlambat|sanksi/);
});

/** A sample below the value that is not taxed, as the API knows it. */
async function findNil(citizen) {
  for (const { nop } of demo.samples) {
    const answer = await citizen.context.request.get(`${demo.url}/api/v1/property-tax/objects/${nop}/notices`);
    const { notices } = await answer.json();
    if (notices.every((notice) => notice.due === 0)) return nop;
  }
  throw new Error("no sample has nothing to pay");
}

story("the number printed on the paper can be checked, and the address of the QR pasted", {}, async (citizen) => {
  await openNotice(citizen, paid);
  const paper = await download(citizen);
  const number = new RegExp(`${paid.nop}-${YEAR}-\\d+`).exec(paper.text)?.[0];
  assert.ok(number, paper.text);
  for (const [typed, verdict] of [[number, /terdaftar/], [paper.qr, /Asli dan berlaku/], ["640", /Bukan kode/]]) {
    await citizen.page.goto(`${demo.url}/pbb/periksa`);
    await citizen.page.fill("[name=kode]", typed);
    await follow(citizen.page, "form.sheet button");
    assert.match(await heading(citizen), verdict);
  }
});

story("the look-up can be done with the keyboard alone", { viewport: LAPTOP }, async ({ page }) => {
  await page.goto(`${demo.url}/`);
  const press = async (key, until) => {
    for (let i = 0; i < 30; i += 1) {
      await page.keyboard.press(key);
      if (await page.evaluate((css) => document.activeElement?.matches(css), until)) return;
    }
    assert.fail(`${until} is not reached with ${key}`);
  };
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".govuk-skip-link")));
  await press("Tab", "input[name=nop]");
  await page.keyboard.type(paid.nop);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pbb\?nop=/);
  await press("Tab", ".paycard a.govuk-button");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pbb\/buka\?/);
  await press("Tab", "details:has(input[value=bayar]) summary");
  await page.keyboard.press("Enter");
  await press("Tab", "[name=tanggal]");
  const [date, amount] = paid.payment;
  await page.keyboard.type(date.split("-").reverse().join("-"));
  await page.keyboard.press("Tab");
  await page.keyboard.type(String(amount));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/pbb\/sppt\//);
});

story("a printed notice has no navigation and no buttons, and all its steps", { viewport: LAPTOP }, async (citizen) => {
  await openNotice(citizen, paid);
  await citizen.page.emulateMedia({ media: "print" });
  for (const hidden of [".top nav", ".foot", ".govuk-button", ".govuk-back-link"]) {
    assert.equal(await citizen.page.locator(hidden).first().isVisible(), false, hidden);
  }
  assert.ok(await citizen.page.locator(".calc li.sum").isVisible());
});
