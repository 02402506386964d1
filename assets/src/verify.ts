// The page of verification. The chosen file stays in the page, so that the version that was signed is cut
// out of it without being sent again. Without it the form is sent as any other, and the file twice.

const page = document.querySelector("main");
let kept: File | undefined;
prepare();

function prepare(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-verify]")) {
    form.addEventListener("submit", (event) => {
      const file = form.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
      if (!file || !page) return;
      event.preventDefault();
      void send(form, file);
    });
  }
  if (kept) offerVersions(kept);
}

async function send(form: HTMLFormElement, file: File): Promise<void> {
  const button = form.querySelector("button");
  const words = button?.textContent ?? "";
  const body = new FormData(form);
  if (button) {
    button.disabled = true;
    button.textContent = form.dataset.busy ?? words;
  }
  try {
    const said = await fetch(form.action, { method: "POST", body, headers: { accept: "text/html" } });
    show(await said.text(), file);
  } catch {
    if (button) {
      button.disabled = false;
      button.textContent = words;
    }
    tell(form, form.dataset.failed ?? "");
  }
}

/** Puts the answer into this page: going to another one would lose the file. */
function show(text: string, file: File): void {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const main = answer.querySelector("main");
  if (!main || !page) return;
  page.replaceChildren(...main.childNodes);
  document.title = answer.title;
  kept = file;
  prepare();
  scrollTo(0, 0);
  const verdict = page.querySelector<HTMLElement>("h1");
  verdict?.setAttribute("tabindex", "-1");
  verdict?.focus();
}

function tell(form: HTMLFormElement, words: string): void {
  const line = document.createElement("p");
  line.className = "govuk-error-message";
  line.setAttribute("role", "alert");
  line.textContent = words;
  form.querySelector(".govuk-error-message[role=alert]")?.remove();
  form.prepend(line);
}

/** Buttons for the versions; the form that asks for the file again has it already, and still compares. */
function offerVersions(file: File): void {
  const offered = document.querySelector<HTMLElement>("[data-versions]");
  const again = document.querySelector<HTMLElement>("[data-again]");
  if (!offered || !again) return;
  offered.hidden = false;
  const field = again.querySelector<HTMLInputElement>("input[type=file]");
  const carried = new DataTransfer();
  carried.items.add(file);
  if (field) field.files = carried.files;
  for (const part of again.querySelectorAll<HTMLElement>("[data-by-hand]")) part.hidden = true;
  for (const button of offered.querySelectorAll<HTMLButtonElement>("button[data-end]")) {
    button.addEventListener("click", () => save(file.slice(0, Number(button.dataset.end), "application/pdf"), button.dataset.name ?? ""));
  }
}

function save(version: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(version);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
