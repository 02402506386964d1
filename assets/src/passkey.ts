// Passkeys. Loaded only by pages with a form that asks for one (lib/web/templates/passkey.html): when
// the form is sent, the device is asked first, and its answer goes with it.

import { assert, register } from "./passkey/form";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (form.dataset.passkey === "register") register(form);
  else assert(form);
}
