// One cell of the workbench as a field. Enter saves, Escape gives up, Tab saves and goes on to the next cell; whoever
// leaves it otherwise saves it too, if something was changed.
const root = document.querySelector("[data-workbench]");
if (root) start(root.bench);

function start(bench) {
  let asked = 0; // how often a cell was asked for: only the last one opens
  let isPressed = false; // a pointer is down: what was clicked must not be exchanged before the click is over
  bench.isOpening = false;

  const openCell = () => root.querySelector("[data-cell]");

  // ---- opening

  bench.editCell = () => bench.selected && bench.openCell(bench.selected, bench.column);

  bench.openCell = async (id, field) => {
    const turn = ++asked;
    bench.isOpening = true;
    try {
      if (!(await bench.settle())) return;
      bench.column = field;
      bench.select(id);
      await bench.ask(() => fetchCell(id, field, turn));
    } finally {
      if (turn === asked) bench.isOpening = false;
    }
  };

  async function fetchCell(id, field, turn) {
    if (turn !== asked) return;
    const response = await bench.fetch(`${root.dataset.rows}${id}/${field}/`);
    const old = bench.row(id)?.querySelector(`[data-field="${field}"]`);
    if (!response?.ok || !old || turn !== asked) return;
    const cell = (await bench.read(response)).querySelector("[data-cell]");
    put(cell, old, old);
    focusField(cell, { all: true });
  }

  // The cell keeps its size, so that nothing jumps when its field floats above it.
  function put(cell, old, spare) {
    const { width, height } = old.getBoundingClientRect();
    cell.style.minWidth = old.style.minWidth || `${width}px`;
    cell.style.height = old.style.height || `${height}px`;
    cell.spare = spare;
    old.replaceWith(cell);
    window.htmx?.process(cell);
  }

  function focusField(cell, { all = false } = {}) {
    const invalid = cell.querySelector("[aria-invalid=true]");
    const field = invalid || [...cell.querySelectorAll("[name=part_who]")].at(-1) || stops(cell)[0];
    field.focus();
    if (all) field.select?.();
    cell.querySelector(".wb-cell__below").scrollIntoView({ block: "nearest" });
  }

  // ---- closing

  bench.shutCell = (cell) => {
    if (!cell.isConnected) return;
    const hadFocus = cell.contains(document.activeElement);
    cell.dataset.closing = "1";
    cell.replaceWith(cell.spare);
    if (hadFocus) bench.select(bench.selected);
  };

  bench.leaveCell = (cell) => {
    bench.shutCell(cell);
    bench.select(cell.dataset.cell);
    bench.tell(root.dataset.givenUp);
  };

  // True once nothing is open any more: what was changed is saved, what was not is closed.
  bench.settle = async () => {
    const open = bench.opened();
    if (open?.matches("[data-editor]")) return bench.settleRow(open);
    if (!open) return true;
    if (isDirty(open)) return bench.saveCell(open);
    bench.shutCell(open);
    return true;
  };

  function isDirty(cell) {
    const form = cell.querySelector("form");
    const before = (one) => [...one.options].find((option) => option.defaultSelected)?.value ?? one.options[0].value;
    const isChanged = (one) => one.value !== (one.tagName === "SELECT" ? before(one) : one.defaultValue);
    return Boolean(form.dataset.dirty) || [...form.querySelectorAll("select, input:not([type=hidden])")].some(isChanged);
  }

  // ---- saving

  // True if it was saved; a cell that was not stays open, or both versions stand side by side.
  bench.saveCell = async (cell, { stay = false } = {}) => {
    if (cell.saving) return cell.saving;
    const form = cell.querySelector("form");
    const data = new FormData(form);
    if (bench.tools.querySelector("[data-ripple]").checked) data.set("ripple", "on");
    const fields = [...cell.querySelectorAll("input")];
    for (const one of fields) one.readOnly = true;
    cell.saving = bench
      .send(bench.viewed(form.action), data, { from: cell, stay })
      .then(() => !cell.isConnected && !openCell());
    const isSaved = await cell.saving;
    cell.saving = null;
    for (const one of fields) one.readOnly = false;
    return isSaved;
  };

  bench.reopenCell = (from, again, { stay }) => {
    again.querySelector("form").dataset.dirty = "1";
    const wasLeft = stay && document.activeElement !== document.body && !from.contains(document.activeElement);
    put(again, from, from.spare);
    if (!wasLeft) focusField(again);
    bench.tell([...again.querySelectorAll(".wb-error")].map((one) => one.textContent).join(" "));
  };

  // ---- going on by Tab

  const stops = (cell) =>
    [...cell.querySelectorAll("input:not([type=hidden]), select, button, summary")].filter(
      (one) => one.tabIndex >= 0 && one.checkVisibility(),
    );

  async function goOn(cell, step) {
    const { cell: id, field } = cell.dataset;
    if (!(await bench.settle())) return;
    const next = neighbour(id, field, step);
    if (next) await bench.openCell(...next);
    else bench.select(id);
  }

  function neighbour(id, field, step) {
    const cells = [...bench.timetable().querySelectorAll("[data-row] [data-field]")];
    const place = cells.findIndex((one) => one.dataset.field === field && one.closest("[data-row]").dataset.row === id);
    const next = place < 0 ? null : cells[place + step];
    return next && [next.closest("[data-row]").dataset.row, next.dataset.field];
  }

  root.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      bench.leaveCell(cell);
    } else if (event.key === "Enter" && event.target.matches("input, select")) {
      if (isDirty(cell)) bench.saveCell(cell);
      else bench.leaveCell(cell);
    } else if (event.key === "Tab" && event.target === (event.shiftKey ? stops(cell)[0] : stops(cell).at(-1))) {
      goOn(cell, event.shiftKey ? -1 : 1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  // ---- leaving it any other way

  function left(cell) {
    const isOut = cell.isConnected && !cell.dataset.closing && !cell.saving && !bench.dialog.open;
    if (!isOut || cell.contains(document.activeElement) || !document.hasFocus()) return;
    if (isDirty(cell)) bench.saveCell(cell, { stay: true });
    else bench.shutCell(cell);
  }
  root.addEventListener("focusout", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (cell && !cell.contains(event.relatedTarget)) setTimeout(() => isPressed || left(cell));
  });
  document.addEventListener("pointerdown", () => (isPressed = true));
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      setTimeout(() => {
        isPressed = false;
        if (openCell()) left(openCell());
      });
    });
  }
}
