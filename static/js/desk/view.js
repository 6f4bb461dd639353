// What the desk's page shows: its parts, its words and its rows. Nothing here decides.
import { OVERRIDABLE } from "./admitting.js";

const WORDS = JSON.parse(document.getElementById("desk-words").textContent);
const ENDED = new Set(["cancelled", "declined"]);
const CLOCK = new Intl.DateTimeFormat("ko", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const one = (hook, within = document) => within.querySelector(`[data-${hook}]`);
export const clock = (moment) => CLOCK.format(moment);

/** The sentence of that key with its values put in. */
export function say(key, values = {}) {
  return (WORDS[key] ?? "").replace(/%\((\w+)\)s/gu, (_, name) => values[name] ?? "");
}

/** Shows these parts of the page alone. */
export function showParts(...names) {
  for (const part of document.querySelectorAll("[data-part]")) part.hidden = !names.includes(part.dataset.part);
}

/** The notice above everything: `success`, `warning` or `danger`; `scan` says whether it can be undone or printed. */
export function tell(text, kind, { canUndo = false, canPrint = false } = {}) {
  const notice = one("said");
  notice.hidden = !text;
  notice.className = `notice notice--${kind}`;
  notice.setAttribute("role", kind === "success" ? "status" : "alert");
  one("said-text").textContent = text;
  one("said-actions").hidden = !(canUndo || canPrint);
  one("undo", notice).hidden = !canUndo;
  one("print-last").hidden = !canPrint;
  if (text) notice.scrollIntoView({ block: "nearest" }); // on a small screen its cause may be far below
}

/** What was wrong with the last one does not stand over the next one; what can be undone stays. */
export function hush() {
  const notice = one("said");
  if (notice.matches(".notice--danger")) notice.hidden = true;
}

/** Whether the server can be reached, in words, and what it has not heard yet. */
export function showLine(state, { unsent, refused }, event) {
  one("line").hidden = false;
  const tag = one("line-state");
  tag.className = `tag ${state === "ok" ? "tag--open" : state === "offline" ? "tag--demo" : "tag--danger"}`;
  tag.textContent = say(state === "ok" ? "online" : state);
  one("line-unsent").textContent = unsent ? say("unsent", { count: unsent }) : refused ? "" : say("all_sent");
  one("line-refused").hidden = !refused;
  one("line-refused").textContent = say("rejected", { count: refused });
  one("line-roster").textContent = say("loaded", { count: event.people, time: clock(event.cursor) });
  const signin = one("line-signin");
  signin.hidden = state !== "signin";
  signin.href = `${one("desk").dataset.signin}?next=${encodeURIComponent(location.pathname)}`;
}

function fill(row, hook, text) {
  const element = one(hook, row);
  element.textContent = text;
  element.hidden = !text;
}

/** The card of somebody who was found; `acts` has what its buttons do. */
export function personRow(event, found, acts) {
  const { person, code, presence, hasNamesake } = found;
  const row = document.getElementById("found-row").content.cloneNode(true).firstElementChild;
  fill(row, "name", person.name);
  fill(row, "title", person.title);
  fill(row, "organization", [person.organization, person.department].filter(Boolean).join(" "));
  fill(row, "seat", person.seat ? say("seat", { seat: person.seat }) : "");
  fill(row, "category", event.categories[person.category] ?? "");
  fill(row, "state", event.states[person.state] ?? "");
  one("state", row).classList.add(person.state === "confirmed" ? "tag--open" : "tag--danger");
  one("deputy", row).hidden = !person.is_deputy;
  fill(row, "comes-for", person.comes_for ? say("comes_for", { who: person.comes_for }) : "");
  fill(row, "entered", presence?.is_in ? say("entered_at", { time: clock(presence.at) }) : "");
  fill(row, "code", person.code);
  one("revoked", row).hidden = code === person.code;
  one("printed", row).hidden = !person.was_printed;
  one("namesake", row).hidden = !hasNamesake;
  row.classList.toggle("person--in", Boolean(presence?.is_in));
  one("in", row).classList.toggle("button--secondary", Boolean(presence?.is_in) || OVERRIDABLE.has(found.refusal));
  one("out", row).hidden = !presence?.is_in;
  one("badge", row).hidden = person.state !== "confirmed";
  one("deputize", row).hidden = !acts.deputize || presence?.is_in || ENDED.has(person.state);
  one("deputize", row).addEventListener("click", () => acts.deputize(person));
  one("in", row).addEventListener("click", () => acts.pass(found));
  one("out", row).addEventListener("click", () => acts.pass(found, { kind: "out" }));
  one("badge", row).addEventListener("click", () => acts.print(person));
  const override = one("override", row);
  override.hidden = !OVERRIDABLE.has(found.refusal);
  override.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    acts.pass(found, { reason: override.elements.reason.value.trim() });
  });
  return row;
}

/** An event that the device holds. */
export function eventRow(event, address) {
  const row = document.getElementById("event-row").content.cloneNode(true).firstElementChild;
  fill(row, "name", event.name);
  fill(row, "roster", say("loaded", { count: event.people, time: clock(event.cursor) }));
  one("open", row).href = address;
  return row;
}

/** Something that this device did; `name` is "" where the roster is locked. */
export function journalRow(entry, name, undo) {
  const row = document.getElementById("journal-row").content.cloneNode(true).firstElementChild;
  fill(row, "time", clock(entry.at));
  const values = { name: name || "···", time: clock(entry.since || entry.at), code: "" };
  fill(row, "what", say(`outcome_${entry.said || entry.outcome}`, values));
  const button = one("undo", row);
  button.hidden = entry.is_undone || !["entered", "override", "left"].includes(entry.said || entry.outcome);
  button.addEventListener("click", () => undo(entry.scan_id));
  return row;
}

/** Something that the server refused; what cannot be done about it has no button. */
export function refusalRow(texts, acts) {
  const row = document.getElementById("refused-row").content.cloneNode(true).firstElementChild;
  for (const [hook, text] of Object.entries(texts)) fill(row, hook, text);
  for (const [hook, act] of Object.entries(acts)) {
    const button = one(hook, row);
    button.hidden = !act;
    if (act) button.addEventListener("click", act);
  }
  return row;
}

/** The choices of a list field. */
export function choices(select, pairs) {
  select.replaceChildren(...pairs.map(([value, label]) => new Option(label, value)));
}
