// 대리참석: who comes instead of a guest, in the guest's seat, kept under a code that the server gave this device.
import { takeIn, tellServer, wordsOf } from "./newcomers.js";
import { spareCode, write } from "./roster.js";
import { pass } from "./scanning.js";
import { one, say, tell } from "./view.js";

const FIELDS = ["name", "organization", "title", "phone", "reason"];

/** The form for who comes instead of the guest it was opened for. `desk` gives the open event, `done` hears of who was let in. */
export class Deputies {
  constructor({ desk, line, changed, done }) {
    Object.assign(this, { desk, line, changed, done });
    this.form = one("deputizing");
    this.form.addEventListener("submit", (event) => this.#entered(event));
    this.form.addEventListener("reset", () => this.close());
    this.close();
  }

  /** Asks who comes instead of a guest. */
  open(guest) {
    this.form.reset();
    this.#of(guest.code, guest);
    this.form.elements.organization.value = guest.organization;
    this.form.elements.name.focus();
  }

  close() {
    Object.assign(this, { instead_of: "", corrected: null });
    this.form.hidden = true;
  }

  /** The form filled in again with what the server refused; `settled` is called once it is kept anew. */
  correct(row, settled) {
    this.form.reset();
    this.#of(row.instead_of, this.desk().index.byCode(row.instead_of) ?? { name: row.instead_of, organization: "" });
    this.corrected = { code: row.code, device_at: row.device_at, settled };
    for (const name of FIELDS) this.form.elements[name].value = row[name];
    this.form.elements.consent.checked = true; // without it there would be no row
    this.form.elements.name.focus();
  }

  /** What was refused stays refused: the guest may come again. */
  async dismissed(row) {
    const desk = this.desk();
    const guest = desk?.index?.byCode(row.instead_of);
    if (guest?.state_before) await write(desk, { ...guest, state: guest.state_before, state_before: "" });
  }

  #of(code, { name, organization }) {
    this.instead_of = code;
    this.form.hidden = false;
    one("deputizing-for").textContent = say("deputy_for", { name, organization });
  }

  async #entered(event) {
    event.preventDefault();
    const given = wordsOf(this.form);
    if (!given.consent) return tell(say("walkin_consent"), "danger");
    const button = this.form.querySelector("button[type=submit]");
    button.disabled = true;
    try {
      await this.#send(Object.fromEntries(FIELDS.map((name) => [name, given[name]])));
    } finally {
      button.disabled = false;
    }
    return this.changed();
  }

  async #send({ reason, ...words }) {
    const desk = this.desk();
    const { corrected, instead_of } = this;
    const { code, qr } = corrected ? { code: corrected.code, qr: "" } : await spareCode(desk);
    const { device_at } = corrected ?? {};
    const row = { ...words, reason, kind: "deputy", code, instead_of, has_consent: true, device_at };
    const refusal = await tellServer({ desk, line: this.line, row });
    if (refusal) return tell(refusal, "danger");
    const guest = desk.index.byCode(instead_of);
    const like = guest ? await this.#stayAway(desk, guest) : {};
    const picture = qr || desk.index.byCode(code)?.badge.qr || "";
    const person = await takeIn({ desk, given: { ...words, code }, qr: picture, like });
    await corrected?.settled();
    this.form.reset();
    const entry = await pass({ desk, line: this.line, person, code, door: 0 });
    this.done({ entry, person });
    const isIn = entry.outcome === "entered";
    const text = say(isIn ? "deputy_kept" : `outcome_${entry.outcome}`, { name: person.name, code });
    return tell(text, isIn ? "success" : "danger", { canPrint: isIn });
  }

  /** The guest's own registration has ended; gives what the deputy has of it. */
  async #stayAway(desk, guest) {
    const state = guest.state_before || guest.state;
    await write(desk, { ...guest, state: "cancelled", state_before: state });
    const { category, seat, lists, name } = guest;
    return { category, seat, lists, state, comes_for: guest.comes_for || name, is_deputy: true };
  }
}
