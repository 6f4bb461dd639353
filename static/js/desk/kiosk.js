// The kiosk's first page: a code from the camera or a scanner, keys for digits and consonants, and empty again by itself.
import { watch } from "./camera.js";
import { leave } from "./forgetting.js";

const IDLE = 20000; // milliseconds
const form = document.querySelector("[data-kiosk]");
const code = form.elements.code;
const video = document.querySelector("[data-video]");
let field = form.elements.digits;
let idle = 0;

function again() {
  clearTimeout(idle);
  idle = setTimeout(() => {
    form.reset();
    document.querySelector("[data-incomplete]").hidden = true;
    code.focus();
  }, IDLE);
}

for (const name of ["digits", "initials"]) {
  form.elements[name].addEventListener("focus", (event) => { field = event.target; });
}
for (const key of document.querySelectorAll("[data-key]")) {
  key.addEventListener("click", () => {
    // Each key knows its field: a digit belongs to the telephone, a letter to the name.
    if (key.dataset.into) field = form.elements[key.dataset.into];
    const isFull = field.maxLength > 0 && field.value.length >= field.maxLength;
    if (key.dataset.key === "delete") field.value = [...field.value].slice(0, -1).join("");
    else if (!isFull) field.value += key.dataset.key;
    again();
  });
  key.disabled = false; // until now a touch would have been lost
}
form.addEventListener("input", again);
// Half of it finds nobody: who is not done yet is told so here, and is not sent to the desk.
form.addEventListener("submit", (event) => {
  const empty = code.value.trim() ? null : ["digits", "initials"].find((name) => !form.elements[name].value.trim());
  if (!empty) return;
  event.preventDefault();
  document.querySelector("[data-incomplete]").hidden = false;
  form.elements[empty].focus();
  again();
});
// A scanner types and ends with Enter, wherever the focus was left.
document.addEventListener("keydown", (event) => {
  if (event.key.length !== 1 || event.key === " " || document.activeElement.matches("input")) return;
  event.preventDefault();
  code.focus();
  code.value += event.key;
});
code.focus();
leave().catch(() => {}); // a desk that another tab has opened since

if (navigator.mediaDevices?.getUserMedia) {
  watch(video, {
    address: video.dataset.address,
    token: form.elements.csrfmiddlewaretoken.value,
    onCode(read) {
      code.value = read;
      form.requestSubmit();
    },
  }).then(() => { video.hidden = false; }, () => {}); // without a camera there are scanner and keys
}
