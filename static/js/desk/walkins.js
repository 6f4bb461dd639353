// 현장등록: a guest whom no list has, kept under a code that the server gave this device for it, with a badge at once.
import { takeIn, tellServer, wordsOf } from "./newcomers.js";
import { spareCode } from "./roster.js";
import { pass } from "./scanning.js";
import { one, say, tell } from "./view.js";

const FIELDS = ["name", "organization", "title", "phone", "category"];

/** The form for guests who come without a registration. `desk` gives the open event, `done` hears of who was let in. */
export class WalkIns {
  constructor({ desk, line, changed, done }) {
    Object.assign(this, { desk, line, changed, done });
    this.form = one("walkin");
    this.corrected = null;
    this.form.addEventListener("submit", (event) => this.#entered(event));
    this.form.addEventListener("reset", () => this.#corrects(null));
  }

  /** The form filled in again with what the server refused; `settled` is called once it is kept anew. */
  correct(row, settled) {
    this.form.reset();
    this.#corrects({ code: row.code, device_at: row.device_at, settled });
    for (const name of FIELDS) this.form.elements[name].value = row[name];
    this.form.elements.consent.checked = true; // without it there would be no row
    this.form.closest("details").open = true;
    this.form.elements.name.focus();
  }

  #corrects(what) {
    this.corrected = what;
    one("walkin-corrected").hidden = !what;
    one("walkin-corrected-text").textContent = what ? say("walkin_corrected", { code: what.code }) : "";
  }

  async #entered(event) {
    event.preventDefault();
    const given = wordsOf(this.form);
    if (!given.name) return tell(say("walkin_name"), "danger");
    if (!given.consent) return tell(say("walkin_consent"), "danger");
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      await this.#register(Object.fromEntries(FIELDS.map((name) => [name, given[name]])));
    } finally {
      button.disabled = false;
    }
    return this.changed();
  }

  async #register(words) {
    const desk = this.desk();
    // Who is put right has the code already, perhaps on a badge.
    const { code, qr } = this.corrected ? { code: this.corrected.code, qr: "" } : await spareCode(desk);
    const row = { ...words, kind: "walkin", code, has_consent: true, device_at: this.corrected?.device_at };
    const refusal = await tellServer({ desk, line: this.line, row });
    if (refusal) return tell(refusal, "danger");
    const before = desk.index.byCode(code);
    const person = await takeIn({ desk, given: { ...words, code }, qr: qr || before?.badge.qr || "" });
    await this.corrected?.settled();
    this.form.reset();
    const entry = await pass({ desk, line: this.line, person, code, door: 0 });
    this.done({ entry, person });
    return tell(say("walkin_kept", { name: person.name, code }), "success", { canPrint: true });
  }
}
