// What this device did: each row kept on the disk, sealed for the server, before anybody is told that it is done.
import { haveSent } from "./background.js";
import { sealFor } from "./sealing.js";
import { get, result, within } from "./store.js";

const DEVICE = "device";

/** The device, by the name that a person gave it and a part that no other has; made on the first call. */
export function device() {
  return within(["settings"], "readwrite", async ({ settings }) => {
    const known = await result(settings.get(DEVICE));
    if (known) return known;
    const made = { name: DEVICE, tag: crypto.randomUUID().slice(0, 6), label: "", sequence: 0 };
    settings.put(made);
    return made;
  });
}

/** How the ledger names the device. */
export const nameOf = ({ label, tag }) => (label ? `${label} · ${tag}` : tag);

/** Gives the device the name that people call it by. */
export function rename(label) {
  return within(["settings"], "readwrite", async ({ settings }) => {
    const known = { ...(await result(settings.get(DEVICE))), label };
    settings.put(known);
    return known;
  });
}

/** Takes the tag by which the server knows this browser on the desk's other pages. */
export function adopt(tag) {
  return within(["settings"], "readwrite", async ({ settings }) => {
    const known = await result(settings.get(DEVICE));
    if (tag !== known.tag) settings.put({ ...known, tag });
  });
}

/** The next number of the device's own counting; one that is not used leaves a gap, which harms nothing. */
function nextSequence() {
  const counting = async ({ settings }) => {
    const known = await result(settings.get(DEVICE));
    const counted = { ...known, sequence: known.sequence + 1 };
    settings.put(counted);
    return counted;
  };
  // On the disk with the row that bears it: the browser writes its transactions in their order.
  return within(["settings"], "readwrite", counting, { durability: "relaxed" });
}

/** A row with its own number, and with which device made it and when: now, unless it stands for a row of then. */
export async function numbered(line, row) {
  const by = await nextSequence();
  return {
    ...row,
    scan_id: crypto.randomUUID(),
    device: nameOf(by),
    sequence: by.sequence,
    device_at: row.device_at || new Date().toISOString(),
    is_offline: !line.isOnline,
  };
}

/** Keeps a row until the server has acknowledged it, and with it what it changes on this device; gives its key. */
export async function keep(event, row, { journal = null, presence = null } = {}) {
  const sealed = await sealFor(event.seal_key, row);
  const kept = { slug: event.slug, scan_id: row.scan_id, device: row.device, sealed };
  const number = await within(["outbox", "journal", "presence"], "readwrite", async (stores) => {
    if (journal) stores.journal.put(journal);
    if (presence) stores.presence.put(presence);
    return result(stores.outbox.add(kept));
  });
  if (row.is_offline) haveSent(event.slug);
  return number;
}

/** Says of a row that was not sent yet that it was made without the network. */
export async function markOffline(event, number, row) {
  const sealed = await sealFor(event.seal_key, { ...row, is_offline: true });
  return within(["outbox"], "readwrite", async ({ outbox }) => {
    const kept = await result(outbox.get(number));
    if (kept && !kept.error) outbox.put({ ...kept, sealed });
  });
}

/** The rows that the server refused, the oldest first. */
export async function refused(slug) {
  const rows = await within(["outbox"], "readonly", (stores) => result(stores.outbox.index("slug").getAll(slug)));
  return rows.filter((row) => row.error).sort((one, other) => one.number - other.number);
}

/** Why the server refused a row, or "". */
export const refusalOf = async (number) => (await get("outbox", number))?.error ?? "";

/** Forgets a row: somebody has looked at why it was refused. */
export const dismiss = (number) => within(["outbox"], "readwrite", ({ outbox }) => void outbox.delete(number));

/** Lets a row that was refused be sent once more. */
export function sendAgain(number) {
  return within(["outbox"], "readwrite", async ({ outbox }) => {
    const { error, ...row } = await result(outbox.get(number));
    if (error) outbox.put(row);
  });
}

/** How many rows wait, and how many the server refused. */
export async function counts(slug) {
  const rows = await within(["outbox"], "readonly", (stores) => result(stores.outbox.index("slug").getAll(slug)));
  const refused = rows.filter((row) => row.error).length;
  return { unsent: rows.length - refused, refused };
}

/** What this device did last at an event, the latest first. */
export async function latest(slug, most) {
  const range = IDBKeyRange.bound([slug], [slug, []]);
  const rows = await within(["journal"], "readonly", (stores) => result(stores.journal.index("slug").getAll(range)));
  return rows.reverse().slice(0, most);
}

export const entryOf = (scanId) => get("journal", scanId);
