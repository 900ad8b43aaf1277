// The list below the search box: arrow keys go through it, Escape closes it. Without script Enter leads to the Record view.
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
