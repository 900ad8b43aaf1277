// Who opens the panel with the keyboard lands in it, and back on the number when it is closed.
let opener = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches?.(".count")) opener = event.target.id;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "records") return;
  const panel = document.getElementById("records");
  if (panel.hidden) document.getElementById(opener)?.focus();
  else panel.querySelector("h2")?.focus({ preventScroll: true });
});
