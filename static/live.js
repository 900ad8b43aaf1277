// A region that updates by itself waits while somebody works in it: an open menu or dialog, a field being typed in, or
// filled in and not sent yet. Nothing is asked for while the page is out of sight.
const filled = (field) => {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
  return field.value !== field.defaultValue;
};
const busy = (region) =>
  region.querySelector(":popover-open, details[open] :focus, input:not([data-only-changed]):focus, select:focus, textarea:focus, .pickrow:checked") ||
  [...region.querySelectorAll("form :is(input, select, textarea)")].some(filled);
// The panel beside a list comes anew with it.
const working = (region) => document.querySelector("dialog[open]") || [region, ...document.querySelectorAll(".panel")].some(busy);

document.addEventListener("htmx:beforeRequest", (event) => {
  const region = event.target;
  if (!region.matches?.("#live, [data-live]")) return;
  if (document.hidden || (region.id !== "live" && working(region))) event.preventDefault();
});

// What comes in its place keeps the folds that were opened, the link or button that had the focus, and how far the panel
// was scrolled.
const named = (one) => `${one.tagName} ${one.getAttribute("href") ?? ""} ${one.getAttribute("aria-label") ?? one.textContent.trim()}`;
let folds = [];
let focused = "";
let scrolled = 0;

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches?.("[data-live]")) return;
  folds = [...event.target.querySelectorAll("details[open] > summary")].map(named);
  scrolled = document.querySelector(".panel > .body")?.scrollTop ?? 0;
  focused = document.activeElement.matches("a, button, summary") ? named(document.activeElement) : "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.matches?.("[data-live]")) return;
  for (const summary of event.target.querySelectorAll("details > summary")) if (folds.includes(named(summary))) summary.parentElement.open = true;
  document.querySelector(".panel > .body")?.scrollTo(0, scrolled);
  const wanted = focused;
  [folds, focused, scrolled] = [[], "", 0];
  if (!wanted || document.activeElement !== document.body) return;
  [...document.querySelectorAll("a, button, summary")].find((one) => named(one) === wanted)?.focus({ preventScroll: true });
});
