// "/" goes to the search box, Escape closes the panel. Everything is reachable without them.
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector(".topbar input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open], [popover]:popover-open"))
    document.querySelector(".panel [data-close]")?.click();
});
