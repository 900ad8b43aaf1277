// A region that updates by itself waits while somebody works in it: an open menu or dialog, a field being typed in.
document.addEventListener("htmx:beforeRequest", (event) => {
  const region = event.target;
  const byItself = region.matches?.("[data-live]") && event.detail.requestConfig?.triggeringEvent?.type === "synced";
  const busy = byItself && (document.querySelector("dialog[open]") || region.querySelector(":popover-open, input:focus, select:focus"));
  if (busy) event.preventDefault();
});
