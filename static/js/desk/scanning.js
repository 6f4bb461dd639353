// Letting in and out, and taking it back: decided by the rules of the server, on the disk before it is told.
import { decide } from "./admitting.js";
import { entryOf, keep, markOffline, numbered } from "./outbox.js";
import { get, result, within } from "./store.js";

const ENTRIES = new Set(["entered", "override"]);
const PASSAGES = new Set([...ENTRIES, "left"]);

/**
 * One scan. `person` is null for a code that nobody here has; `code` is what was scanned, or the guest's own.
 * Gives the entry of the journal: `outcome` is what counts, the server's where it answered. `line` is the connection.
 */
export async function pass({ desk, line, person, code, door, kind = "in", reason = "" }) {
  const { event } = desk;
  const before = person ? await get("presence", [event.slug, person.id, door]) : null;
  const outcome = decide({
    kind,
    is_open: event.is_open,
    is_known: person !== null,
    state: person?.state,
    is_revoked: person !== null && code !== person.code,
    is_listed: person !== null && (!door || person.lists.includes(door)),
    is_in: before?.is_in ?? false,
    has_reason: Boolean(reason),
  });
  const row = { kind, code, entry_list: door || null, reason, outcome };
  const entry = await write({ desk, line, row, door, id: person?.id ?? "", before, presence: PASSAGES.has(outcome) });
  return { ...entry, before };
}

/** Takes back what this device did. */
export async function undo({ desk, line, scanId }) {
  const { event } = desk;
  const undone = await entryOf(scanId);
  const before = undone ? await get("presence", [event.slug, undone.id, undone.door]) : null;
  const counted = undone ? undone.said || undone.outcome : "";
  const isStanding = PASSAGES.has(counted) && !undone.is_undone && before?.scan_id === scanId;
  const outcome = decide({ kind: "undo", is_standing: isStanding, is_own: true });
  if (outcome !== "undone") return { outcome };
  const row = { kind: "undo", undoes: scanId, outcome };
  return write({ desk, line, row, door: undone.door, id: undone.id, before, presence: true, undone });
}

async function write({ desk, line, row, door, id, before, presence, undone = null }) {
  const { event } = desk;
  const scan = await numbered(line, row);
  const at = Date.now();
  const journal = {
    scan_id: scan.scan_id, slug: event.slug, sequence: scan.sequence, id, door, kind: row.kind, at,
    outcome: row.outcome, undoes: row.undoes ?? "", is_sent: false, said: "", error: "", is_undone: false,
    since: before?.is_in ? before.at : 0, // when somebody came who is in already
  };
  const isIn = undone ? undone.kind === "out" : row.kind === "in";
  const now = { slug: event.slug, id, door, is_in: isIn, at, scan_id: scan.scan_id, is_pending: true };
  const number = await keep(event, scan, { journal, presence: presence ? now : null });
  if (undone) await within(["journal"], "readwrite", ({ journal: rows }) => rows.put({ ...undone, is_undone: true }));
  if (!line.isOnline) return journal;
  await line.send();
  const written = await entryOf(scan.scan_id);
  // Without an answer, whatever the reason, the guest goes by the word of this device: the row has to say so.
  if (written && !written.is_sent) await markOffline(event, number, scan);
  const known = await entryOf(scan.scan_id);
  if (!known) return journal; // wiped meanwhile
  if (!known.is_sent) return known;
  if (presence && known.said && known.said !== row.outcome) await correct(known, before);
  return known.said ? { ...known, outcome: known.said } : known;
}

/** The server came to something else: what this device believed is taken back, and the server's word is kept. */
function correct(entry, before) {
  return within(["presence"], "readwrite", async ({ presence }) => {
    const row = await result(presence.get([entry.slug, entry.id, entry.door]));
    if (row?.scan_id !== entry.scan_id || PASSAGES.has(entry.said)) return;
    if (entry.said === "already") presence.put({ ...row, scan_id: "", is_pending: false });
    else if (before) presence.put(before);
    else presence.delete([entry.slug, entry.id, entry.door]);
  });
}

/** Whether the outcome let somebody in. */
export const isEntry = (outcome) => ENTRIES.has(outcome);

