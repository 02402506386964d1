// On a phone the entries of a module scroll sideways; the current one is brought into view.

/** Moves only the list: the page stays where it is. */
export function showCurrent(root: ParentNode): void {
  for (const entry of root.querySelectorAll<HTMLElement>(".mods [aria-current]")) {
    const list = entry.closest("ul");
    if (!list) continue;
    const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}
