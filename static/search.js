// A box above a long list that narrows it: <select data-search="Search accounts">. Without script the list is whole.
const ENOUGH = 9;

function narrow(select, box) {
  const wanted = box.value.trim().toLowerCase().split(/\s+/);
  const fits = (option) => wanted.every((part) => `${option.text} ${option.parentNode.label ?? ""}`.toLowerCase().includes(part));
  for (const option of select.querySelectorAll("option[value]:not([value=''])")) option.hidden = option.disabled = !fits(option) && !option.selected;
  for (const group of select.querySelectorAll("optgroup")) group.hidden = !group.querySelector("option:not([hidden])");
  return [...select.options].filter((option) => option.value && fits(option));
}

function widen(select) {
  if (select.dataset.searched || select.options.length < ENOUGH) return;
  select.dataset.searched = "yes";
  const box = Object.assign(document.createElement("input"), { type: "search", className: "input finder-of", placeholder: select.dataset.search, autocomplete: "off" });
  box.setAttribute("aria-label", `${select.dataset.search}: ${select.labels[0]?.textContent ?? ""}`);
  box.addEventListener("change", (event) => event.stopPropagation());
  box.addEventListener("input", () => narrow(select, box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = narrow(select, box);
    if (first) select.value = first.value;
    select.focus();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  select.closest(".pick").before(box);
}

const widenAll = () => document.querySelectorAll("select[data-search]").forEach(widen);
addEventListener("DOMContentLoaded", widenAll);
document.addEventListener("htmx:afterSettle", widenAll);
