// A button that copies the text of a field. It stays hidden where a browser cannot copy.

export function copyButtons(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const field = document.querySelector<HTMLTextAreaElement | HTMLInputElement>(`#${button.dataset.copy}`);
  const said = button.querySelector("span");
  if (!field || !said) return;
  field.select();
  await navigator.clipboard.writeText(field.value);
  said.textContent = button.dataset.copied ?? "";
  said.setAttribute("role", "status");
}
