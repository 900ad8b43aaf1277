// A message goes after a while, not while it is pointed at or holds the focus; a failure stays until it is closed.
const SECONDS = 8;

function watch(toast) {
  if (toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  if (toast.querySelector(".icon.bad")) return;
  const go = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(go, 1000);
    else toast.remove();
  };
  setTimeout(go, SECONDS * 1000);
}

const watchAll = () => document.querySelectorAll("[data-toast]").forEach(watch);
addEventListener("DOMContentLoaded", watchAll);
document.addEventListener("htmx:afterSettle", watchAll);
addEventListener("click", (event) => event.target.closest?.("[data-close-toast]")?.closest("[data-toast]").remove());
