// The badge of somebody whom the server has not set: texts made to fit by measuring them, as events/lettering.py does.
const MM_PER_POINT = 25.4 / 72;
const MEASURED_AT = 100; // pixels
const SPACED_NAME = 3; // characters; shorter Korean names are set with wider gaps
const SPACING = 0.05; // ems after each letter: as .badge-short

let canvas = null;

/** The width of a text in ems of the badges' font. */
function ems(text, isBold) {
  canvas ??= document.createElement("canvas").getContext("2d");
  canvas.font = `${isBold ? 700 : 400} ${MEASURED_AT}px "Pretendard GOV"`;
  return canvas.measureText(text).width / MEASURED_AT;
}

/** The pieces in as few lines as hold them; null where one of them alone is too wide. */
function wrap(pieces, most, isBold, glue) {
  const lines = [];
  for (const piece of pieces) {
    const longer = lines.length ? lines.at(-1) + glue + piece : piece;
    if (lines.length && ems(longer, isBold) <= most) lines[lines.length - 1] = longer;
    else if (ems(piece, isBold) <= most) lines.push(piece);
    else return null;
  }
  return lines;
}

function fit(text, { steps, width, is_bold: isBold }) {
  const words = text.normalize("NFC").split(/\s+/u).filter(Boolean);
  for (const [size, most] of steps) {
    const lines = wrap(words, width / (size * MM_PER_POINT), isBold, " ");
    if (lines && lines.length <= most) return { size, lines };
  }
  const [size, most] = steps.at(-1);
  const letters = wrap([...words.join(" ")], width / (size * MM_PER_POINT), isBold, "") ?? [];
  return { size, lines: letters.slice(0, most) };
}

function textOf(block, design, person) {
  if (block.field === "category") return design.words[person.category] ?? "";
  if (block.field === "code") return `${person.code.slice(0, 4)} ${person.code.slice(4)}`;
  if (["event", "text", "logo"].includes(block.field)) return block.text;
  return person[block.field] ?? "";
}

function lineOf(block, design, person) {
  const text = textOf(block, design, person);
  const { size, lines } = fit(text, block);
  const classes = [block.classes, `f${size}`];
  if (block.field === "category") classes.push(`c-${person.category}`);
  if (block.field === "name") {
    classes.push(`n${lines.length}`);
    const spaced = (ems(text, block.is_bold) + SPACING * text.length) * size * MM_PER_POINT;
    if (lines.length === 1 && text.length <= SPACED_NAME && spaced <= block.width) classes.push("badge-short");
  }
  const mark = block.field === "category" ? design.mark : "";
  return { classes: classes.join(" "), text: lines.join("\n"), mark, is_logo: block.field === "logo" };
}

/** What `badge` of a person on the roster is; `qr` is the picture of their code, if there is one. */
export async function badgeFor(design, person, qr) {
  await Promise.all(["400", "700"].map((weight) => document.fonts.load(`${weight} 16px "Pretendard GOV"`, "가")));
  const lines = design.blocks.map((block) => lineOf(block, design, person));
  const said = lines.filter((line) => line.text || (line.is_logo && design.logo));
  return { lines: said, qr: design.has_code ? qr : "", readable: person.code };
}
