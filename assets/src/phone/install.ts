// The offer to install, as a quiet button: only where the browser offers it, and only once.

/** Chromium's event; it is no standard, so TypeScript does not know it. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

export function offerInstall(root: ParentNode): void {
  const place = root.querySelector<HTMLElement>("[data-install]");
  const button = place?.querySelector("button");
  if (!place || !button) return;
  let offer: InstallEvent | undefined;
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event as InstallEvent;
    place.hidden = false;
  });
  button.addEventListener("click", () => {
    void offer?.prompt();
    place.hidden = true;
  });
  addEventListener("appinstalled", () => (place.hidden = true));
}
