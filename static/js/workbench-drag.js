// Moving a session by drag: with a mouse from anywhere on it, with a finger from its grip. Where it is dropped is told
// to workbench.js, which asks the server. Escape lets go of it where it was.
const root = document.querySelector("[data-workbench]");
const FAR = 6; // pixels: less than that is a click
const EDGE = 60; // pixels from the window's edge where the page scrolls along
let drag = null;

function begin(event) {
  const row = event.target.closest("[data-row]");
  const isFree = event.pointerType === "mouse" ? event.button === 0 : event.target.closest("[data-grip]");
  if (!row || !isFree || event.target.closest("a, button, [data-cell]")) return;
  drag = { row, x: event.clientX, y: event.clientY, pointer: event.pointerId, isOn: false, drop: null };
}

function move(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  if (!drag.isOn && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
  if (!drag.isOn) {
    drag.isOn = true;
    root.setPointerCapture(drag.pointer);
    root.classList.add("wb--dragging");
    drag.row.classList.add("wb-row--lifted");
    getSelection()?.removeAllRanges();
  }
  event.preventDefault();
  if (event.clientY < EDGE) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
  mark(place(event.clientX, event.clientY));
}

// What is under the pointer: another session's upper or lower half, or an empty five minutes of a room.
function place(x, y) {
  const under = document.elementFromPoint(x, y);
  const target = under?.closest("[data-row]");
  if (target === drag.row) return null;
  if (target) {
    const box = target.getBoundingClientRect();
    return { target, where: y > box.top + box.height / 2 ? "after" : "before" };
  }
  const room = under?.closest("[data-room]");
  if (!room) return null;
  const height = Number.parseFloat(getComputedStyle(room).getPropertyValue("grid-auto-rows"));
  const first = Number(room.closest("[data-axis]").dataset.first);
  const slot = first + Math.max(0, Math.floor((y - room.getBoundingClientRect().top) / height));
  const two = (number) => String(number).padStart(2, "0");
  return { room, start: `${two(Math.floor(slot / 12) % 24)}:${two((slot % 12) * 5)}` };
}

function mark(drop) {
  clear();
  drag.drop = drop;
  drop?.target?.classList.add(`wb-row--${drop.where}`);
  drop?.room?.classList.add("wb-axis__lines--over");
}

function clear() {
  for (const one of root.querySelectorAll(".wb-row--before, .wb-row--after, .wb-axis__lines--over")) {
    one.classList.remove("wb-row--before", "wb-row--after", "wb-axis__lines--over");
  }
}

function end(event, { isDropped }) {
  if (!drag || (event.pointerId !== undefined && event.pointerId !== drag.pointer)) return;
  const { row, drop, isOn } = drag;
  clear();
  row.classList.remove("wb-row--lifted");
  root.classList.remove("wb--dragging");
  drag = null;
  if (!isOn || !isDropped || !drop) return;
  const detail = drop.target
    ? { session: row.dataset.row, target: drop.target.dataset.row, where: drop.where }
    : { session: row.dataset.row, room: drop.room.dataset.room, start: drop.start };
  root.dispatchEvent(new CustomEvent("workbench:drop", { detail }));
}

if (root) {
  root.addEventListener("pointerdown", begin);
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", (event) => end(event, { isDropped: true }));
  root.addEventListener("pointercancel", (event) => end(event, { isDropped: false }));
  document.addEventListener("keydown", (event) => event.key === "Escape" && end(event, { isDropped: false }));
}
