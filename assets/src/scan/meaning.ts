// What a scanned or shared text means to us, and where it leads. No I/O: tried without a browser.

/** Where to go, or which sentence says why not. */
export type Meaning = { go: string } | { not: "elsewhere" | "qris" | "nothing"; host?: string };

/** Digits of a NOP as they are printed, or without separators; not part of a longer number. */
const NOP = /(?<![\d.-])\d{2}[. ]?\d{2}[. ]?\d{3}[. ]?\d{3}[. ]?\d{3}[-. ]?\d{4}[. ]?\d(?!\d)/;
/** The number of a notice: NOP, year and revision. */
const NUMBER = /(?<!\d)\d{18}-\d{4}-\d+(?!\d)/;
const ADDRESS = /https?:\/\/[^\s<>"']+/i;

/**
 * `homes` are the addresses of this cell: the one in the address bar, and the one on its papers.
 * An address of somebody else is refused even when a NOP stands in it: a code pasted over ours
 * must not come to look like ours.
 */
export function meaning(text: string, homes: string[]): Meaning {
  const address = ADDRESS.exec(text)?.[0];
  if (address) return lead(address, homes.flatMap((home) => parse(home) ?? []));
  const number = NUMBER.exec(text)?.[0];
  if (number) return { go: `/pbb/periksa?kode=${number}` };
  const nop = NOP.exec(text)?.[0];
  if (nop) return { go: `/pbb?nop=${nop.replace(/\D/g, "")}` };
  return { not: isQris(text) ? "qris" : "nothing" };
}

function lead(address: string, homes: URL[]): Meaning {
  const url = parse(address);
  if (!url) return { not: "nothing" };
  const ours = homes.some((home) => home.origin === url.origin);
  return ours ? { go: url.pathname + url.search } : { not: "elsewhere", host: url.host };
}

/** `URL.canParse` is younger than the phones that come here. */
function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** A payment code of merchants begins with its format, and ends with its checksum. */
function isQris(text: string): boolean {
  return /^000201/.test(text.trim()) && /6304[0-9A-F]{4}$/i.test(text.trim());
}
