// Whether a page can be used by everybody, as far as a machine can tell (WCAG 2.2 AA).

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical findings of axe on the page as it stands, one sentence each. */
export async function barriers(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const look = async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, help, impact, nodes }) => ({ id, help, impact, where: nodes.map((n) => n.html) }));
  };
  const found = await page.evaluate(look, STANDARDS);
  const grave = found.filter((v) => v.impact === "serious" || v.impact === "critical");
  return grave.map((v) => `${v.id}: ${v.help}\n${v.where.map((html) => `  ${html}`).join("\n")}`);
}

/** Whether the page is wider than the window, so that a phone scrolls sideways. */
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth > 0);
}

/** Buttons and fields smaller than a finger (44 × 44 px; links inside a sentence are exempt). */
export function smallTargets(page) {
  return page.evaluate(() => {
    const found = [];
    for (const part of document.querySelectorAll("button, select, input:not([type=hidden]), .govuk-button")) {
      const { width, height } = part.getBoundingClientRect();
      const covered = part.matches("[type=checkbox], [type=radio]"); // the label is the target
      if (width > 0 && !covered && (width < 44 || height < 44)) found.push(part.outerHTML.slice(0, 120));
    }
    return found;
  });
}

/** Icons that a page uses and the sprite does not have: nothing is drawn there. */
export function missingIcons(page) {
  return page.evaluate(async () => {
    const links = new Set([...document.querySelectorAll("use")].map((use) => use.href.baseVal));
    const found = [];
    for (const link of links) {
      const [sprite, name] = link.split("#");
      if (!(await (await fetch(sprite)).text()).includes(`id="${name}"`)) found.push(link);
    }
    return found;
  });
}
