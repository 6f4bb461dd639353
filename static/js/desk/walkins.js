// 현장등록: a guest whom no list has, kept under a code that this device makes; the server takes the code over if it is free.
import { keep, nameOf, nextSequence } from "./outbox.js";
import { idOf } from "./roster.js";
import { pass } from "./scanning.js";
import { keysOfCode, random, seal } from "./secrets.js";
import { put } from "./store.js";
import { one, say, tell } from "./view.js";

const ALPHABET = "34679ACDEFGHJKMNPQRTWXY"; // as events/codes.py
const CODE_LENGTH = 8;

/** A code as the server makes them: of 23 letters, each as likely. */
function newCode() {
  let code = "";
  while (code.length < CODE_LENGTH) {
    const [byte] = random(1);
    if (byte < 253) code += ALPHABET[byte % ALPHABET.length]; // 253 = 11 × 23
  }
  return code;
}

/** The form for guests who come without a registration. `desk` gives the open event. */
export class WalkIns {
  constructor({ desk, line, changed }) {
    Object.assign(this, { desk, line, changed });
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
    const code = newCode();
    const words = ["name", "organization", "title", "phone", "category"].map((name) => [name, given[name].trim()]);
    const person = await this.#kept(desk, { ...Object.fromEntries(words), code });
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
    await pass({ desk, line: this.line, person, code, door: 0 });
    tell(say("walkin_kept", { name: person.name, code }), "success");
  }

  async #kept(desk, given) {
    const person = {
      ...given,
      id: await idOf(desk.event, given.code),
      department: "", email: "", state: "confirmed", comes_for: "", is_deputy: false, was_printed: false,
      seat: "", lists: desk.event.lists.map((list) => list.id), inside: [], revoked: [],
      order: [given.name, given.organization, Date.now()],
      badge: null,
    };
    const keys = await keysOfCode(given.code, desk.event.code_salt);
    const by_code = await seal(keys.key, person);
    const by_pin = await seal(desk.key, person);
    await put("records", { slug: desk.event.slug, id: person.id, by_code, by_pin });
    desk.index.put(person);
    return person;
  }
}
