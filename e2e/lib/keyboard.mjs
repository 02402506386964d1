// Somebody who uses no pointer: everything by Tab, Space, arrows and Enter.

import assert from "node:assert/strict";

/** More steps than any page has before what people look for. */
const PATIENCE = 120;

/** What has the focus, and whether a person can see that it has. */
function focus(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { name: "nothing", seen: true };
    // A choice in a row shows its focus on its label, and so does a place for files on itself.
    const shown = at.matches(".seg input") ? at.nextElementSibling : at;
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const inView = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < window.innerHeight;
    const covered = at.matches("[type=radio], [type=checkbox]"); // GOV.UK draws it on the label
    return { name: at.outerHTML.slice(0, 140), seen: inView && (marked || covered) };
  });
}

/** Tabs on until the focus is there; every stop on the way must be visible. */
export async function tabTo(page, css) {
  for (let step = 0; step < PATIENCE; step += 1) {
    await page.keyboard.press("Tab");
    const now = await focus(page);
    assert.ok(now.seen, `focus cannot be seen: ${now.name}`);
    if (await page.evaluate((css) => document.activeElement?.matches(css), css)) return;
  }
  throw new Error(`${css} cannot be reached by Tab on ${page.url()}`);
}

/** Tabs to a field and types into it. */
export async function type(page, css, text) {
  await tabTo(page, css);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Tabs to a link or a button and presses Enter; answers when the next page is there. */
export async function press(page, css) {
  await tabTo(page, css);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
}
