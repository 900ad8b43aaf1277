// A link to a dialog's own page opens it in place: <a href="…" data-dialog="columns">.
addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest?.("[data-close-dialog]")) event.target.closest("dialog")?.close();
});
