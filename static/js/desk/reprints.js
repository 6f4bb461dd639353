// A badge once more: why, before it is printed, as on the desk's page.
import { one, say } from "./view.js";

/** The form that asks for the reason; `print` does it then. */
export class Reprints {
  constructor({ print }) {
    Object.assign(this, { print, person: null });
    this.form = one("reprinting");
    const { reason, note } = this.form.elements;
    reason.addEventListener("change", () => (note.required = reason.value === "other"));
    this.form.addEventListener("submit", (event) => this.#entered(event));
    this.form.addEventListener("reset", () => this.close());
    this.close();
  }

  /** Asks why somebody gets another badge. */
  open(person) {
    this.form.reset();
    this.person = person;
    one("reprinting-for").textContent = say("reprint_for", { name: person.name });
    this.form.hidden = false;
    this.form.elements.reason.focus();
  }

  close() {
    this.person = null;
    this.form.hidden = true;
    this.form.elements.note.required = false;
  }

  #entered(event) {
    event.preventDefault();
    const { person } = this;
    const { reason, note } = this.form.elements;
    const why = { reason: reason.value, note: note.value.trim() };
    this.form.reset();
    return this.print(person, { why });
  }
}
