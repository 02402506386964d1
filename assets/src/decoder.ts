// Decodes QR codes where the browser has no detector of its own. Large, so it is loaded only then.

import jsQR from "jsqr";

export function decode(pixels: Uint8ClampedArray, width: number, height: number): string | undefined {
  return jsQR(pixels, width, height, { inversionAttempts: "attemptBoth" })?.data || undefined;
}
