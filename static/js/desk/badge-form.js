// A badge's form prints from a hidden frame, and then the desk is there again for the next guest.
import { makeFrame, printFrame } from "./printing.js";

const form = document.querySelector("form[data-print-then]");

if (form) {
  const frame = makeFrame("badge-hand");
  const held = document.createElement("input");
  Object.assign(held, { type: "hidden", name: "frame", value: "held" });
  form.append(held);
  form.target = frame.name;
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  // Back from the browser's cache the form may be sent again.
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  frame.addEventListener("load", async () => {
    if (!isSent) return;
    try {
      await printFrame(frame);
      location.assign(form.dataset.printThen);
    } catch {
      // Refused, so nothing was written down: the form's own page says why.
      held.remove();
      form.target = "_self";
      form.submit();
    }
  });
}
