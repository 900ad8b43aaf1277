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
  if (button?.matches(":focus-visible")) open(button);
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
