"""Whom a desk lets in or out: the rules over plain values. ``static/js/desk/admitting.js`` decides alike.

Both are held to ``tests/vectors/desk-admission.json``: a desk without a network lets in whom the server lets in.
"""

from dataclasses import dataclass

IN, OUT, UNDO = "in", "out", "undo"
# Of a registration's state: what a scan comes to. Who is confirmed is let in.
_OF_STATE = {
    "cancelled": "cancelled",
    "declined": "cancelled",
    "waitlisted": "waitlisted",
    "offered": "waitlisted",
    "requested": "waitlisted",
}
# What a desk may set aside by a reason: it knows the guest, and they are of this event.
OVERRIDABLE = frozenset({"revoked", "cancelled", "waitlisted", "not_listed"})


@dataclass(frozen=True)
class Facts:
    """What is known when something was scanned.

    ``is_in``: at the time of the scan, through this door. ``let_in``: a desk without a network did let them in, so
    they are in the hall whatever the server knows. ``is_standing`` and ``is_own`` are of the scan to be taken back:
    whether it let somebody in or out and still counts, and whether who asks made it or organizes the event.
    """

    kind: str = IN
    is_open: bool = True
    is_known: bool = True
    is_of_event: bool = True
    state: str = "confirmed"
    is_revoked: bool = False
    is_listed: bool = True
    is_in: bool = False
    has_reason: bool = False
    let_in: bool = False
    is_standing: bool = False
    is_own: bool = False


def decide(facts: Facts) -> str:
    """What a scan comes to: a value of ``CheckInOutcome``."""
    if facts.kind == UNDO:
        return "undone" if facts.is_standing and facts.is_own else "not_undone"
    if facts.kind == OUT:
        return _nobody(facts) or ("left" if facts.is_in else "not_in")
    return _at_the_door(facts)


def _at_the_door(facts: Facts) -> str:
    if not facts.is_open and not facts.let_in:
        return "not_open"
    nobody = _nobody(facts)
    if nobody:
        return nobody
    refusal = _refusal(facts)
    is_set_aside = facts.let_in or (facts.has_reason and refusal in OVERRIDABLE)
    if refusal and not is_set_aside:
        return refusal
    if facts.is_in:
        return "conflict" if facts.let_in else "already"
    return "override" if refusal else "entered"


def _nobody(facts: Facts) -> str:
    if not facts.is_known:
        return "unknown"
    return "" if facts.is_of_event else "other_event"


def _refusal(facts: Facts) -> str:
    """Why somebody of this event is not let in; "" if they are."""
    if not facts.is_open:
        return "not_open"
    if facts.is_revoked:
        return "revoked"
    if facts.state in _OF_STATE:
        return _OF_STATE[facts.state]
    return "" if facts.is_listed else "not_listed"
