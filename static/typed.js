// What is typed into a form with data-typed is not lost without a word: a link that leaves it asks first. Its own buttons
// keep it, and a link with data-discard means it.
let unsent = Boolean(document.querySelector('[data-typed="yes"]')); // it came back with an error

addEventListener("input", (event) => {
  if (event.target.closest?.("[data-typed]")) unsent = true;
});
addEventListener("submit", (event) => {
  if (event.target.matches("[data-typed]")) unsent = false;
});
addEventListener("click", (event) => {
  if (event.target.closest?.("[data-discard]")) unsent = false;
});
addEventListener("beforeunload", (event) => {
  if (unsent) event.preventDefault();
});
