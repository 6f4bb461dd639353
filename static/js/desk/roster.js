// The roster on the device: loaded, opened by the PIN, kept up to date.
import { Index } from "./finding.js";
import { wipe } from "./forgetting.js";
import { adopt } from "./outbox.js";
import { calibrate, keyOfPin, keysOfCode, open, random, seal } from "./secrets.js";
import { ask } from "./sending.js";
import { all, get, ofEvent, result, within } from "./store.js";

export const MAIN_DOOR = 0; // the event's own; others are the ids of entry lists
export const LEAST_PIN = 6; // characters
const MOST_WRONG = 10;
const FREE_WRONG = 3; // wrong PINs before the first pause
const LONGEST_PAUSE = 5 * 60_000;
const SALT_BYTES = 16;
const ALPHABET = "34679ACDEFGHJKMNPQRTWXY"; // as events/codes.py
const CODE_LENGTH = 8;
const AT_ONCE = 40; // records sealed at the same time: WebCrypto uses every core

/** Takes the roster of an event onto the device. Gives `{state, desk}`; `tell(done, of)` hears how far it is. */
export async function load({ base, slug, pin, label, tell }) {
  const address = `${base}${slug}/roster/?device=${encodeURIComponent(label)}`;
  const { state, answer } = await ask(address);
  if (state !== "ok") return { state };
  await adopt(answer.device);
  // The ids of guests follow from the first salt: those of what is not sent yet must stay what they are.
  const before = await get("events", slug);
  const salts = { code_salt: before?.code_salt ?? random(SALT_BYTES), pin_salt: random(SALT_BYTES) };
  const rounds = await calibrate();
  const key = await keyOfPin(pin, salts.pin_salt, rounds);
  const event = {
    ...answer.event,
    ...salts,
    rounds,
    check: await seal(key, { slug }),
    spare: await seal(key, answer.spare),
    spare_used: 0,
    wrong: 0,
    wait_until: 0,
    loaded_at: Date.now(),
    people: answer.people.length,
  };
  const rows = [];
  for (let start = 0; start < answer.people.length; start += AT_ONCE) {
    const some = answer.people.slice(start, start + AT_ONCE);
    rows.push(...(await Promise.all(some.map((person) => rowsOf(event, key, person)))).flat());
    tell(Math.min(start + AT_ONCE, answer.people.length), answer.people.length);
  }
  await within(["events", "records", "presence"], "readwrite", async (stores) => {
    stores.records.delete(ofEvent(slug));
    for (const row of await result(stores.presence.getAll(ofEvent(slug)))) {
      if (!row.is_pending) stores.presence.delete([slug, row.id, row.door]);
    }
    for (const row of rows) await replace(stores, row);
    stores.events.put(event);
  });
  return { state, desk: { event, key, index: new Index(answer.people) } };
}

/** The rows of one guest: theirs, who is in, and one for each code of theirs that was revoked. */
async function rowsOf(event, key, person) {
  const codes = [person.code, ...person.revoked];
  const keys = await Promise.all(codes.map((code) => keysOfCode(code, event.code_salt)));
  const [own] = keys;
  person.id = own.id;
  const records = await Promise.all(
    keys.map(async (one, number) => ({
      slug: event.slug,
      id: one.id,
      by_code: await seal(one.key, person),
      by_pin: number ? null : await seal(key, person),
    })),
  );
  const presence = person.inside.map((entry) => ({
    slug: event.slug,
    id: own.id,
    door: entry.list ?? MAIN_DOOR,
    is_in: true,
    at: entry.at,
    scan_id: entry.scan_id,
    is_pending: false,
  }));
  return [{ slug: event.slug, id: own.id, records, presence }];
}

