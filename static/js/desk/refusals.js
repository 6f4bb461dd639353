// What the server refused: shown in words, to be put right, sent again or dismissed.
import { dismiss, entryOf, refused, sendAgain } from "./outbox.js";
import { readBack } from "./sending.js";
import { within } from "./store.js";
import { clock, one, refusalRow, say } from "./view.js";

const MOST = 50;

/** The list among the desk's tools. `desk` gives the open event, `forms` the form that a kind of row was written in. */
export class Refusals {
  constructor({ base, slug, desk, line, forms, changed }) {
    Object.assign(this, { base, slug, desk, line, forms, changed, shown: "" });
    one("line-refused").addEventListener("click", () => this.#open());
  }

  /** Shows what there is now. Rows are sealed for the server, so their words come from there. */
  async show() {
    const rows = (await refused(this.slug)).slice(0, MOST);
    one("refusals").hidden = !rows.length;
    const shown = `${rows.map((row) => row.number)} ${this.line.isOnline} ${Boolean(this.desk()?.index)}`;
    if (shown === this.shown) return;
    this.shown = shown;
    const { answer } = rows.length && this.line.isOnline ? await readBack(this.base, this.slug, rows) : {};
    if (shown !== this.shown) return; // there are others meanwhile
    if (rows.length && !answer) this.shown = ""; // asked for again
    const items = rows.map((row, place) => this.#item(row, answer?.rows[place]));
    one("refused").replaceChildren(...(await Promise.all(items)));
  }

  async #item(row, told) {
    const at = told?.device_at ? Date.parse(told.device_at) : (await entryOf(row.scan_id))?.at;
    const form = this.desk()?.index ? this.forms[told?.kind] : null;
    const texts = {
      time: at ? clock(at) : "",
      what: told?.what || say("refused_unread"),
      who: [told?.who, told?.organization, told?.code].filter(Boolean).join(" · "),
      why: row.error,
    };
    return refusalRow(texts, {
      correct: form ? () => form.correct(told, () => this.#settled(row, told)) : null,
      again: told && !this.forms[told.kind] ? () => this.#again(row) : null,
      dismiss: () => this.#dismiss(row, told),
    });
  }

  #open() {
    const tools = one("refusals").closest("details");
    tools.open = true;
    one("refusals").scrollIntoView();
  }

  /** A row that was put right is another one: this device no longer takes its guest for let in by the first. */
  async #settled(row, told) {
    await dismiss(row.number);
    const person = this.desk()?.index.byCode(told.code);
    if (!person) return;
    await within(["presence"], "readwrite", ({ presence }) => void presence.delete([this.slug, person.id, 0]));
  }

  async #again(row) {
    await sendAgain(row.number);
    await this.line.send();
    await this.changed();
  }

  async #dismiss(row, told) {
    if (!confirm(say("dismiss_sure"))) return;
    await this.forms[told?.kind]?.dismissed?.(told);
    await dismiss(row.number);
    await this.changed();
  }
}
