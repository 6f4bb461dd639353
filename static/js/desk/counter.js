// The field of the desk: whom it finds, by keyboard or scanner, and what is done with them.
import { print } from "./badge.js";
import { find } from "./finding.js";
import { device, latest } from "./outbox.js";
import { decide } from "./admitting.js";
import { read } from "./reading.js";
import { Reprints } from "./reprints.js";
import { MAIN_DOOR, openByCode, write } from "./roster.js";
import { isEntry, pass, undo } from "./scanning.js";
import { ask, posting } from "./sending.js";
import { get } from "./store.js";
import { choices, clock, hush, journalRow, one, personRow, say, tell } from "./view.js";
import { recordPrint } from "./printed.js";

const MOST_IN_JOURNAL = 10;

/** `desk` is the open or locked event, `line` the connection, `deputies` their form, `changed` hears of whatever was done. */
export class Counter {
  constructor({ desk, line, deputies, changed }) {
    Object.assign(this, { desk, line, deputies, changed, found: [], chosen: -1, isBusy: false });
    this.forget();
    this.field = one("search").elements.q;
    this.list = one("found");
    this.door = MAIN_DOOR;
    one("search").addEventListener("submit", (event) => this.#entered(event));
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#moved(event));
    one("door").addEventListener("change", (event) => this.#through(Number(event.target.value)));
    one("undo", one("said")).addEventListener("click", () => this.undo(this.last.entry.scan_id));
    one("print-last").addEventListener("click", () => this.print(this.offered));
    this.reprints = new Reprints({ print: (person, how) => this.print(person, how) });
    this.showDoors();
  }

  /** Nobody was let in yet, or nobody may see any more who was. `offered` is whose badge the button prints. */
  forget() {
    Object.assign(this, { last: null, offered: null });
  }

  showDoors() {
    const lists = this.desk.event.lists;
    choices(one("door"), [[MAIN_DOOR, say("main_door")], ...lists.map((list) => [list.id, list.name])]);
    if (!lists.some((list) => list.id === this.door)) this.door = MAIN_DOOR;
    one("door").value = this.door;
    one("doors").hidden = !lists.length;
  }

  /** The field, ready for the next one. */
  ready() {
    this.field.select();
    this.field.focus();
  }

  /** Looks for what stands in the field; the exact code of a guest gives that guest alone. */
  async search() {
    const query = this.field.value;
    const found = query.trim() ? await this.#look(query) : [];
    if (query !== this.field.value) return this.found; // typed on meanwhile
    this.found = found;
    this.chosen = found.length === 1 ? 0 : -1;
    this.#show();
    return found;
  }

  async #look(query) {
    const { event, index } = this.desk;
    const found = index ? find(index, query) : await this.#byCodes(query);
    return Promise.all(
      found.map(async (row) => {
        const presence = await get("presence", [event.slug, row.person.id, this.door]);
        return { ...row, presence, hasNamesake: index?.hasNamesake(row.person) ?? false, refusal: this.#refusal(row) };
      }),
    );
  }

  /** A locked desk knows whoever has their code with them. */
  async #byCodes(query) {
    for (const code of read(query).codes) {
      const person = await openByCode(this.desk.event, code);
      if (person) return [{ person, code }];
    }
    return [];
  }

  #refusal({ person, code }) {
    return decide({
      is_open: this.desk.event.is_open,
      state: person.state,
      is_revoked: code !== person.code,
      is_listed: !this.door || person.lists.includes(this.door),
    });
  }

