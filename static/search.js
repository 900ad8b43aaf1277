// A box above a long list that narrows it: <select data-search="Search accounts">. Without script the list is whole.
const ENOUGH = 9;

// A part of the page that is replaced takes its boxes along: what stood in them is put back.
const typed = new Map();
let focusedId = "";

const words = (option) => `${option.text} ${option.parentNode.label ?? ""}`.toLowerCase();

function narrow(select, box) {
  const wanted = box.value.trim().toLowerCase().split(/\s+/);
  const fits = (option) => wanted.every((part) => words(option).includes(part));
  const offered = [...select.options].filter((option) => option.value);
  for (const option of offered) {
    option.hidden = !fits(option) && !option.selected;
    option.disabled = option.hidden || "closed" in option.dataset; // it says why it cannot be chosen
  }
  for (const group of select.querySelectorAll("optgroup")) group.hidden = !group.querySelector("option:not([hidden])");
  return offered.filter((option) => fits(option) && !option.disabled);
}

// Enter takes the first that is left, as the list would show it.
function take(select, box) {
  const [first] = narrow(select, box);
  if (!first || !box.value.trim()) return;
  select.value = first.value;
  typed.delete(box.id);
  box.value = "";
  narrow(select, box);
  select.dispatchEvent(new Event("change", { bubbles: true }));
  document.getElementById(select.id)?.focus();
}

function widen(select) {
  if (select.dataset.searched || select.options.length < ENOUGH) return;
  select.dataset.searched = "yes";
  const box = Object.assign(document.createElement("input"), { type: "search", className: "input", id: `${select.id}-search`, placeholder: select.dataset.search, autocomplete: "off" });
  box.setAttribute("aria-label", select.dataset.search);
  box.addEventListener("change", (event) => event.stopPropagation()); // the list has not changed
  box.addEventListener("input", () => {
    typed.set(box.id, box.value);
    narrow(select, box);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take(select, box);
  });
  const frame = Object.assign(document.createElement("span"), { className: "narrow" });
  frame.append(box);
  select.closest(".pick").before(frame);
  select.closest(".field").classList.add("narrowed");
  if (typed.has(box.id)) {
    box.value = typed.get(box.id);
    narrow(select, box);
  }
  if (focusedId === box.id) box.focus();
}

// What is suggested beside a list is taken where it stands, as if it were chosen there: nothing moves.
addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-takes]");
  const select = button && document.getElementById(button.dataset.for);
  if (!select) return;
  event.preventDefault();
  select.value = button.dataset.takes;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.focus({ preventScroll: true });
});

// What was refused as missing is answered: the words that asked for it go, and those of the answers still missing stay.
const answers = (field) => (field.type === "checkbox" ? field.checked : field.value !== "");
const settle = ({ target: field }) => {
  if (field.getAttribute?.("aria-invalid") !== "true" || !answers(field)) return;
  field.removeAttribute("aria-invalid");
  document.getElementById(`${field.id}_error`)?.remove();
  const asked = document.querySelector(`[role="alert"] a[href="#${CSS.escape(field.id)}"]`);
  const list = asked?.closest("ul");
  asked?.closest("li").remove();
  if (list && !list.children.length) list.closest("[role='alert']").remove();
};
addEventListener("change", settle, true); // before htmx, which lets it go no further

const widenAll = () => document.querySelectorAll("select[data-search]").forEach(widen);
addEventListener("DOMContentLoaded", widenAll);
document.addEventListener("htmx:beforeSwap", () => (focusedId = document.activeElement?.id ?? ""));
document.addEventListener("htmx:afterSettle", widenAll);
