// Guests whom the server hears of by this device: kept for it, written into the roster here, and given a badge at once.
import { badgeFor } from "./lettering.js";
import { dismiss, keep, markOffline, numbered, refusalOf } from "./outbox.js";
import { idOf, write } from "./roster.js";

/** Keeps the row and sends it where it can be sent. Gives why the server refused it, which then is as if it had never been; or "". */
export async function tellServer({ desk, line, row }) {
  const whole = await numbered(line, row);
  const number = await keep(desk.event, whole);
  if (!line.isOnline) return "";
  await line.send();
  const refusal = await refusalOf(number);
  if (refusal) await dismiss(number);
  else await markOffline(desk.event, number, whole); // where there was no answer
  return refusal;
}

/** The new guest on this device, under a code that the server gave it; `qr` is the picture of the code. */
export async function takeIn({ desk, given, qr, like = {} }) {
  const person = {
    department: "", email: "", state: "confirmed", comes_for: "", is_deputy: false, seat: "",
    lists: desk.event.lists.map((list) => list.id),
    ...like,
    ...given,
    id: await idOf(desk.event, given.code),
    was_printed: false, inside: [], revoked: [],
    order: [given.name, given.organization, Date.now()],
    badge: await badgeFor(desk.event.badge, { ...like, ...given }, qr),
  };
  await write(desk, person);
  return person;
}

/** What a form holds, without spaces around it. */
export const wordsOf = (form) =>
  Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));