  #show() {
    const acts = {
      pass: (found, how) => this.pass(found, how),
      print: (person) => this.print(person),
      deputize: this.desk.index && ((person) => this.deputies.open(person)),
    };
    this.list.replaceChildren(...this.found.map((found) => personRow(this.desk.event, found, acts)));
    this.#mark();
    const query = this.field.value.trim();
    const isLocked = !this.desk.index && query && !this.found.length;
    const hint = isLocked ? "locked" : !query ? "" : this.found.length ? "found" : "nobody";
    one("hint").textContent = hint ? say(hint, { query, count: this.found.length }) : "";
  }

  #mark() {
    [...this.list.children].forEach((row, number) => {
      row.setAttribute("aria-current", String(number === this.chosen));
      if (number === this.chosen) row.scrollIntoView({ block: "nearest" });
    });
  }

  #typed() {
    hush();
    if (this.desk.index) this.search();
    else this.#show();
  }

  #moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab" && read(this.field.value).codes.length) return this.#entered(event); // a scanner's end
    if (!step || !this.found.length || event.isComposing) return undefined;
    event.preventDefault();
    this.chosen = Math.min(Math.max(this.chosen + step, 0), this.found.length - 1);
    return this.#mark();
  }

  async #entered(event) {
    event.preventDefault();
    if (this.isBusy || !this.field.value.trim()) return;
    const before = this.chosen;
    const found = await this.search();
    const chosen = found.length === 1 ? 0 : before;
    if (found[chosen]) await this.pass(found[chosen]);
    else if (found.length) {
      this.chosen = 0;
      this.#mark();
      one("hint").textContent = say("choose");
    } else await this.#unknown();
  }

  /** Takes a guest's code that a scanner typed into another field, as if it were typed here; false for anything else. */
  async takeCode(text) {
    const [found] = await this.#byCodes(text);
    if (found) await this.pass(found);
    return Boolean(found);
  }

  /** A code that nobody here has is kept, as every scan is. */
  async #unknown() {
    const [code] = read(this.field.value).codes;
    if (!code) return;
    const entry = await this.#scan({ person: null, code });
    this.#told(entry, null, code);
  }

  /** Somebody was let in by another form of the page. */
  passed(last) {
    this.last = last;
    this.offered = last.person;
    this.field.value = "";
    this.search();
    this.ready();
    this.showJournal();
  }

  /** Lets somebody in or out. */
  async pass({ person, code }, { kind = "in", reason = "" } = {}) {
    const entry = await this.#scan({ person, code, kind, reason });
    if (!entry) return;
    this.#told(entry, person, code);
    const printing = one("printing").value;
    const isDue = printing === "now" && !this.#isCutOff() && !this.#known(person)?.was_printed;
    if (isEntry(entry.outcome) && isDue) await this.print(person, { isQuiet: true });
  }

  async #scan(what) {
    if (this.isBusy) return null;
    this.isBusy = true;
    try {
      return await pass({ desk: this.desk, line: this.line, door: this.door, ...what });
    } finally {
      this.isBusy = false;
    }
  }

  #told(entry, person, code) {
    if (!entry) return;
    this.last = { entry, person };
    this.offered = person;
    const name = person ? `${person.name} ${person.title}`.trim() : "";
    const time = entry.before?.is_in ? clock(entry.before.at) : "";
    const isGood = isEntry(entry.outcome) || entry.outcome === "left";
    const printing = one("printing").value;
    const canPrint = isEntry(entry.outcome) && (printing === "ask" || (printing === "now" && this.#isCutOff()));
    tell(say(`outcome_${entry.outcome}`, { name, time, code }), isGood ? "success" : "danger", {
      canUndo: isGood,
      canPrint,
    });
    if (isGood) this.field.value = "";
    this.#after();
  }

  async undo(scanId) {
    const entry = await undo({ desk: this.desk, line: this.line, scanId });
    tell(say(`outcome_${entry.outcome}`), entry.outcome === "undone" ? "success" : "danger");
    this.#after();
  }

  /** Prints a badge; another one of somebody's needs a reason, which is asked for. */
  async print(person, { isQuiet = false, why = null } = {}) {
    const known = this.#known(person);
    if (known.was_printed && !why) return this.reprints.open(known);
    if (one("print-way").value === "station" && this.line.isOnline) return this.#send(person, why, isQuiet);
    await print(one("print"), this.desk.event.badge, person);
    await recordPrint({ desk: this.desk, line: this.line, person, why });
    if (this.desk.index) await write(this.desk, { ...known, was_printed: true });
    if (!isQuiet) tell(say("printed", { name: person.name }), "success");
    return this.#after();
  }

  /**
   * Has the badge printed by a station; what the desk hears of it, unless all is well and it need not.
   * The answer may come when the next guest stands here: it leaves alone what is being typed, and says whom it is about.
   */
  async #send(person, why, isQuiet) {
    const { last, desk: { index } } = this;
    this.ready();
    const address = `${this.line.base}${this.line.slug}/station/ask/`;
    const asked = { code: person.code, device: (await device()).label, ...why };
    const { state, answer } = await ask(address, await posting(asked));
    const isAlone = this.last === last;
    if (this.desk.index !== index) return; // it was locked meanwhile
    if (state !== "ok") {
      this.offered = person;
      tell(say("station_unheard", { name: person.name }), "warning", { canPrint: true });
    } else if (answer.error) tell(answer.error, "danger");
    else if (isAlone && !(isQuiet && answer.is_open)) tell(answer.said, answer.is_open ? "success" : "warning");
    this.changed();
    this.search();
    await this.showJournal();
  }

  /** Whether badges go to a station that cannot be reached: then nothing is printed here without being asked for. */
  #isCutOff() {
    return one("print-way").value === "station" && !this.line.isOnline;
  }

  /** What the open roster knows of a person by now. */
  #known(person) {
    return (person && this.desk.index?.byCode(person.code)) ?? person;
  }

  async #after() {
    this.changed();
    await this.search();
    this.ready();
    await this.showJournal();
  }

  async showJournal() {
    const { event, index } = this.desk;
    const names = new Map([...(index?.people.values() ?? [])].map((person) => [person.id, person.name]));
    const rows = await latest(event.slug, MOST_IN_JOURNAL);
    one("journal").replaceChildren(
      ...rows.map((entry) => journalRow(entry, names.get(entry.id) ?? "", (scanId) => this.undo(scanId))),
    );
  }

  #through(door) {
    this.door = door;
    this.search();
    this.ready();
  }
}
