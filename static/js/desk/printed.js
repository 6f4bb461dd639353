// That a badge was printed, for the server's ledger.
import { keep, nameOf, nextSequence } from "./outbox.js";

/** Keeps the printing until the server has it; `why` has the reason for another badge, with its note. */
export async function recordPrint({ desk, line, person, why }) {
  const device = await nextSequence();
  const row = {
    kind: "print",
    scan_id: crypto.randomUUID(),
    code: person.code,
    ...why,
    device: nameOf(device),
    sequence: device.sequence,
    device_at: new Date().toISOString(),
    is_offline: !line.isOnline,
  };
  await keep(desk.event, row);
  if (line.isOnline) await line.send();
}
