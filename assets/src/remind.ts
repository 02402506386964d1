// Script of the page "Ingatkan saya": a browser subscribes itself. Without it the form stays hidden,
// and the other ways work.

const form = document.querySelector<HTMLFormElement>("form[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (form && able) void navigator.serviceWorker.ready.then((worker) => offer(form, worker));

function offer(form: HTMLFormElement, worker: ServiceWorkerRegistration): void {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    const browser = form.elements.namedItem("browser") as HTMLInputElement;
    if (browser.value) return;
    event.preventDefault();
    subscribe(worker, form.dataset.push ?? "").then(
      (lines) => {
        browser.value = lines;
        form.requestSubmit();
      },
      () => form.querySelector("[data-push-refused]")?.removeAttribute("hidden"),
    );
  });
}

/** Asks the person and the browser; gives back endpoint, key and secret, a line each. */
async function subscribe(worker: ServiceWorkerRegistration, key: string): Promise<string> {
  const push = worker.pushManager;
  // Made for another key (the cell was restored): it could never be used.
  const old = await push.getSubscription();
  const applicationServerKey = bytes(key);
  if (old && !same(old.options.applicationServerKey, applicationServerKey)) await old.unsubscribe();
  const made = await push.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = made.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error("the browser gave no keys");
  return [endpoint, keys.p256dh, keys.auth].join("\n");
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function same(one: ArrayBuffer | null, other: Uint8Array): boolean {
  const bytes = new Uint8Array(one ?? new ArrayBuffer(0));
  return bytes.length === other.length && bytes.every((byte, i) => byte === other[i]);
}
