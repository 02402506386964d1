// Notifications: shows what was pushed, and opens its page. The push service could not read it; still
// only a page of this site is ever opened.

declare const self: ServiceWorkerGlobalScope;

export interface Pushed {
  /** The same at each try: what comes twice replaces itself and does not ring again. */
  id: string;
  title: string;
  body: string;
  link: string;
  lang: string;
}

/** What was pushed; undefined for anything that is no message of ours. */
export function read(text: string, home: string): Pushed | undefined {
  try {
    const { id, title, body, link, lang } = JSON.parse(text) as Partial<Pushed>;
    if (!id || !title || !link || new URL(link).origin !== home) return undefined;
    return { id, title, body: body ?? "", link, lang: lang ?? "id" };
  } catch {
    return undefined;
  }
}

/** Every push must be shown: browsers take the right away from whoever pushes silently. */
export async function show(event: PushEvent, icon: string | undefined): Promise<void> {
  const pushed = read(event.data?.text() ?? "", self.location.origin);
  const { id, title, body, link, lang } = pushed ?? {
    id: "pelangi",
    title: "Pelangi",
    body: "",
    link: `${self.location.origin}/`,
    lang: "id",
  };
  await self.registration.showNotification(title, { body, tag: id, lang, icon, badge: icon, data: link });
}

/** Opens the page of a notification, in a window that shows it already where there is one. */
export async function open(notification: Notification): Promise<void> {
  notification.close();
  const link = String(notification.data);
  const windows = await self.clients.matchAll({ type: "window" });
  const open = windows.find((client) => client.url === link);
  await (open ? open.focus() : self.clients.openWindow(link));
}
