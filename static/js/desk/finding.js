// Whom a desk may mean by what was typed or scanned: the same as registrations/finding.py, over the roster in memory.
import { bare, read } from "./reading.js";

export const MOST_RESULTS = 20;
const [CODE, REVOKED, PHONE, EMAIL, NAME_BEGINS, NAME, ORGANIZATION] = [0, 1, 2, 3, 4, 5, 6];
const LIVE = new Set(["requested", "confirmed", "offered", "waitlisted"]);

/** The roster as it is searched: `people` by code, with what is compared worked out once. */
export class Index {
  constructor(people) {
    this.people = new Map();
    this.revoked = new Map();
    this.names = new Map();
    for (const person of people) this.put(person);
  }

  put(person) {
    this.remove(person.code);
    const known = { ...person, bareName: bare(person.name), bareOrganization: bare(person.organization) };
    this.people.set(person.code, known);
    for (const code of person.revoked) {
      this.revoked.set(code, person.code);
      this.remove(code);
    }
    this.#count(known, 1);
  }

  remove(code) {
    const known = this.people.get(code);
    if (!known) return;
    this.people.delete(code);
    this.#count(known, -1);
  }

  /** The guest of a code, also of one that was revoked. */
  byCode(code) {
    return this.people.get(code) ?? this.people.get(this.revoked.get(code));
  }

  hasNamesake(person) {
    return (this.names.get(person.name) ?? 0) > (LIVE.has(person.state) ? 1 : 0);
  }

  #count(person, step) {
    if (LIVE.has(person.state)) this.names.set(person.name, (this.names.get(person.name) ?? 0) + step);
  }
}

/** `{person, code}` of each that may be meant, the surest first; an exact code gives that guest alone. */
export function find(index, typed) {
  const reading = read(typed);
  const wanted = { ...reading, ...patterns(reading.pattern) };
  const found = [];
  for (const person of index.people.values()) {
    const by = foundBy(person, wanted);
    if (by !== null) found.push({ person, by, code: codeOf(person, by, reading) });
  }
  found.sort(compare);
  if (found.length && found[0].by <= REVOKED) return found.slice(0, 1);
  return found.slice(0, MOST_RESULTS);
}

function patterns(text) {
  return text ? { begins: new RegExp(`^${text}`, "u"), part: new RegExp(text, "u") } : {};
}

function foundBy(person, wanted) {
  if (wanted.codes.includes(person.code)) return CODE;
  if (wanted.codes.some((code) => person.revoked.includes(code))) return REVOKED;
  if (wanted.phone && person.phone.endsWith(wanted.phone)) return PHONE;
  if (wanted.email && person.email.toLowerCase().includes(wanted.email)) return EMAIL;
  if (!wanted.part) return null;
  if (wanted.begins.test(person.bareName)) return NAME_BEGINS;
  if (wanted.part.test(person.bareName)) return NAME;
  return wanted.part.test(person.bareOrganization) ? ORGANIZATION : null;
}

/** The code that was scanned, where it was a revoked one. */
function codeOf(person, by, reading) {
  return by === REVOKED ? reading.codes.find((code) => person.revoked.includes(code)) : person.code;
}

function compare(one, other) {
  const keys = ({ person, by }) => [by, person.state === "confirmed" ? 0 : 1, ...person.order];
  const [left, right] = [keys(one), keys(other)];
  const at = left.findIndex((key, number) => key !== right[number]);
  return at < 0 ? 0 : left[at] < right[at] ? -1 : 1;
}
