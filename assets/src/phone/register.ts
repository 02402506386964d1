// The worker that keeps pages for times without a signal. Where it cannot start (a private window,
// an old browser) every page still works.

export function register(): void {
  if (!("serviceWorker" in navigator)) return;
  const begin = () => void Promise.resolve(navigator.serviceWorker.register("/sw.js")).catch(() => {});
  // After the page: its own bytes come first on a slow link.
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}
