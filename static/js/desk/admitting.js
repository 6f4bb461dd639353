// Whom a desk lets in or out: the same as registrations/desk/admitting.py. The facts have the names of `Facts` there.
const OF_STATE = new Map([
  ["cancelled", "cancelled"],
  ["declined", "cancelled"],
  ["waitlisted", "waitlisted"],
  ["offered", "waitlisted"],
  ["requested", "waitlisted"],
]);
const ASSUMED = {
  kind: "in",
  is_open: true,
  is_known: true,
  is_of_event: true,
  state: "confirmed",
  is_revoked: false,
  is_listed: true,
  is_in: false,
  has_reason: false,
  let_in: false,
  is_standing: false,
  is_own: false,
};

/** What a desk may set aside by a reason. */
export const OVERRIDABLE = new Set(["revoked", "cancelled", "waitlisted", "not_listed"]);

/** What a scan comes to: an outcome of the ledger. Facts that are not given are those of a guest who may enter. */
export function decide(given) {
  const facts = { ...ASSUMED, ...given };
  if (facts.kind === "undo") return facts.is_standing && facts.is_own ? "undone" : "not_undone";
  if (facts.kind === "out") return nobody(facts) || (facts.is_in ? "left" : "not_in");
  return atTheDoor(facts);
}

function atTheDoor(facts) {
  if (!facts.is_open && !facts.let_in) return "not_open";
  const stranger = nobody(facts);
  if (stranger) return stranger;
  const refusal = refusalOf(facts);
  const isSetAside = facts.let_in || (facts.has_reason && OVERRIDABLE.has(refusal));
  if (refusal && !isSetAside) return refusal;
  if (facts.is_in) return facts.let_in ? "conflict" : "already";
  return refusal ? "override" : "entered";
}

function nobody(facts) {
  if (!facts.is_known) return "unknown";
  return facts.is_of_event ? "" : "other_event";
}

function refusalOf(facts) {
  if (!facts.is_open) return "not_open";
  if (facts.is_revoked) return "revoked";
  if (OF_STATE.has(facts.state)) return OF_STATE.get(facts.state);
  return facts.is_listed ? "" : "not_listed";
}
