// The timetable workbench: selection, keys, editing in place, two people at once. The server draws every piece;
// this asks for it and puts it where it belongs. Dragging, the rows' menu and the list of speakers have their own files.
const root = document.querySelector("[data-workbench]");
if (root) start();

function start() {
  const POLL = 3000; // milliseconds
  const TOAST = 8000; // milliseconds, twice that where it offers to take a step back
  const tools = document.getElementById("wb-step");
  const dialog = root.querySelector("[data-dialog]");
  const query = root.dataset.view ? `?view=${root.dataset.view}` : "";
  let selected = null; // the session's id
  let fading = null;
  let queue = Promise.resolve();
  let waiting = 0;
  let lost = false;
  let known = new Map(); // the version of each session as it was shown last
  root.classList.add("wb--script");

  const timetable = () => document.getElementById("wb-timetable");
  const rows = () => [...root.querySelectorAll("[data-row]")];
  const row = (id) => (id ? document.getElementById(`s-${id}`) : null);
  const editor = () => root.querySelector("[data-editor]");

  // ---- what is said

  function say(text, { problem = false, undo = false } = {}) {
    const toast = root.querySelector("[data-toast]");
    clearTimeout(fading);
    if (!problem) fading = setTimeout(() => (toast.hidden = true), undo ? 2 * TOAST : TOAST);
    root.querySelector("[data-live]").textContent = text;
    toast.hidden = !text;
    toast.classList.toggle("wb-toast--problem", problem);
    toast.querySelector("[data-toast-text]").textContent = text;
    toast.querySelector("[data-toast-undo]").hidden = !undo;
  }

  // ---- selection: one row is reached by Tab, the others by the arrows

  function select(id, { focus = true } = {}) {
    for (const one of rows()) {
      const is = one.dataset.row === String(id);
      one.setAttribute("aria-selected", String(is));
      one.tabIndex = is ? 0 : -1;
      const button = one.querySelector("[data-menu]");
      if (button) button.tabIndex = is ? 0 : -1;
      if (is) {
        const radio = one.querySelector("[type=radio]");
        if (radio) radio.checked = true;
        if (focus) one.focus();
      }
    }
    selected = row(id) ? String(id) : null;
    const first = document.getElementById("wb-first");
    if (selected && first) {
      first.value = selected;
      endOnDayOf(first);
    }
    if (!selected && rows().length) rows()[0].tabIndex = 0;
    for (const button of root.querySelectorAll("[data-toolbar] button")) button.disabled = !selected;
  }

  function endOnDayOf(first) {
    const last = document.getElementById("wb-last");
    const day = first.selectedOptions[0]?.dataset.day;
    if (!last || last.selectedOptions[0]?.dataset.day === day) return;
    last.value = [...last.options].findLast((option) => option.dataset.day === day)?.value ?? last.value;
  }

  function near(step) {
    const all = rows();
    const place = all.indexOf(row(selected));
    const next = all[Math.min(all.length - 1, Math.max(0, place + step))];
    if (next) select(next.dataset.row);
  }

  // ---- asking the server, one thing after the other, each with the versions that the one before has left

  function ask(work) {
    waiting += 1;
    queue = queue.then(work).catch(disconnected).finally(() => (waiting -= 1));
    return queue;
  }

  function disconnected() {
    if (!lost) say(root.dataset.lost, { problem: true });
    lost = true;
  }

  async function fetchPiece(url, options = {}) {
    const headers = { "X-Workbench": "1", ...(options.headers || {}) };
    const response = await fetch(url, { cache: "no-store", ...options, headers });
    if (response.redirected) {
      say(root.dataset.signedOut, { problem: true });
      return null;
    }
    if (lost) say("");
    lost = false;
    return response;
  }

  function send(url, data, { from = null } = {}) {
    return ask(async () => {
      const response = await fetchPiece(url, { method: "POST", body: typeof data === "function" ? data() : data });
      if (response) await receive(response, from);
    });
  }

  async function receive(response, from) {
    const html = await response.text();
    const template = document.createElement("template");
    template.innerHTML = html;
    if (response.status === 409) return compare(template.content);
    const again = template.content.querySelector("[data-editor]");
    if (again && from) return reopen(from, again);
    if (response.ok) {
      if (from) from.remove();
      if (dialog.open) dialog.close();
      apply(template.content);
      for (const one of document.querySelectorAll("[data-before-step]")) one.hidden = true;
      for (const one of document.querySelectorAll("[data-after-step]")) one.hidden = false;
    }
    const said = template.content.querySelector("#wb-said");
    if (!said) return undefined;
    say(said.dataset.said, { problem: "problem" in said.dataset, undo: "undo" in said.dataset });
    if (said.dataset.select && row(said.dataset.select)) select(said.dataset.select);
    return undefined;
  }

  // ---- putting pieces where they belong; an open editor and the focus stay

  function apply(content) {
    const place = rows().indexOf(row(selected));
    const active = document.activeElement;
    const wasInRow = active?.closest?.("[data-row]") || active === document.body;
    const pressed = active?.closest?.("#wb-history") ? active.value : null;
    const chosen = document.getElementById("wb-last")?.value;
    for (const piece of [...content.children]) {
      const old = piece.id && document.getElementById(piece.id);
      if (!old) continue;
      if (piece.id === "wb-timetable" && editor() && !dialog.contains(editor())) around(old, piece, editor());
      else old.replaceWith(piece);
      if (piece.id === "wb-timetable") Object.assign(timetable().dataset, piece.dataset);
    }
    for (const one of rows()) {
      if (known.get(one.dataset.row) !== one.dataset.version) one.classList.add("wb-row--fresh");
    }
    remember();
    layOut();
    window.htmx?.process(root);
    const last = document.getElementById("wb-last");
    if (last && chosen && [...last.options].some((option) => option.value === chosen)) last.value = chosen;
    const neighbour = rows()[Math.min(place, rows().length - 1)];
    const again = pressed && document.querySelector(`#wb-history [value="${pressed}"]:not([disabled])`);
    select(row(selected) ? selected : place >= 0 ? neighbour?.dataset.row : null, { focus: Boolean(wasInRow || pressed) && !again && !editor() });
    again?.focus();
  }

  function remember() {
    const shown = rows().map((one) => [one.dataset.row, one.dataset.version]);
    known = new Map(editor() ? [...known, ...shown] : shown);
  }

  // The editor's own element is never moved, so that neither the caret nor a half-typed syllable is lost.
  function around(old, fresh, open) {
    const id = open.dataset.editor;
    const twin = fresh.querySelector(`#s-${id === "0" ? open.dataset.after : id}`);
    const body = twin?.closest("tbody") || fresh.querySelector("tbody");
    const own = body ? [...body.children] : [];
    const at = twin ? own.indexOf(twin) : own.length;
    const oldDay = [...old.children].find((one) => one.contains(open));
    const day = [...fresh.children].find((one) => one.contains(body));
    for (const one of [...open.parentElement.children]) if (one !== open) one.remove();
    open.before(...own.slice(0, id === "0" ? at + 1 : at));
    open.after(...own.slice(at + 1));
    const days = [...fresh.children];
    const dayAt = days.indexOf(day);
    for (const one of [...old.children]) if (one !== oldDay) one.remove();
    if (day) {
      const title = day.querySelector("h2");
      if (title) oldDay.querySelector("h2")?.replaceWith(title);
      oldDay.before(...days.slice(0, dayAt));
      oldDay.after(...days.slice(dayAt + 1));
    }
    const seen = open.querySelector("[name=seen]").value;
    if (id !== "0" && twin?.dataset.version !== seen) {
      const notice = open.querySelector("[data-meanwhile]");
      notice.textContent = root.dataset.changedMeanwhile;
      notice.hidden = false;
    }
  }

  function layOut() {
    for (const one of root.querySelectorAll("[data-from]")) {
      one.style.gridRow = one.dataset.to ? `${one.dataset.from} / ${one.dataset.to}` : one.dataset.from;
    }
  }

  // ---- editing in place

  async function open(url, { after = null, field = "title" } = {}) {
    const isOpen = editor();
    if (isOpen && isOpen.querySelector("form").dataset.dirty) {
      say(root.dataset.busy, { problem: true });
      isOpen.querySelector("input:not([type=hidden])").focus();
      return;
    }
    if (isOpen) await cancel(isOpen, { silent: true });
    const where = row(after);
    await ask(async () => {
      const response = await fetchPiece(url);
      if (!response?.ok) return;
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      const fresh = template.content.querySelector("[data-editor]");
      const twin = row(fresh.dataset.editor);
      if (root.dataset.view || !timetable().querySelector("tbody")) show(inDialog(fresh));
      else if (twin) twin.replaceWith(fresh);
      else if (where) where.after(fresh);
      else [...timetable().querySelectorAll("tbody")].at(-1).append(fresh);
      prepare(fresh, field);
    });
  }

  function inDialog(fresh) {
    for (const one of [fresh, ...fresh.querySelectorAll("[role=gridcell]")]) one.removeAttribute("role");
    const table = document.createElement("table");
    table.className = "wb-table";
    table.setAttribute("role", "presentation");
    table.createTBody().append(fresh);
    return table;
  }

  function show(...content) {
    dialog.replaceChildren(...content);
    dialog.setAttribute("aria-label", root.querySelector("[data-edit]").textContent);
    if (!dialog.open) dialog.showModal();
  }

  function prepare(fresh, field = "title") {
    window.htmx?.process(fresh);
    const ripple = fresh.querySelector("[data-own-ripple]");
    if (ripple) ripple.checked = tools.querySelector("[data-ripple]").checked;
    const parts = [...fresh.querySelectorAll("[name=part_who]")];
    const input = field === "parts" ? parts.at(-1) : fresh.querySelector(`[name="${field}"]`);
    const invalid = fresh.querySelector("[aria-invalid=true]");
    (invalid || input || fresh.querySelector("[name=title]")).focus();
    if (!invalid) input?.select?.();
  }

  function reopen(from, again) {
    if (dialog.contains(from)) for (const one of [again, ...again.querySelectorAll("[role=gridcell]")]) one.removeAttribute("role");
    from.replaceWith(again);
    again.querySelector("form").dataset.dirty = "1";
    prepare(again);
    say([...again.querySelectorAll(".mf-alert p, .wb-error")].map((one) => one.textContent).join(" "), { problem: true });
  }

  function cancel(open, { silent = false } = {}) {
    const id = open.dataset.editor === "0" ? open.dataset.after : open.dataset.editor;
    if (dialog.contains(open)) dialog.close();
    open.remove();
    return refresh({ tag: "" }).then(() => silent || select(row(id) ? id : selected));
  }

  function compare(content) {
    const stale = content.querySelector("[data-stale]");
    show(stale);
    dialog.removeAttribute("aria-label");
    stale.querySelector("h2").focus();
    say("");
  }

  // ---- what others do

  function refresh({ tag = timetable().dataset.tag } = {}) {
    const since = tag ? `since=${timetable().dataset.version}` : "";
    const url = [root.dataset.pieces, [query.slice(1), since].filter(Boolean).join("&")].filter(Boolean).join("?");
    return ask(async () => {
      const response = await fetchPiece(url, { headers: tag ? { "If-None-Match": tag } : {} });
      if (!response || response.status !== 200) return;
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      const said = template.content.querySelector("#wb-said");
      apply(template.content);
      if (said) say(said.dataset.said);
    });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && !waiting && !dialog.open) refresh();
  }, POLL);

  // ---- steps

  function step(name, extra = {}) {
    const id = extra.session || selected;
    return send(root.dataset.step + query, () => {
      const data = new FormData(tools);
      data.set("session", id && row(id) ? `${id}:${row(id).dataset.version}` : "");
      data.set("step", name);
      for (const [key, value] of Object.entries(extra)) if (key !== "session") data.set(key, value);
      return data;
    });
  }
  root.addEventListener("workbench:drop", (event) => {
    select(event.detail.session);
    step("drop", event.detail);
  });

  const edit = (field) => selected && open(`${root.dataset.rows}${selected}/`, { field });
  const insert = () => open(`${root.dataset.rows}?after=${selected || ""}`, { after: selected });

  // ---- mouse

  root.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-menu]")) return select(at("[data-menu]").closest("[data-row]").dataset.row, { focus: false });
    if (at("[data-edit], [data-menu-edit]")) return edit("title");
    if (at("[data-insert], [data-menu-insert]")) return insert();
    if (at("[data-toast-close]")) return say("");
    if (at("[data-new]")) return event.preventDefault(), open(at("[data-new]").href);
    if (at("[data-cancel]")) return event.preventDefault(), cancel(at("[data-editor]"));
    if (at("[data-keep]")) return event.preventDefault(), keep();
    if (at("[data-go]")) return event.preventDefault(), select(at("[data-go]").dataset.go);
    if (at(".wb-plain")) return undefined;
    if (at("[data-row]")) return select(at("[data-row]").dataset.row);
    return undefined;
  });
  root.addEventListener("focusin", (event) => {
    const into = event.target.matches("[data-row]") && event.target.dataset.row;
    if (into && into !== selected) select(into, { focus: false });
  });
  root.addEventListener("dblclick", (event) => {
    if (!event.target.closest("[data-row]") || event.target.closest("a, button")) return;
    select(event.target.closest("[data-row]").dataset.row);
    edit(event.target.closest("[data-field]")?.dataset.field || "title");
  });

  function keep() {
    dialog.close();
    const isOpen = editor();
    if (isOpen) cancel(isOpen);
    else refresh({ tag: "" });
  }
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (dialog.querySelector("[data-editor]")) cancel(dialog.querySelector("[data-editor]"));
    else dialog.close();
  });

  dialog.addEventListener("close", () => dialog.replaceChildren());

  // ---- forms: the toolbar's, an editor's, a reason's

  root.addEventListener("submit", (event) => {
    const form = event.target;
    event.preventDefault();
    if (form === tools) {
      step(event.submitter?.value || "");
    } else if (form.closest("[data-editor]")) {
      send(form.action, new FormData(form), { from: form.closest("[data-editor]") });
    } else if (form.matches("[data-send]")) {
      const isOpen = editor();
      send(form.action + (form.action.includes("?") ? "" : query), new FormData(form), { from: form.closest("[data-stale]") ? isOpen : null });
    }
  });

  // ---- keys

  const KEYS = {
    ArrowUp: () => near(-1),
    ArrowDown: () => near(1),
    Home: () => near(-Infinity),
    End: () => near(Infinity),
    "Alt+ArrowUp": () => step("up"),
    "Alt+ArrowDown": () => step("down"),
    "Shift+ArrowUp": () => step("earlier"),
    "Shift+ArrowDown": () => step("later"),
    "+": () => step("longer"),
    "=": () => step("longer"),
    "Shift++": () => step("longer"),
    "-": () => step("shorter"),
    Enter: () => edit("title"),
    F2: () => edit("title"),
    Insert: () => insert(),
    Delete: () => step("remove"),
    p: () => step("pin"),
    ㅔ: () => step("pin"), // the same key while Hangul is typed
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || dialog.open) return;
    const open = event.target.closest?.("[data-editor]");
    if (open) {
      if (event.key === "Escape") event.preventDefault(), cancel(open);
      return;
    }
    if (event.target.closest?.("input:not([type=radio]):not([type=checkbox]), select, textarea, [contenteditable]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && ["KeyZ", "KeyY"].includes(event.code)) {
      event.preventDefault();
      step(event.code === "KeyY" || event.shiftKey ? "redo" : "undo");
      return;
    }
    if (event.ctrlKey || event.metaKey || !event.target.closest?.("[data-row]") || event.target.closest("a, button")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = `${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${key}`;
    if (!KEYS[name]) return;
    event.preventDefault();
    KEYS[name]();
  });

  // ---- the ripple switch is the person's own, and stays as it was left

  const ripple = tools.querySelector("[data-ripple]");
  ripple.checked = localStorage.getItem("workbench-ripple") !== "off";
  ripple.addEventListener("change", () => localStorage.setItem("workbench-ripple", ripple.checked ? "on" : "off"));

  layOut();
  remember();
  select(location.hash.startsWith("#s-") ? location.hash.slice(3) : null, { focus: false });
}
