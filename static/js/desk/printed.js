// That a badge was printed, for the server's ledger.
import { keep, numbered } from "./outbox.js";

/** Keeps the printing until the server has it; `why` has the reason for another badge, with its note. */
export async function recordPrint({ desk, line, person, why }) {
  await keep(desk.event, await numbered(line, { kind: "print", code: person.code, ...why }));
  if (line.isOnline) await line.send();
}
