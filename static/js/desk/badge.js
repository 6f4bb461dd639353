// One badge on a page of its own size, from the event's design on the device: the DOM of templates/papers/_badge.html.
// The lines come broken and fitted with the roster, so that it looks as it does from the server.
const sheets = new Map();

function styleOf(badge) {
  const text = badge.page + badge.style;
  if (!sheets.has(text)) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.set(text, sheet);
  }
  return sheets.get(text);
}

function picture(className, src, alt = "") {
  const image = document.createElement("img");
  image.className = className;
  image.src = src;
  image.alt = alt;
  return image;
}

function block(line, logo) {
  const element = document.createElement("div");
  element.className = line.classes;
  if (line.is_logo) element.append(picture("badge-logo", logo));
  else element.append(line.text);
  if (line.mark) {
    const mark = document.createElement("span");
    mark.className = "badge-mark";
    mark.append(line.mark);
    element.append(mark);
  }
  return element;
}

/** The badge of a guest as an element. */
export function badgeOf(design, person) {
  const badge = document.createElement("div");
  badge.className = "badge";
  if (design.background) badge.append(picture("badge-background", design.background));
  for (const line of person.badge.lines) badge.append(block(line, design.logo));
  if (person.badge.qr) badge.append(picture("badge-qr", person.badge.qr, person.badge.readable));
  return badge;
}

/** Prints the badge by the browser; done when the dialogue, if there is one, is closed. */
export async function print(place, design, person) {
  const badge = badgeOf(design, person);
  place.replaceChildren(badge);
  const sheet = styleOf(design);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  try {
    await Promise.all([...badge.querySelectorAll("img")].map((image) => image.decode()));
    await document.fonts.ready;
    // Some browsers come back before they have drawn the page.
    const isDone = new Promise((resolve) => addEventListener("afterprint", resolve, { once: true }));
    window.print();
    await isDone;
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    place.replaceChildren();
  }
}
