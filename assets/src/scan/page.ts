// The page that scans: a camera where one is allowed, else a photo; then to where the code leads.

import { meaning } from "./meaning";
import { Reader } from "./read";

const PAUSE_MS = 200;

/** Where the worker, or the app, keeps what was shared with us. */
const TRAYS: Record<string, string> = { "1": "/pindai/dibagikan", aplikasi: "/pindai/dari-aplikasi" };

export class ScanPage {
  private readonly reader: Reader;
  private readonly homes: string[];
  private stream: MediaStream | undefined;

  constructor(private readonly place: HTMLElement) {
    const { decoder = "", home = "" } = place.dataset;
    this.reader = new Reader(decoder);
    this.homes = [location.origin, home];
  }

  start(): void {
    this.place.hidden = false;
    const open = this.part<HTMLButtonElement>("camera");
    // Without a secure connection there is no camera at all.
    open.hidden = !navigator.mediaDevices?.getUserMedia;
    open.addEventListener("click", () => void this.open());
    this.part("stop").addEventListener("click", () => this.close());
    const photo = this.part<HTMLInputElement>("photo");
    photo.addEventListener("change", () => void this.photo(photo.files?.[0]));
    addEventListener("pagehide", () => this.close());
    void this.shared();
  }

  private async open(): Promise<void> {
    this.say("");
    try {
      const video = { facingMode: "environment", width: { ideal: 1_280 }, height: { ideal: 720 } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch {
      return this.say("refused");
    }
    const screen = this.part<HTMLVideoElement>("video");
    screen.srcObject = this.stream;
    this.show(true);
    await screen.play();
    this.say("looking");
    void this.look(screen);
  }

  private async look(screen: HTMLVideoElement): Promise<void> {
    while (this.stream?.active) {
      const text = screen.readyState >= 2 ? await this.reader.camera(screen).catch(() => undefined) : undefined;
      if (text && this.stream?.active && this.follow(text)) return this.close();
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
  }

  private close(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.show(false);
  }

  private async photo(file: Blob | undefined): Promise<void> {
    if (!file) return;
    this.close();
    this.say("reading");
    try {
      const text = await this.reader.photo(file);
      if (text) this.follow(text);
      else this.say("unread");
    } catch {
      this.say("no-picture");
    }
  }

  /** What was shared with the app: a photo, or words with an address or a NOP in them. */
  private async shared(): Promise<void> {
    const tray = TRAYS[new URLSearchParams(location.search).get("dibagikan") ?? ""];
    if (!tray) return;
    history.replaceState(null, "", location.pathname);
    const answer = await fetch(tray).catch(() => undefined);
    if (!answer?.ok) return this.say("share-lost");
    if (answer.headers.get("content-type")?.startsWith("image/")) return this.photo(await answer.blob());
    this.follow(await answer.text());
  }

  /** Goes where a text leads; says why not, where it leads nowhere of ours. */
  private follow(text: string): boolean {
    const found = meaning(text, this.homes);
    if ("go" in found) {
      this.say("found");
      location.assign(found.go);
      return true;
    }
    this.say(found.not, found.host);
    return false;
  }

  private show(camera: boolean): void {
    this.part("viewer").hidden = !camera;
    this.part("choices").hidden = camera;
  }

  /** The sentences stand on the page, in its language; one is shown. */
  private say(what: string, host = ""): void {
    for (const sentence of this.place.querySelectorAll<HTMLElement>("[data-said]")) {
      sentence.hidden = sentence.dataset.said !== what;
      if (!sentence.hidden) for (const name of sentence.querySelectorAll("[data-host]")) name.textContent = host;
    }
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.place.querySelector(`[data-part=${name}]`) as T;
  }
}
