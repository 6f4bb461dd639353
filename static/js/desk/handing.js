// A badge printed out of the answer that lets its guest in: neither a second request nor a page to load stands between.
import { makeFrame, printWindow } from "./printing.js";

const FAMILY = '"Pretendard GOV"';

/** Resolves with the frame's window once its page is there with the fonts of a badge. */
function makeReady(address) {
  const frame = makeFrame("badge-hand");
  return new Promise((resolve, reject) => {
    frame.addEventListener("load", () => {
      const page = frame.contentDocument;
      if (!page?.querySelector("[data-ground]")) return reject(new Error("no page for badges")); // signed out, perhaps
      const fonts = ["400", "700"].map((weight) => page.fonts.load(`${weight} 16px ${FAMILY}`, "가A"));
      return Promise.all(fonts).then(() => resolve(frame.contentWindow), reject);
    });
    frame.addEventListener("error", reject);
    frame.src = address;
  });
}

async function print(window, { html, title }) {
  const page = window.document;
  page.title = title;
  page.querySelector("[data-ground]").innerHTML = html;
  await printWindow(window);
}

/**
 * Lets the forms that are marked for it hand the badge over. Whatever goes wrong before the guest is in, the form is sent
 * as it would be without a script: its number lets nobody in twice.
 */
export function handOver(forms, address) {
  const ready = makeReady(address);
  ready.catch(() => {}); // each form asks for itself
  let isBusy = false;
  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      let answer = null;
      let window = null;
      try {
        const asked = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } };
        window = await ready;
        const response = await fetch(form.action, asked);
        if (!response.ok || !response.headers.get("Content-Type")?.startsWith("application/json")) throw new Error();
        answer = await response.json();
      } catch {
        form.submit();
        return;
      }
      if (answer.badge) await print(window, answer.badge).catch(() => {}); // the next page offers it once more
      location.assign(answer.next);
    });
  }
}
