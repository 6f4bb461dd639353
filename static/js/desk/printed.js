// That a badge was printed, for the server's ledger.
import { keep, nameOf, nextSequence } from "./outbox.js";

/** Keeps the printing until the server has it. */
export async function recordPrint({ desk, line, person }) {
  const device = await nextSequence();
  const row = {
    kind: "print",
    scan_id: crypto.randomUUID(),
    code: person.code,
    device: nameOf(device),
    sequence: device.sequence,
    device_at: new Date().toISOString(),
    is_offline: !line.isOnline,
  };
  await keep(desk.event, row);
  if (line.isOnline) await line.send();
}
