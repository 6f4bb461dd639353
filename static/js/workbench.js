// The timetable workbench: what is selected, what is said, asking the server, steps, the mouse. The server draws every
// piece; this asks for it. What the files beside it add hangs on ``root.bench`` too: pieces (putting them where they
// belong), rows and cells (editing in place), keys. Dragging, the rows' menu and the list of speakers need nothing of it.
const root = document.querySelector("[data-workbench]");
if (root) start();

function start() {
  const POLL = 3000; // milliseconds
  const TOAST = 8000; // milliseconds, twice that where it offers to take a step back
  const tools = document.getElementById("wb-step");
  const dialog = root.querySelector("[data-dialog]");
  const query = root.dataset.view ? `view=${root.dataset.view}` : "";
  let fading = null;
  let queue = Promise.resolve();
  let waiting = 0;
  let lost = false;
  const bench = { root, tools, dialog, selected: null, column: "title" }; // the session's id, the cell's field
  root.bench = bench;
  root.classList.add("wb--script");

  bench.timetable = () => document.getElementById("wb-timetable");
  bench.rows = () => [...root.querySelectorAll("[data-row]")];
  bench.row = (id) => (id ? document.getElementById(`s-${id}`) : null);
  bench.opened = () => root.querySelector("[data-editor], [data-cell]"); // a row or a cell that is being edited
  bench.viewed = (url) => (query ? `${url}${url.includes("?") ? "&" : "?"}${query}` : url);

  // ---- what is said: to everybody, or only to who listens

  bench.tell = (text) => (root.querySelector("[data-live]").textContent = text);

  bench.say = (text, { problem = false, undo = false } = {}) => {
    const toast = root.querySelector("[data-toast]");
    clearTimeout(fading);
    if (!problem) fading = setTimeout(() => (toast.hidden = true), undo ? 2 * TOAST : TOAST);
    bench.tell(text);
    toast.hidden = !text;
    toast.classList.toggle("wb-toast--problem", problem);
    toast.querySelector("[data-toast-text]").textContent = text;
    toast.querySelector("[data-toast-undo]").hidden = !undo;
  };

  // ---- selection: one cell of one row is reached by Tab, the others by the arrows; a block has no cells

  const cells = (one) => [...one.querySelectorAll("[data-field]")];
  const spot = (one) => cells(one).find((cell) => cell.dataset.field === bench.column) || one;

  bench.select = (id, { focus = true } = {}) => {
    for (const one of bench.rows()) {
      const is = one.dataset.row === String(id);
      one.setAttribute("aria-selected", String(is));
      const here = spot(one);
      for (const stop of here === one ? [one] : cells(one)) stop.tabIndex = is && stop === here ? 0 : -1;
      const button = one.querySelector("[data-menu]");
      if (button) button.tabIndex = is ? 0 : -1;
      if (is) {
        const radio = one.querySelector("[type=radio]");
        if (radio) radio.checked = true;
        if (focus && !here.matches("[data-cell]")) here.focus();
      }
    }
    bench.selected = bench.row(id) ? String(id) : null;
    const first = document.getElementById("wb-first");
    if (bench.selected && first) {
      first.value = bench.selected;
      endOnDayOf(first);
    }
    if (!bench.selected && bench.rows().length) spot(bench.rows()[0]).tabIndex = 0;
    for (const button of root.querySelectorAll("[data-toolbar] button")) button.disabled = !bench.selected;
  };

  function endOnDayOf(first) {
    const last = document.getElementById("wb-last");
    const day = first.selectedOptions[0]?.dataset.day;
    if (!last || last.selectedOptions[0]?.dataset.day === day) return;
    last.value = [...last.options].findLast((option) => option.dataset.day === day)?.value ?? last.value;
  }

  bench.near = (step) => {
    const all = bench.rows();
    const place = all.indexOf(bench.row(bench.selected));
    const next = all[Math.min(all.length - 1, Math.max(0, place + step))];
    if (next) bench.select(next.dataset.row);
  };

  // The next cell of the row; with rooms side by side what stands nearest in the next room.
  bench.aside = (step) => {
    const one = bench.row(bench.selected);
    if (!one) return;
    const own = cells(one);
    if (own.length) {
      const place = own.indexOf(spot(one)) + step;
      bench.column = own[Math.min(own.length - 1, Math.max(0, place))].dataset.field;
      bench.select(bench.selected);
      return;
    }
    const rooms = [...one.closest("[data-axis]").querySelectorAll("[data-room]")];
    const room = rooms[rooms.indexOf(one.closest("[data-room]")) + step];
    if (!room) return;
    const far = (block) => Math.abs(block.dataset.from - one.dataset.from);
    const nearest = [...room.children].reduce((best, block) => (far(block) < far(best) ? block : best));
    bench.select(nearest.dataset.row);
  };

  // ---- asking the server, one thing after the other, each with the versions that the one before has left

  bench.ask = (work) => {
    waiting += 1;
    queue = queue.then(work).catch(disconnected).finally(() => (waiting -= 1));
    return queue;
  };

  function disconnected() {
    if (!lost) bench.say(root.dataset.lost, { problem: true });
    lost = true;
  }

  bench.fetch = async (url, options = {}) => {
    const headers = { "X-Workbench": "1", ...(options.headers || {}) };
    const response = await fetch(url, { cache: "no-store", ...options, headers });
    if (response.redirected) {
      bench.say(root.dataset.signedOut, { problem: true });
      return null;
    }
    if (lost) bench.say("");
    lost = false;
    return response;
  };

  bench.read = async (response) => {
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    return template.content;
  };

  // ``from`` is the row or cell that is sent; ``stay`` leaves the focus where the person has taken it meanwhile.
  bench.send = (url, data, { from = null, stay = false } = {}) =>
    bench.ask(async () => {
      const body = typeof data === "function" ? data() : data;
      const response = await bench.fetch(url, { method: "POST", body });
      if (response) receive(response, await bench.read(response), from, stay);
    });

  function receive(response, content, from, stay) {
    if (response.status === 409) {
      bench.compare(content);
      return;
    }
    const again = content.querySelector("[data-editor], [data-cell]");
    if (again && from) {
      bench.reopen(from, again, { stay });
      return;
    }
    if (response.ok) {
      if (from) bench.shut(from);
      if (dialog.open) dialog.close();
      bench.apply(content);
      for (const one of document.querySelectorAll("[data-before-step]")) one.hidden = true;
      for (const one of document.querySelectorAll("[data-after-step]")) one.hidden = false;
    }
    const said = content.querySelector("#wb-said");
    if (!said) return;
    bench.say(said.dataset.said, { problem: "problem" in said.dataset, undo: "undo" in said.dataset });
    if (!stay && said.dataset.select && bench.row(said.dataset.select)) bench.select(said.dataset.select);
  }

  // A row or a cell that could not be saved opens again with what was typed and why.
  bench.reopen = (from, again, { stay }) => {
    if (again.matches("[data-cell]")) bench.reopenCell(from, again, { stay });
    else bench.reopenRow(from, again);
  };

  bench.shut = (open) => (open.matches("[data-cell]") ? bench.shutCell(open) : open.remove());

  // Two versions side by side.
  bench.compare = (content) => {
    const stale = content.querySelector("[data-stale]");
    bench.show(stale);
    dialog.removeAttribute("aria-label");
    stale.querySelector("h2").focus();
    bench.tell("");
  };

  bench.show = (...content) => {
    dialog.replaceChildren(...content);
    dialog.setAttribute("aria-label", root.querySelector("[data-edit]").textContent);
    if (!dialog.open) dialog.showModal();
  };

  // ---- what others do

  bench.refresh = ({ tag = bench.timetable().dataset.tag } = {}) => {
    const since = tag ? `?since=${bench.timetable().dataset.version}` : "";
    return bench.ask(async () => {
      const response = await bench.fetch(bench.viewed(root.dataset.pieces + since), {
        headers: tag ? { "If-None-Match": tag } : {},
      });
      if (!response || response.status !== 200) return;
      const content = await bench.read(response);
      const said = content.querySelector("#wb-said");
      bench.apply(content);
      if (said) bench.say(said.dataset.said);
    });
  };
  setInterval(() => {
    if (document.visibilityState === "visible" && !waiting && !dialog.open) bench.refresh();
  }, POLL);

  // ---- steps; a cell that is open is saved first

  bench.step = async (name, extra = {}) => {
    if (bench.opened()?.matches("[data-cell]") && !(await bench.settle())) return;
    const id = extra.session || bench.selected;
    await bench.send(bench.viewed(root.dataset.step), () => {
      const data = new FormData(tools);
      data.set("session", id && bench.row(id) ? `${id}:${bench.row(id).dataset.version}` : "");
      data.set("step", name);
      for (const [key, value] of Object.entries(extra)) if (key !== "session") data.set(key, value);
      return data;
    });
  };
  root.addEventListener("workbench:drop", (event) => {
    bench.select(event.detail.session);
    bench.step("drop", event.detail);
  });

  // ---- mouse

  root.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-menu]")) return bench.select(at("[data-menu]").closest("[data-row]").dataset.row, { focus: false });
    if (at("[data-edit-cell]")) return bench.editCell();
    if (at("[data-edit], [data-menu-edit]")) return bench.editRow();
    if (at("[data-insert], [data-menu-insert]")) return bench.insert();
    if (at("[data-toast-close]")) return bench.say("");
    if (at("[data-new]")) return event.preventDefault(), bench.openRow(at("[data-new]").href);
    if (at("[data-cancel]")) return event.preventDefault(), bench.cancelRow(at("[data-editor]"));
    if (at("[data-leave]")) return bench.leaveCell(at("[data-cell]"));
    if (at("[data-keep]")) return event.preventDefault(), keep();
    if (at("[data-go]")) return event.preventDefault(), bench.select(at("[data-go]").dataset.go);
    if (at(".wb-plain, [data-cell]")) return undefined;
    if (at("[data-field]")) return bench.openCell(at("[data-row]").dataset.row, at("[data-field]").dataset.field);
    if (at("[data-row]")) return bench.select(at("[data-row]").dataset.row);
    return undefined;
  });
  root.addEventListener("focusin", (event) => {
    const spot = event.target.closest("[data-field]") || (event.target.matches("[data-row]") && event.target);
    if (!spot) return;
    const [into, field] = [spot.closest("[data-row]").dataset.row, spot.dataset.field || bench.column];
    if (into === bench.selected && field === bench.column) return;
    bench.column = field;
    bench.select(into, { focus: false });
  });
  root.addEventListener("dblclick", (event) => {
    if (event.target.closest(".wb-block")) bench.editRow();
  });

  function keep() {
    dialog.close();
    const open = bench.opened();
    if (open?.matches("[data-cell]")) bench.shutCell(open);
    if (open?.matches("[data-editor]")) bench.cancelRow(open);
    else bench.refresh({ tag: "" });
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    const open = dialog.querySelector("[data-editor]");
    if (open) bench.cancelRow(open);
    else dialog.close();
  });
  dialog.addEventListener("close", () => dialog.replaceChildren());

  // ---- forms: the toolbar's, a row's or a cell's, a reason's

  root.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form === tools) {
      bench.step(event.submitter?.value || "");
    } else if (form.closest("[data-cell]")) {
      bench.saveCell(form.closest("[data-cell]"));
    } else if (form.closest("[data-editor]")) {
      bench.send(bench.viewed(form.action), new FormData(form), { from: form.closest("[data-editor]") });
    } else if (form.matches("[data-send]")) {
      bench.send(bench.viewed(form.action), new FormData(form), { from: form.closest("[data-stale]") ? bench.opened() : null });
    }
  });

  // ---- the ripple switch is the person's own, and stays as it was left

  const ripple = tools.querySelector("[data-ripple]");
  ripple.checked = localStorage.getItem("workbench-ripple") !== "off";
  ripple.addEventListener("change", () => localStorage.setItem("workbench-ripple", ripple.checked ? "on" : "off"));

  bench.select(location.hash.startsWith("#s-") ? location.hash.slice(3) : null, { focus: false });
}
