// Printing a badge's page from a hidden frame, so that the page around it stays as it is.

/** A hidden frame. It is laid out, as what is not displayed has no size and no fonts. */
export function makeFrame(name = "") {
  const frame = document.createElement("iframe");
  frame.className = "print-frame";
  frame.name = name;
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  document.body.append(frame);
  return frame;
}

/** Resolves once the badge is on its way to the printer; rejects if its page did not come. */
export async function printPage(address) {
  const frame = makeFrame();
  try {
    await new Promise((resolve, reject) => {
      frame.addEventListener("load", resolve, { once: true });
      frame.addEventListener("error", reject, { once: true });
      frame.src = address;
    });
    await printFrame(frame);
  } finally {
    frame.remove();
  }
}

/** Prints the badge's page that a frame holds; rejects if it holds another. */
export async function printFrame(frame) {
  const page = frame.contentWindow;
  // A problem page, or the form to sign in, is no badge.
  if (!page.document.querySelector(".badge")) throw new Error("no badge");
  await printWindow(page);
}

/** Prints what a window shows, once its pictures and fonts are there. */
export async function printWindow(page) {
  await Promise.all([page.document.fonts.ready, ...[...page.document.images].map((image) => image.decode())]);
  const printed = new Promise((resolve) => {
    page.addEventListener("afterprint", resolve, { once: true });
  });
  page.print();
  await printed;
}
