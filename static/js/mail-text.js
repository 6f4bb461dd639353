// The words that may stand in a mail's text become buttons, which put them where the writer is.
const form = document.querySelector("[data-mail-text]");
let place = form.querySelector("textarea[data-words]");
form.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-words]")) place = event.target;
});
for (const word of form.querySelectorAll("[data-word]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mf-button mf-button--plain mf-button--small";
  button.textContent = word.dataset.word;
  button.addEventListener("click", () => {
    place.setRangeText(button.textContent, place.selectionStart, place.selectionEnd, "end");
    place.dispatchEvent(new Event("input", { bubbles: true }));
    place.focus();
  });
  word.replaceWith(button);
}
(form.querySelector("[role=alert]") ?? document.querySelector("[data-scroll-here]"))?.scrollIntoView();