/** Opens the roster: `{state, desk}`, where `state` is `ok`, `wrong` (with `left`), `wait` (with `until`) or `wiped`. */
export async function unlock(slug, pin) {
  const before = await get("events", slug);
  if (!before) return { state: "wiped" };
  if (Date.now() < before.wait_until) return { state: "wait", until: before.wait_until };
  // Counted before it is tried: whoever closes the page meanwhile has had the try.
  const event = await count(slug, before.wrong + 1);
  const key = await keyOfPin(pin, event.pin_salt, event.rounds);
  try {
    await open(key, event.check);
  } catch {
    if (event.wrong >= MOST_WRONG) {
      await wipe(slug);
      return { state: "wiped" };
    }
    return { state: "wrong", left: MOST_WRONG - event.wrong, until: event.wait_until };
  }
  const known = await count(slug, 0);
  const rows = (await all("records", ofEvent(slug))).filter((row) => row.by_pin);
  const people = await Promise.all(rows.map((row) => open(key, row.by_pin)));
  return { state: "ok", desk: { event: known, key, index: new Index(people) } };
}

function count(slug, wrong) {
  return within(["events"], "readwrite", async ({ events }) => {
    const event = await result(events.get(slug));
    const pause = wrong > FREE_WRONG ? Math.min(1000 * 2 ** (wrong - FREE_WRONG), LONGEST_PAUSE) : 0;
    const counted = { ...event, wrong, wait_until: pause ? Date.now() + pause : 0 };
    events.put(counted);
    return counted;
  });
}

/** The guest of a scanned code from its own record, without the PIN; null where no record opens. */
export async function openByCode(event, code) {
  const keys = await keysOfCode(code, event.code_salt);
  const record = await get("records", [event.slug, keys.id]);
  return record ? open(keys.key, record.by_code) : null;
}

/** The opaque id of a guest on this device. */
export const idOf = async (event, code) => (await keysOfCode(code, event.code_salt)).id;

/** Takes in what has changed since; needs an open roster. Gives the state of the asking. */
export async function update(base, desk) {
  const { slug, cursor } = desk.event;
  const { state, answer } = await ask(`${base}${slug}/roster/changes/?since=${cursor}`);
  if (state !== "ok") return state;
  await adopt(answer.device);
  const rows = (await Promise.all(answer.people.map((person) => rowsOf(desk.event, desk.key, person)))).flat();
  const gone = await Promise.all(answer.gone.map((code) => idOf(desk.event, code)));
  for (const person of answer.people) desk.index.put(person);
  for (const code of answer.gone) desk.index.remove(code);
  const event = await within(["events", "records", "presence"], "readwrite", async (stores) => {
    const known = await result(stores.events.get(slug));
    if (!known) return null; // wiped meanwhile
    for (const row of rows) await replace(stores, row);
    for (const id of gone) stores.records.delete([slug, id]);
    const told = { ...known, ...answer.event, people: desk.index.people.size };
    stores.events.put(told);
    return told;
  });
  if (!event) return "wiped";
  desk.event = event;
  return state;
}

/** Writes down one guest whom this device knows better than the server's last word. */
export async function write(desk, person) {
  const [{ records: rows }] = await rowsOf(desk.event, desk.key, person);
  await within(["records"], "readwrite", ({ records }) => {
    for (const row of rows) records.put(row);
  });
  desk.index.put(person);
}

/** The server's word on who is in counts, but where this device knows more: what it has not sent yet. */
async function replace(stores, row) {
  for (const record of row.records) stores.records.put(record);
  const here = await result(stores.presence.getAll(IDBKeyRange.bound([row.slug, row.id], [row.slug, row.id, []])));
  const pending = new Set(here.filter((one) => one.is_pending).map((one) => one.door));
  for (const one of here) if (!one.is_pending) stores.presence.delete([one.slug, one.id, one.door]);
  for (const one of row.presence) if (!pending.has(one.door)) stores.presence.put(one);
}

/** A code for somebody new, with its picture where one is left; made by the server and given to this device alone. */
export async function spareCode(desk) {
  const used = await within(["events"], "readwrite", async ({ events }) => {
    const event = await result(events.get(desk.event.slug));
    events.put({ ...event, spare_used: event.spare_used + 1 });
    return event.spare_used;
  });
  return (await open(desk.key, desk.event.spare))[used] ?? { code: newCode(), qr: "" };
}

/** A code as the server makes them: of 23 letters, each as likely. */
function newCode() {
  let code = "";
  while (code.length < CODE_LENGTH) {
    const [byte] = random(1);
    if (byte < 253) code += ALPHABET[byte % ALPHABET.length]; // 253 = 11 × 23
  }
  return code;
}
