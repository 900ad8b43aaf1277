// Who opens the panel with the keyboard lands in it, and back on what opened it when it is closed. A panel that comes
// anew by itself, with the list beside it, takes no focus.
let opener = "";
let moved = false;

document.addEventListener("htmx:beforeRequest", (event) => {
  const opens = event.target.matches?.(".count, [data-opens]");
  if (opens) opener = event.target.id;
  if (opens || event.target.matches?.("[data-close]")) moved = true;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!moved || !event.target.matches?.(".panel")) return;
  moved = false;
  const panel = document.getElementById(event.target.id);
  if (panel.hidden) document.getElementById(opener)?.focus();
  else panel.querySelector("h2")?.focus({ preventScroll: true });
});
