"""A roster against those who are known to an event already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events import bodynames
from registrations.rosters.invitee import Invitee, RosterRow


class Standing(StrEnum):
    NEW = "new"
    INVITED = "invited"
    REGISTERED = "registered"
    MAYBE_THE_SAME = "maybe"  # of the same name and body; a person decides


@dataclass(frozen=True)
class Known:
    """Somebody who is invited or registered. ``state`` is INVITED or REGISTERED."""

    id: int
    name: str
    email: str
    phone: str  # E.164
    organization: str
    state: Standing


@dataclass(frozen=True)
class Compared:
    row: RosterRow
    standing: Standing
    known: Known | None = None


def compare(rows: Iterable[RosterRow], known: Sequence[Known]) -> list[Compared]:
    """How each row without errors stands to those who are known.

    The same address, or the same name and phone, is the same person; of several such rows the registered one counts.
    """
    # Later ones win in a dict, so the registered come last.
    ordered = sorted(known, key=lambda one: one.state == Standing.REGISTERED)
    by_sure = {key: one for one in ordered for key in _sure_keys(one.name, one.email, one.phone)}
    by_body = {key: one for one in ordered if (key := _body_key(one.name, one.organization))}
    return [_compare(row, row.invitee, by_sure, by_body) for row in rows if row.invitee]


def _compare(
    row: RosterRow,
    invitee: Invitee,
    by_sure: dict[tuple[str, ...], Known],
    by_body: dict[tuple[str, str], Known],
) -> Compared:
    keys = _sure_keys(invitee.name, invitee.email, invitee.phone)
    same = sorted(
        (by_sure[key] for key in keys if key in by_sure), key=lambda one: one.state != Standing.REGISTERED
    )
    if same:
        return Compared(row, same[0].state, same[0])
    body_key = _body_key(invitee.name, invitee.organization)
    maybe = by_body.get(body_key) if body_key else None
    return Compared(row, Standing.MAYBE_THE_SAME if maybe else Standing.NEW, maybe)


def _sure_keys(name: str, email: str, phone: str) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [("email", email.lower())] if email else []
    if name and phone:
        keys.append(("phone", _bare(name), phone))
    return keys


def _body_key(name: str, organization: str) -> tuple[str, str] | None:
    """None where there is no name: seats of the same body may be wanted twice."""
    body = bodynames.key(organization)
    return (_bare(name), body) if name and body else None


def _bare(name: str) -> str:
    return "".join(name.split()).casefold()
