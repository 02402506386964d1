// Reads QR codes: by the browser's own detector, else by a decoder that is loaded only then.

type Picture = HTMLVideoElement | ImageBitmap;

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}
interface Decoder {
  decode(pixels: Uint8ClampedArray, width: number, height: number): string | undefined;
}

/** Longest side, in pixels, at which a photo is tried; a blurred one is read best when small. */
const PHOTO_SIDES = [1_600, 1_000, 600];
/** Of a camera only the middle is read: a cheap phone manages some pictures in a second. */
const CAMERA_SIDE = 720;

export class Reader {
  private detector: Promise<Detector | undefined> | undefined;
  private decoder: Promise<Decoder> | undefined;
  private readonly canvas = document.createElement("canvas");

  /** `decoder` is the address of the script that decodes where the browser cannot. */
  constructor(private readonly decoderAddress: string) {}

  /** The text of a code in a photo. */
  async photo(file: Blob): Promise<string | undefined> {
    const picture = await createImageBitmap(file);
    const found = await this.detect(picture);
    if (found) return found;
    for (const side of PHOTO_SIDES) {
      const text = await this.decode(picture, picture.width, picture.height, side);
      if (text) return text;
    }
    return undefined;
  }

  /** The text of a code that a camera sees at this moment. */
  async camera(video: HTMLVideoElement): Promise<string | undefined> {
    if (await this.native()) return this.detect(video);
    return this.decode(video, video.videoWidth, video.videoHeight, CAMERA_SIDE);
  }

  private native(): Promise<Detector | undefined> {
    this.detector ??= native();
    return this.detector;
  }

  private async detect(picture: Picture): Promise<string | undefined> {
    const detector = await this.native();
    // Some phones promise a detector whose service is missing: then our own decoder reads.
    const codes = await detector?.detect(picture).catch(() => []);
    return codes?.[0]?.rawValue;
  }

  private async decode(picture: Picture, width: number, height: number, side: number): Promise<string | undefined> {
    const scale = Math.min(1, side / Math.max(width, height));
    const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
    if (w === 0 || h === 0) return undefined;
    Object.assign(this.canvas, { width: w, height: h });
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    if (!context) return undefined;
    context.drawImage(picture, 0, 0, w, h);
    this.decoder ??= import(this.decoderAddress);
    const { decode } = await this.decoder;
    return decode(context.getImageData(0, 0, w, h).data, w, h);
  }
}

async function native(): Promise<Detector | undefined> {
  const known = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!known) return undefined;
  const formats = await known.getSupportedFormats().catch((): string[] => []);
  return formats.includes("qr_code") ? new known({ formats: ["qr_code"] }) : undefined;
}
