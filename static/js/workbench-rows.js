// A whole row of the workbench as a form: in its place in the table, in the dialog where rooms stand side by side.
const root = document.querySelector("[data-workbench]");
if (root) start(root.bench);

function start(bench) {
  bench.editRow = () => bench.selected && bench.openRow(`${root.dataset.rows}${bench.selected}/`);
  bench.insert = () => bench.openRow(`${root.dataset.rows}?after=${bench.selected || ""}`, { after: bench.selected });

  bench.openRow = async (url, { after = null } = {}) => {
    if (!(await bench.settle())) return;
    const where = bench.row(after);
    await bench.ask(async () => {
      const response = await bench.fetch(url);
      if (!response?.ok) return;
      const fresh = (await bench.read(response)).querySelector("[data-editor]");
      const twin = bench.row(fresh.dataset.editor);
      if (root.dataset.view || !bench.timetable().querySelector("tbody")) bench.show(inDialog(fresh));
      else if (twin) twin.replaceWith(fresh);
      else if (where) where.after(fresh);
      else [...bench.timetable().querySelectorAll("tbody")].at(-1).append(fresh);
      prepare(fresh, bench.column);
    });
  };

  // False if a row with something typed into it is open; one without is closed.
  bench.settleRow = async (open) => {
    if (open.querySelector("form").dataset.dirty) {
      bench.say(root.dataset.busy, { problem: true });
      open.querySelector("input:not([type=hidden])").focus();
      return false;
    }
    await bench.cancelRow(open, { silent: true });
    return true;
  };

  function inDialog(fresh) {
    withoutRoles(fresh);
    const table = document.createElement("table");
    table.className = "wb-table";
    table.setAttribute("role", "presentation");
    table.createTBody().append(fresh);
    return table;
  }

  function withoutRoles(fresh) {
    for (const one of [fresh, ...fresh.querySelectorAll("[role=gridcell]")]) one.removeAttribute("role");
  }

  function prepare(fresh, field) {
    window.htmx?.process(fresh);
    const ripple = fresh.querySelector("[data-own-ripple]");
    if (ripple) ripple.checked = bench.tools.querySelector("[data-ripple]").checked;
    const parts = [...fresh.querySelectorAll("[name=part_who]")];
    const isNew = fresh.dataset.editor === "0";
    const input = field === "parts" && !isNew ? parts.at(-1) : fresh.querySelector(`[name="${isNew ? "title" : field}"]`);
    const invalid = fresh.querySelector("[aria-invalid=true]");
    (invalid || input || fresh.querySelector("[name=title]")).focus();
    if (!invalid) input?.select?.();
    fresh.scrollIntoView({ block: "nearest" });
  }

  bench.reopenRow = (from, again) => {
    if (bench.dialog.contains(from)) withoutRoles(again);
    from.replaceWith(again);
    again.querySelector("form").dataset.dirty = "1";
    prepare(again, "title");
    const reasons = [...again.querySelectorAll(".mf-alert p, .wb-error")].map((one) => one.textContent);
    bench.say(reasons.join(" "), { problem: true });
  };

  bench.cancelRow = (open, { silent = false } = {}) => {
    const id = open.dataset.editor === "0" ? open.dataset.after : open.dataset.editor;
    if (bench.dialog.contains(open)) bench.dialog.close();
    open.remove();
    return bench.refresh({ tag: "" }).then(() => silent || bench.select(bench.row(id) ? id : bench.selected));
  };
}
