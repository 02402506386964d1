// GOV.UK Frontend ships no types; this is the part of it that we call.
declare module "govuk-frontend/dist/govuk/*.mjs" {
  type Component = new (root: Element) => unknown;
  export const createAll: (
    component: Component,
    config: undefined,
    options: { scope: ParentNode; onError: () => void },
  ) => unknown[];
  export const Button: Component;
  export const Checkboxes: Component;
  export const ErrorSummary: Component;
  export const PasswordInput: Component;
  export const Radios: Component;
  export const SkipLink: Component;
}

declare module "htmx.org/dist/htmx.esm.min.js" {
  const htmx: unknown;
  export default htmx;
}
