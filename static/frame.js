// What every page has in common, each part by itself: keys, dialogs, messages, the search box, regions that update by
// themselves, the panel beside a list, hints. Everything works without it, as plain page loads.

// -- keys: "/" goes to the search box, "?" lists the keys, Escape closes the panel ------------------------------------
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector(".topbar input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  }
  if (event.key === "?" && !typing && !document.querySelector("dialog[open]")) document.getElementById("keys")?.togglePopover();
  if (event.key === " " && event.target.matches?.("a[role=button]")) {
    event.preventDefault(); // a link that is a button is pressed like one
    event.target.click();
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open], [popover]:popover-open"))
    document.querySelector(".panel [data-close]")?.click();
});

// -- tabs: where not all have room, the one that is open is in sight ---------------------------------------------------
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

// -- dialogs: a link to a dialog's own page opens it in place, <a href="…" data-dialog="columns"> ---------------------
addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    const menu = opener.closest("[popover]");
    const back = (menu && document.querySelector(`[popovertarget="${menu.id}"]`)) ?? opener; // the menu has closed by then
    const before = dialog.innerHTML;
    dialog.addEventListener("close", () => ((dialog.innerHTML = before), back.focus()), { once: true }); // nothing was applied
    dialog.showModal();
  }
  if (event.target.closest?.("[data-close-dialog]")) event.target.closest("dialog")?.close();
});

// -- filters: what is left empty does not narrow, and does not stand in the address -----------------------------------
addEventListener("formdata", (event) => {
  if (!event.target.matches(".filters")) return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

// -- messages: one goes after a while, not while it is pointed at or holds the focus; a failure stays until closed ----
const SECONDS = 8;

function watch(toast) {
  if (toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  if (toast.querySelector(".icon.bad")) return;
  const go = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(go, 1000);
    else toast.remove();
  };
  setTimeout(go, SECONDS * 1000);
}

const watchAll = () => document.querySelectorAll("[data-toast]").forEach(watch);
addEventListener("DOMContentLoaded", watchAll);
document.addEventListener("htmx:afterSettle", watchAll);
addEventListener("click", (event) => event.target.closest?.("[data-close-toast]")?.closest("[data-toast]").remove());

// -- what was asked for and did not come is said, but for what is asked for again by itself ---------------------------
const FAILED = {
  "htmx:sendError": "The server cannot be reached, so nothing was changed. Check your connection and try again.",
  "htmx:responseError": "That did not work. Load the page again to see how things stand.",
  "allauth.error": "No passkey was given. It was canceled, or this address can have none: they need https and a name, not a number such as 127.0.0.1.",
};
for (const [name, words] of Object.entries(FAILED))
  document.addEventListener(name, (event) => {
    if (event.target.matches?.("#live, [data-live], [aria-busy]")) return;
    event.preventDefault();
    const toast = Object.assign(document.createElement("div"), { className: "toast" });
    const close = Object.assign(document.createElement("button"), { className: "btn small", type: "button", textContent: "Close" });
    Object.assign(toast.dataset, { toast: "", watched: "yes" }); // it stays until it is closed
    close.dataset.closeToast = "";
    toast.append(words, close);
    document.getElementById("toasts").replaceChildren(toast);
  });

// -- the list below the search box: arrow keys go through it, Escape closes it ----------------------------------------
const box = document.querySelector(".topbar input[type=search]");
const list = document.getElementById("found");

function step(event) {
  const stops = [box, ...list.querySelectorAll("a, button")];
  const at = stops.indexOf(document.activeElement);
  if (at < 0 || stops.length < 2) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
}

box?.form.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
});
list?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event);
});
document.querySelector(".topbar .finding")?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  list.replaceChildren();
  box.focus();
});

// -- live regions ----------------------------------------------------------------------------------------------------
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
const working = (region) => document.querySelector("dialog[open], :popover-open") || [region, ...document.querySelectorAll(".panel")].some(busy);

document.addEventListener("htmx:beforeRequest", (event) => {
  const region = event.target;
  if (!region.matches?.("#live, [data-live]")) return;
  if (document.hidden || (region.id !== "live" && working(region))) event.preventDefault();
});

