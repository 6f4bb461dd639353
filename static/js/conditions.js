// Shows what is asked of the chosen category and after the answers given so far. The server decides by the same rules.
const form = document.querySelector("form[data-conditions]");
const parts = form.querySelectorAll("[data-asked-of], [data-required-of], [data-waits-for]");
const sessions = form.querySelectorAll("input[name=sessions]");

function values(name) {
  const fields = [...form.elements].filter((one) => one.name === name && !one.disabled);
  return fields.filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked).map((one) => one.value);
}
function isAsked({ askedOf, waitsFor, waitsValue }, category) {
  if (askedOf !== undefined && !askedOf.split(" ").includes(category)) return false;
  return waitsFor === undefined || values(waitsFor).includes(waitsValue);
}
function mark(part, isRequired) {
  for (const one of part.querySelectorAll("[data-mark]")) one.hidden = (one.dataset.mark === "required") !== isRequired;
  for (const input of part.querySelectorAll("input, select, textarea")) input.required = isRequired;
}
// In the order of the form, so that a question waits for one that was itself looked at already.
function update() {
  const [category = ""] = values("category");
  for (const part of parts) {
    part.hidden = !isAsked(part.dataset, category);
    for (const input of part.querySelectorAll("input, select, textarea")) input.disabled = part.hidden;
    if (part.dataset.requiredOf !== undefined) mark(part, part.dataset.requiredOf.split(" ").includes(category));
  }
}
// Nobody sits in two sessions at once: the one chosen last stays.
function leaveOthers(chosen) {
  const [starts, ends] = [Number(chosen.dataset.starts), Number(chosen.dataset.ends)];
  for (const other of sessions) {
    if (other !== chosen && starts < Number(other.dataset.ends) && Number(other.dataset.starts) < ends) other.checked = false;
  }
}
form.addEventListener("change", ({ target }) => {
  if (target.name === "sessions" && target.checked) leaveOthers(target);
  update();
});
// Where fields come and go by themselves, nobody needs to be told when to fill them in.
for (const sentence of form.querySelectorAll("[data-condition]")) sentence.hidden = true;
window.addEventListener("pageshow", update);
update();
