// A form that is sent with the answer of a passkey.

import { ask, type Ceremony } from "./ceremony";
import type { Reason } from "./reason";
import { reasonOf } from "./reason";

/** The form makes a passkey. */
export function register(form: HTMLFormElement): void {
  attach(form, "create");
}

/** The form asks one of the person's passkeys to agree to what its options say. */
export function assert(form: HTMLFormElement): void {
  attach(form, "get");
}

function attach(form: HTMLFormElement, ceremony: Ceremony): void {
  const field = form.querySelector<HTMLInputElement>("[data-passkey-answer]");
  if (!field) return;
  // Asked, or sent: a second press goes nowhere.
  let waiting = false;
  let sent = false;
  // A browser that comes back to the page keeps an answer that was used.
  const afresh = () => {
    waiting = sent = false;
    field.value = "";
    say(form);
  };
  afresh();
  window.addEventListener("pageshow", (event) => event.persisted && afresh());
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!sent && (field.value || button?.hasAttribute("data-without-passkey"))) {
      sent = true;
      return;
    }
    event.preventDefault();
    if (waiting || sent) return;
    waiting = true;
    say(form, "waiting");
    const begun = Date.now();
    ask(ceremony, form.dataset.options ?? "{}").then(
      (answer) => {
        field.value = answer;
        form.requestSubmit(button instanceof HTMLElement && form.contains(button) ? button : undefined);
      },
      (error: unknown) => {
        waiting = false;
        say(form, reasonOf(error, Date.now() - begun, form.dataset.options ?? "{}"));
      },
    );
  });
}

/** Shows one sentence of the form, or none, and hides the others. */
function say(form: HTMLFormElement, what?: Reason | "waiting"): void {
  for (const line of form.querySelectorAll<HTMLElement>("[data-passkey-says]")) {
    line.hidden = line.dataset.passkeySays !== what;
  }
}
