// The theme a person chose, before the first paint; without script the system's is shown.
const root = document.documentElement;

function show(theme) {
  if (theme === "system") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-set-theme]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
}

const chosen = () => localStorage.getItem("theme") ?? "system";

show(chosen());
addEventListener("DOMContentLoaded", () => show(chosen()));
addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-set-theme]");
  if (!button) return;
  localStorage.setItem("theme", button.dataset.setTheme);
  show(button.dataset.setTheme);
});
