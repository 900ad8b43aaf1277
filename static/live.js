// A region that updates by itself waits while somebody works in it: an open menu or dialog, a field being typed in.
// Nothing is asked for while the page is out of sight.
const working = (region) =>
  document.querySelector("dialog[open]") || region.querySelector(":popover-open, details[open] :focus, input:focus, select:focus, .pickrow:checked");

document.addEventListener("htmx:beforeRequest", (event) => {
  const region = event.target;
  const byItself = event.detail.requestConfig?.triggeringEvent?.type;
  if (region.id === "live" && document.hidden) event.preventDefault();
  if (region.matches?.("[data-live]") && byItself === "synced" && working(region)) event.preventDefault();
});
