// Starts the GOV.UK components of a page or of a fragment that was swapped into it.

import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

const COMPONENTS = [Button, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink];

/** Tells the styles that script runs; there is no inline script that could do it earlier. */
export function announce(): void {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
}

/** `onError` is quiet: a component that already started is no error after a swap. */
export function start(scope: ParentNode): void {
  const options = { scope, onError: () => {} };
  for (const component of COMPONENTS) createAll(component, undefined, options);
}
