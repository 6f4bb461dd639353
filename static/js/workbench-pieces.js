// Putting what the server has drawn where it belongs on the workbench; what is open and the focus stay.
const root = document.querySelector("[data-workbench]");
if (root) start(root.bench);

function start(bench) {
  let known = new Map(); // the version of each session as it was shown last

  bench.apply = (content) => {
    const place = bench.rows().indexOf(bench.row(bench.selected));
    const active = document.activeElement;
    const wasInRow = active?.closest?.("[data-row]") || active === document.body;
    const pressed = active?.closest?.("#wb-history") ? active.value : null;
    const chosen = document.getElementById("wb-last")?.value;
    for (const piece of [...content.children]) {
      const old = piece.id && document.getElementById(piece.id);
      if (!old) continue;
      const open = piece.id === "wb-timetable" && bench.opened();
      if (open && !bench.dialog.contains(open)) around(open, old, piece);
      else old.replaceWith(piece);
      if (piece.id === "wb-timetable") Object.assign(bench.timetable().dataset, piece.dataset);
    }
    for (const one of bench.rows()) {
      if (known.get(one.dataset.row) !== one.dataset.version) one.classList.add("wb-row--fresh");
    }
    remember();
    layOut();
    window.htmx?.process(root);
    const last = document.getElementById("wb-last");
    if (last && chosen && [...last.options].some((option) => option.value === chosen)) last.value = chosen;
    const neighbour = bench.rows()[Math.min(place, bench.rows().length - 1)];
    const again = pressed && document.querySelector(`#wb-history [value="${pressed}"]:not([disabled])`);
    bench.select(bench.row(bench.selected) ? bench.selected : place >= 0 ? neighbour?.dataset.row : null, {
      focus: Boolean(wasInRow || pressed) && !again && !bench.opened(),
    });
    again?.focus();
  };

  function remember() {
    const shown = bench.rows().map((one) => [one.dataset.row, one.dataset.version]);
    known = new Map(bench.opened() ? [...known, ...shown] : shown);
  }

  // What is open is never moved, so that neither the caret nor a half-typed syllable is lost: everything around it is
  // changed instead, level by level, for what stands around its twin in the fresh piece.
  function around(open, old, fresh) {
    const isCell = open.matches("[data-cell]");
    const twinRow = fresh.querySelector(`#s-${isCell ? open.dataset.cell : open.dataset.editor}`);
    const twin = isCell
      ? twinRow?.querySelector(`[data-field="${open.dataset.field}"]`) || standInOfGone(open, fresh)
      : twinRow || standIn(open, fresh);
    for (let [kept, other] = [open, twin]; kept !== old; [kept, other] = [kept.parentElement, other.parentElement]) {
      const own = [...other.parentElement.children];
      const at = own.indexOf(other);
      for (const one of [...kept.parentElement.children]) if (one !== kept) one.remove();
      kept.before(...own.slice(0, at));
      kept.after(...own.slice(at + 1));
      if (kept.matches("[data-row]")) for (const { name, value } of [...other.attributes]) kept.setAttribute(name, value);
    }
    if (isCell && twinRow) open.spare = twin;
    if (open.dataset.editor !== "0" && twinRow?.dataset.version !== open.querySelector("[name=seen]").value) {
      const notice = open.querySelector("[data-meanwhile]");
      notice.textContent = root.dataset.changedMeanwhile;
      notice.hidden = false;
    }
  }

  // Where a new row, or one whose session has gone, stands among the fresh ones.
  function standIn(row, fresh) {
    const before = row.previousElementSibling;
    const twin = before?.id && fresh.querySelector(`#${before.id}`);
    const one = document.createElement("tr");
    if (twin) twin.after(one);
    else if (before) fresh.querySelector("tbody").append(one);
    else fresh.querySelector("tbody").prepend(one);
    return one;
  }

  function standInOfGone(cell, fresh) {
    const row = standIn(cell.parentElement, fresh);
    for (const one of cell.parentElement.children) row.append(one.cloneNode(one !== cell));
    return row.querySelector("[data-cell]");
  }

  function layOut() {
    for (const one of root.querySelectorAll("[data-from]")) {
      one.style.gridRow = one.dataset.to ? `${one.dataset.from} / ${one.dataset.to}` : one.dataset.from;
    }
  }

  layOut();
  remember();
}
