// The desk's one field: always ready for the next scan, and worked by the keyboard alone.
import { watch } from "./desk/camera.js";
import { handOver } from "./desk/handing.js";
import { makeFrame } from "./desk/printing.js";
import { surelyCode } from "./desk/reading.js";

const field = document.querySelector("[data-select]");
const people = [...document.querySelectorAll("[data-person]")];
let chosen = people.length ? 0 : -1;

// What stands in the field is selected, so that typing replaces it.
field?.select();
window.addEventListener("focus", () => field?.select());

function mark() {
  for (const [number, person] of people.entries()) person.classList.toggle("person--chosen", number === chosen);
}

// Arrows choose among those found; Enter lets in who is chosen, unless something new was typed: then it searches.
field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && people.length) {
    event.preventDefault();
    chosen = (chosen + step + people.length) % people.length;
    mark();
    people[chosen].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" && chosen >= 0 && field.value.trim() === field.dataset.shown) {
    const form = people[chosen].querySelector("[data-enter]");
    event.preventDefault();
    if (form) form.requestSubmit();
    else people[chosen].querySelector("details")?.setAttribute("open", "");
  }
});

// Whoever opens the form for a reason writes one. A scanner that types into it means the next guest, not a reason.
for (const details of document.querySelectorAll(".person__override")) {
  const reason = details.querySelector("[name=reason]");
  details.addEventListener("toggle", () => {
    if (details.open) reason.focus();
  });
  reason.form.addEventListener("submit", (event) => {
    const code = surelyCode(reason.value);
    if (!code) return;
    event.preventDefault();
    field.value = code;
    field.form.requestSubmit();
  });
}

// Wherever a click has left the focus, the next scan is typed into the field.
document.addEventListener("keydown", (event) => {
  const isTyping = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isTyping && !document.activeElement.matches("input, select, textarea")) field?.select();
});

// At another door nobody is let in before its page is there.
document.querySelector("[data-door]")?.addEventListener("change", (event) => {
  chosen = -1;
  mark();
  event.target.form.requestSubmit();
});
mark();
// On a small screen whom the desk looks for may be further down; what it has to say stands above.
if (people.length && !document.querySelector("[data-told]")) people[0].scrollIntoView({ block: "nearest" });

// A code that found nobody is kept in the ledger, and the desk is told what it is.
const missed = document.querySelector("[data-missed]");
if (missed) {
  const told = document.querySelector("[data-missed-text]");
  fetch(missed.action, { method: "POST", body: new FormData(missed), keepalive: true })
    .then((response) => response.json())
    .then(({ text }) => {
      told.textContent = text;
      told.hidden = false;
    })
    .catch(() => {}); // the page says already that nobody was found
}

// A badge that is to be asked for takes the next Enter; the next scan still finds the field by its first key.
const next = document.querySelector("[data-next]");
if (next && !next.form.matches("[data-at-once]")) next.focus();

// From this browser's printer a badge is printed in a hidden frame; its page opens the print dialogue itself.
const problem = document.querySelector("[data-print-problem]");
const forms = document.querySelectorAll("form[data-print]");
if (forms.length) {
  const frame = makeFrame("badge-frame");
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    if (page?.URL === "about:blank" || page?.querySelector(".badge")) return;
    // The page to sign in at is shown in no frame, and what the network did not bring has no text either.
    problem.textContent = page?.body.textContent.trim().slice(0, 300) || problem.dataset.lost;
    problem.hidden = false;
  });
  for (const form of forms) {
    form.target = frame.name;
    const mark = document.createElement("input");
    Object.assign(mark, { type: "hidden", name: "frame", value: "1" });
    form.append(mark);
    if (form.matches("[data-at-once]")) form.requestSubmit();
  }
}

// Who is let in has the badge in hand with the same answer, where it is printed at once.
const handing = document.querySelectorAll("form[data-hand-over]");
if (handing.length) handOver(handing, problem.dataset.ground);

// The camera is the field's other way in: a code that it sees is searched for. It stays on over the pages that follow.
const camera = document.querySelector("[data-camera]");
if (camera && navigator.mediaDevices?.getUserMedia) {
  const toggle = camera.querySelector("button");
  const video = camera.querySelector("video");
  const ON = "desk-camera";
  let stop = null;
  const turn = async (isOn) => {
    stop?.();
    stop = null;
    sessionStorage.removeItem(ON);
    if (isOn) {
      try {
        stop = await watch(video, {
          address: camera.dataset.address,
          token: camera.querySelector("[name=csrfmiddlewaretoken]").value,
          onCode(code) {
            if (code === field.dataset.shown) return; // the one on the page is held there still
            field.value = code;
            field.form.requestSubmit();
          },
        });
        sessionStorage.setItem(ON, "1");
      } catch {
        camera.querySelector("p").textContent = camera.dataset.problem;
      }
    }
    video.hidden = !stop;
    toggle.setAttribute("aria-pressed", String(Boolean(stop)));
  };
  camera.hidden = false;
  toggle.addEventListener("click", () => turn(!stop));
  if (sessionStorage.getItem(ON)) turn(true);
}
