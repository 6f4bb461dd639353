// The speakers of an open row or cell: an empty line is always at the end, and a line can be taken out.
const root = document.querySelector("[data-workbench]");

function takeOut(part) {
  const others = part.parentElement.querySelectorAll("[data-part]").length - 1;
  const next = part.nextElementSibling?.querySelector("[name=part_who]");
  part.closest("form").dataset.dirty = "1";
  if (others) part.remove();
  else part.querySelector("input").value = "";
  next?.focus();
}

function addEmpty(part) {
  const another = part.cloneNode(true);
  another.querySelector("input").value = "";
  part.after(another);
  window.htmx?.process(another);
}

root?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-drop-part]");
  if (button) takeOut(button.closest("[data-part]"));
});
root?.addEventListener("input", (event) => {
  const form = event.target.closest("[data-editor] form");
  if (form) form.dataset.dirty = "1";
  const part = event.target.closest("[data-part]");
  const isLast = part && !part.nextElementSibling?.matches("[data-part]");
  if (isLast && event.target.name === "part_who" && event.target.value) addEmpty(part);
});
