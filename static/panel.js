// Who opens the panel with the keyboard lands in it, and back on what opened it when it is closed.
let opener = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.(".count, [data-opens]")) opener = event.target.id;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.matches?.(".panel")) return;
  const panel = document.getElementById(event.target.id);
  if (panel.hidden) document.getElementById(opener)?.focus();
  else panel.querySelector("h2")?.focus({ preventScroll: true });
});
