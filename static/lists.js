// What lists have: rows that are ticked, columns that are put in order.

// Rows that are ticked: how many, and how much money. Without script the buttons work all the same.
const money = (amounts) =>
  Object.entries(amounts)
    .map(([currency, cents]) => new Intl.NumberFormat("en-US", { style: "currency", currency }).format(cents / 1000))
    .join(" + ");

function count(picks) {
  const rows = [...picks.querySelectorAll(".pickrow")];
  const on = rows.filter((row) => row.checked);
  const every = picks.querySelector("[data-every]:checked");
  const number = every ? every.dataset.every : on.length;
  const sums = {};
  // In thousandths, so that no sum is a cent off.
  for (const row of on)
    if (row.dataset.currency)
      sums[row.dataset.currency] = (sums[row.dataset.currency] ?? 0) + Math.round(Number(row.dataset.amount) * 1000);
  picks.querySelector("[data-picked]").textContent = `${number} selected`;
  picks.querySelector("[data-sum]").textContent = every ? "" : money(sums);
  for (const one of picks.querySelectorAll("[data-many]")) one.textContent = number;
  const all = picks.querySelector("[data-pick-all]");
  all.checked = on.length === rows.length;
  all.indeterminate = on.length > 0 && on.length < rows.length;
}

addEventListener("change", (event) => {
  const picks = event.target.closest?.(".picks");
  if (!picks) return;
  if (event.target.matches("[data-pick-all]"))
    for (const row of picks.querySelectorAll(".pickrow")) row.checked = event.target.checked;
  count(picks);
});
addEventListener("reset", (event) => {
  const picks = event.target.closest?.(".picks");
  if (picks) setTimeout(() => count(picks));
});

// Columns are put in order by dragging; the buttons beside them do the same with keys.
addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[data-sortable] > li");
  if (!item) return;
  item.classList.add("lifted");
  event.dataTransfer.effectAllowed = "move";
});
addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-sortable] > li");
  const lifted = document.querySelector("[data-sortable] > .lifted");
  if (!over || !lifted || over.parentNode !== lifted.parentNode) return;
  event.preventDefault();
  const box = over.getBoundingClientRect();
  over.parentNode.insertBefore(lifted, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
});
addEventListener("dragend", () => document.querySelector("[data-sortable] > .lifted")?.classList.remove("lifted"));

// In the dialog a click on "up" or "down" moves at once, and Apply saves.
addEventListener("click", (event) => {
  const button = event.target.closest?.("dialog [data-sortable] button[name=move]");
  if (!button) return;
  event.preventDefault();
  const item = button.closest("li");
  const up = button.value.endsWith(" up");
  const beside = up ? item.previousElementSibling : item.nextElementSibling;
  if (beside) item.parentNode.insertBefore(item, up ? beside : beside.nextElementSibling);
  button.focus();
});
