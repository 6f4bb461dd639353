// The workbench by keyboard. Inside a field only what the field itself knows is done.
const root = document.querySelector("[data-workbench]");
if (root) start(root.bench);

function start(bench) {
  const hasCells = !root.dataset.view;
  const edit = () => (hasCells ? bench.editCell() : bench.editRow());
  const KEYS = {
    ArrowUp: () => bench.near(-1),
    ArrowDown: () => bench.near(1),
    ArrowLeft: () => bench.aside(-1),
    ArrowRight: () => bench.aside(1),
    Home: () => bench.near(-Infinity),
    End: () => bench.near(Infinity),
    "Alt+ArrowUp": () => bench.step("up"),
    "Alt+ArrowDown": () => bench.step("down"),
    "Shift+ArrowUp": () => bench.step("earlier"),
    "Shift+ArrowDown": () => bench.step("later"),
    "+": () => bench.step("longer"),
    "=": () => bench.step("longer"),
    "Shift++": () => bench.step("longer"),
    "-": () => bench.step("shorter"),
    Enter: edit,
    F2: edit,
    "Shift+Enter": () => bench.editRow(),
    Insert: () => bench.insert(),
    Delete: () => bench.step("remove"),
    p: () => bench.step("pin"),
    ㅔ: () => bench.step("pin"), // the same key while Hangul is typed
  };
  const FIELDS = "input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]";

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || bench.dialog.open) return;
    const at = (selector) => event.target.closest?.(selector);
    const row = at("[data-editor]");
    if (row && event.key === "Escape") {
      event.preventDefault();
      bench.cancelRow(row);
    }
    if (row || at("[data-cell]") || at(FIELDS)) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && !event.altKey && ["KeyZ", "KeyY"].includes(event.code)) {
      event.preventDefault();
      bench.step(event.code === "KeyY" || event.shiftKey ? "redo" : "undo");
      return;
    }
    if (isControl || !at("[data-row]") || at("a, button")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = KEYS[`${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${key}`];
    if (!act) return;
    event.preventDefault();
    if (!bench.isOpening) act(); // what is typed while a cell opens is meant for the cell
  });
}
