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