// What comes in its place keeps the folds that were opened, the link or button that had the focus, and how far the panel
// was scrolled.
const named = (one) => `${one.tagName} ${one.getAttribute("href") ?? ""} ${one.getAttribute("aria-label") ?? one.textContent.trim()}`;
const kept = new Map(); // by region: several come at the same time

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches?.("[data-live]")) return;
  kept.set(event.target.id, {
    folds: [...event.target.querySelectorAll("details[open] > summary")].map(named),
    focused: document.activeElement.matches("a, button, summary") ? named(document.activeElement) : "",
    scrolled: document.querySelector(".panel > .body")?.scrollTop ?? 0,
  });
});

document.addEventListener("htmx:afterSettle", (event) => {
  const before = event.target.matches?.("[data-live]") && kept.get(event.target.id);
  if (!before) return;
  kept.delete(event.target.id);
  for (const summary of event.target.querySelectorAll("details > summary")) if (before.folds.includes(named(summary))) summary.parentElement.open = true;
  document.querySelector(".panel > .body")?.scrollTo(0, before.scrolled);
  if (!before.focused || document.activeElement !== document.body) return;
  [...document.querySelectorAll("a, button, summary")].find((one) => named(one) === before.focused)?.focus({ preventScroll: true });
});

// -- the panel beside a list -----------------------------------------------------------------------------------------
// Who opens the panel with the keyboard lands in it, and back on what opened it when it is closed. A panel that comes
// anew by itself, with the list beside it, takes no focus.
let opener = "";
let closing = "";
let moved = false;

document.addEventListener("htmx:beforeRequest", (event) => {
  const opens = event.target.matches?.(".count, [data-opens]");
  if (opens) opener = event.target.id;
  closing = event.target.dataset?.close ?? ""; // whence a panel came that was open with the page
  if (opens || event.target.matches?.("[data-close]")) moved = true;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!moved || !event.target.matches?.(".panel")) return;
  moved = false;
  const panel = document.getElementById(event.target.id);
  if (panel.hidden) document.getElementById(opener || closing)?.focus();
  else panel.querySelector("h2")?.focus({ preventScroll: true });
});

// -- hints -----------------------------------------------------------------------------------------------------------
// The (i) beside a cause opens on hover and on focus too. A click or a tap keeps it open; Escape, or a look elsewhere, closes it.
const cardOf = (button) => document.getElementById(button.getAttribute("popovertarget"));
const buttonOf = (node) => node?.closest?.("[data-hint]");
const LINGER = 250;
let pinned = null;

function open(button) {
  const card = cardOf(button);
  if (!card || card.matches(":popover-open")) return;
  card.showPopover({ source: button });
  pinned = null;
}

function closeLater(button) {
  const card = cardOf(button);
  setTimeout(() => {
    const held = pinned === card || card.matches(":hover, :focus-within") || button.matches(":hover, :focus-visible");
    if (card.isConnected && card.matches(":popover-open") && !held) card.hidePopover();
  }, LINGER);
}

addEventListener("pointerover", (event) => {
  const button = event.pointerType === "mouse" && buttonOf(event.target);
  if (button) open(button);
});
addEventListener("pointerout", (event) => {
  if (event.pointerType !== "mouse") return;
  const card = event.target.closest?.("[popover].explain");
  const button = buttonOf(event.target) ?? (card && document.querySelector(`[data-hint][popovertarget="${card.id}"]`));
  if (button) closeLater(button);
});
addEventListener("focusin", (event) => {
  const button = buttonOf(event.target);
  // Where it is narrow the card is a sheet, which would cover the button: there a key opens it.
  if (button?.matches(":focus-visible") && matchMedia("(min-width: 40.01rem)").matches) open(button);
});
addEventListener("focusout", (event) => {
  const button = buttonOf(event.target);
  if (button) closeLater(button);
});
addEventListener(
  "click",
  (event) => {
    const button = buttonOf(event.target);
    if (!button) return;
    const card = cardOf(button);
    if (!card.matches(":popover-open") || pinned === card) pinned = card.matches(":popover-open") ? null : card;
    else {
      event.preventDefault(); // hovering has opened it: the click keeps it
      pinned = card;
    }
  },
  true,
);
