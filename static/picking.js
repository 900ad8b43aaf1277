// A form of rows to pick from: one box picks the page, and the bar says how many are picked.
for (const form of document.querySelectorAll("[data-picking]")) {
  const all = form.querySelector("[data-pick-all]");
  const rows = [...form.querySelectorAll(".pickrow")];
  const said = form.querySelector("[data-picked]");
  const count = () => {
    const picked = rows.filter((row) => row.checked).length;
    all.checked = picked === rows.length;
    all.indeterminate = picked > 0 && !all.checked;
    said.textContent = `${picked} selected`;
    form.querySelector("[data-bar]").hidden = !picked;
  };
  if (!all) continue;
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
    count();
  });
  form.addEventListener("change", count);
  count();
}
