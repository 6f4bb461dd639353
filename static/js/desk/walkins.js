// 현장등록: a guest whom no list has, kept under a code that the server gave this device for it, with a badge at once.
import { keep, nameOf, nextSequence } from "./outbox.js";
import { badgeFor } from "./lettering.js";
import { idOf, spareCode } from "./roster.js";
import { pass } from "./scanning.js";
import { keysOfCode, seal } from "./secrets.js";
import { put } from "./store.js";
import { one, say, tell } from "./view.js";

/** The form for guests who come without a registration. `desk` gives the open event, `done` hears of who was let in. */
export class WalkIns {
  constructor({ desk, line, changed, done }) {
    Object.assign(this, { desk, line, changed, done });
    this.form = one("walkin");
    this.form.addEventListener("submit", (event) => this.#entered(event));
  }

  async #entered(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(this.form));
    if (!given.name.trim()) return tell(say("walkin_name"), "danger");
    if (!given.consent) return tell(say("walkin_consent"), "danger");
    const button = this.form.querySelector("button");
    button.disabled = true;
    try {
      await this.#register(given);
    } finally {
      button.disabled = false;
    }
    this.form.reset();
    return this.changed();
  }

  async #register(given) {
    const desk = this.desk();
    const { code, qr } = await spareCode(desk);
    const words = ["name", "organization", "title", "phone", "category"].map((name) => [name, given[name].trim()]);
    const person = await this.#kept(desk, { ...Object.fromEntries(words), code }, qr);
    const device = await nextSequence();
    await keep(desk.event, {
      ...Object.fromEntries(words),
      kind: "walkin",
      scan_id: crypto.randomUUID(),
      code,
      has_consent: true,
      device: nameOf(device),
      sequence: device.sequence,
      device_at: new Date().toISOString(),
      is_offline: !this.line.isOnline,
    });
    const entry = await pass({ desk, line: this.line, person, code, door: 0 });
    this.done({ entry, person });
    tell(say("walkin_kept", { name: person.name, code }), "success", { canPrint: true });
  }

  async #kept(desk, given, qr) {
    const person = {
      ...given,
      id: await idOf(desk.event, given.code),
      department: "", email: "", state: "confirmed", comes_for: "", is_deputy: false, was_printed: false,
      seat: "", lists: desk.event.lists.map((list) => list.id), inside: [], revoked: [],
      order: [given.name, given.organization, Date.now()],
      badge: await badgeFor(desk.event.badge, given, qr),
    };
    const keys = await keysOfCode(given.code, desk.event.code_salt);
    const by_code = await seal(keys.key, person);
    const by_pin = await seal(desk.key, person);
    await put("records", { slug: desk.event.slug, id: person.id, by_code, by_pin });
    desk.index.put(person);
    return person;
  }
}
