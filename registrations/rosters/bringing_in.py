"""Putting a roster's people on the list of those invited: whoever is new, once, and nobody who is there already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from events import bodynames
from events.models import Event, Organization
from registrations import inviting
from registrations.models import Invitation, Registration
from registrations.rosters import comparing
from registrations.rosters.comparing import Compared, Known, Standing
from registrations.rosters.invitee import Invitee, RosterRow
from registrations.states import InvitationKind


@dataclass(frozen=True)
class Outcome:
    """How many were put on the list, and how many were there already."""

    invited: int
    known: int


def look(*, event_id: int, rows: Sequence[RosterRow]) -> list[Compared]:
    """How the rows without errors stand to those whom the event knows. Two queries."""
    return comparing.compare(rows, _known(event_id))


@transaction.atomic
def bring_in(
    *,
    event_id: int,
    rows: Sequence[RosterRow],
    also: Collection[int],
    held_until: datetime | None,
    by_id: int | None,
    at: datetime,
) -> Outcome:
    """Invite the people of the rows that have no errors and are new.

    Rows that may be somebody who is known are left out, unless their numbers are in ``also``; so is the second of two
    rows with the same person. Bringing the same file in again adds nobody.
    """
    Event.objects.lock(event_id)
    compared = look(event_id=event_id, rows=rows)
    chosen = [
        one.row.invitee
        for one in compared
        if one.row.invitee
        and one.row.same_as is None
        and (
            one.standing == Standing.NEW
            or (one.standing == Standing.MAYBE_THE_SAME and one.row.number in also)
        )
    ]
    bodies = _bodies()
    made = inviting.invite(
        event_id=event_id,
        invitees=[_invitee(one, bodies) for one in chosen],
        held_until=held_until,
        by_id=by_id,
        at=at,
    )
    return Outcome(len(made), len(compared) - len(made))


def _known(event_id: int) -> list[Known]:
    columns = ("pk", "name", "email", "phone", "organization")
    invited = Invitation.objects.filter(event=event_id).standing().values_list(*columns)
    registered = Registration.objects.filter(event=event_id).active().values_list(*columns)
    return [
        Known(pk, name, email, str(phone.as_e164) if phone else "", organization, standing)
        for rows, standing in ((invited, Standing.INVITED), (registered, Standing.REGISTERED))
        for pk, name, email, phone, organization in rows
    ]


def _bodies() -> dict[str, tuple[int, str]]:
    """The organizations on record, (id, sector), by what their spellings share."""
    found: dict[str, tuple[int, str]] = {}
    for pk, name, short_name, sector in Organization.objects.values_list(
        "pk", "name", "short_name", "sector"
    ):
        for spelling in filter(None, (short_name, name)):
            found[bodynames.key(spelling)] = (pk, sector)
    return found


def _invitee(read: Invitee, bodies: dict[str, tuple[int, str]]) -> inviting.Invitee:
    is_for_several = read.seats > 1 or not read.name
    body_id, sector = bodies.get(bodynames.key(read.organization), (None, ""))
    note = " · ".join(part for part in (read.division, read.note) if part)
    return inviting.Invitee(
        name=read.name,
        organization=read.organization,
        department=read.department,
        title=read.title,
        email=read.email,
        phone=read.phone,
        category=read.category,
        sector=sector,
        body_id=body_id,
        kind=InvitationKind.SEATS if is_for_several else InvitationKind.PERSON,
        seats=read.seats,
        note=note[:200],
    )
