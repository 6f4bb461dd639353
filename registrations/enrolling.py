"""Making a registration: by whichever way somebody comes in, here it gets its code, its seat and its first mail.

Called with the event locked.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from events import codes
from events.models import Event
from registrations import consents, links, moving, notices, seating
from registrations.extras import NOTHING_MORE, Extras
from registrations.models import Invitation, Registration
from registrations.seating import Standing
from registrations.states import InvitationKind, RegistrationState, Way


@dataclass(frozen=True)
class Applicant:
    """Who wants to come, in cleaned form."""

    name: str
    organization: str
    phone: str
    email: str
    category: str
    department: str = ""
    title: str = ""


@dataclass(frozen=True)
class Entry:
    """By which way somebody comes in, when, and who wrote it down."""

    way: Way
    at: datetime
    language: str
    by_id: int | None = None
    note: str = ""  # why, where the way alone does not tell


def enrol(
    event: Event,
    applicant: Applicant,
    *,
    entry: Entry,
    consent_answers: Mapping[str, bool],
    invitation: Invitation | None = None,
    is_held: bool = False,
    is_deputy: bool = False,
    extras: Extras = NOTHING_MORE,
    seats: Standing | None = None,
    code: str = "",
    is_overridden: bool = False,
) -> Registration:
    """A new registration with a seat, or waiting; who was not invited may have to be approved. It is told so.

    ``is_overridden``: with a seat whatever the rules say; the entry's note tells why.

    Who waits already goes first. A group that asked by itself was not invited. ``seats`` is how they stand, if that
    was read under this lock, and ``code`` one that is known to be free.
    """
    seats = seats or seating.standing(event, at=entry.at)
    seating.move_up(event, at=entry.at, seats=seats)
    registration = draw_up(
        event, applicant, entry=entry, invitation=invitation, is_deputy=is_deputy, code=code
    )
    is_invited = invitation is not None and invitation.kind != InvitationKind.GROUP
    if is_overridden:
        seats.taken[registration.category] += 1
        moving.move(
            registration,
            RegistrationState.CONFIRMED,
            way=entry.way,
            at=entry.at,
            by_id=entry.by_id,
            note=entry.note,
        )
    elif not is_invited and seats.asks_approval(applicant.category):
        moving.move(registration, RegistrationState.REQUESTED, way=entry.way, at=entry.at, by_id=entry.by_id)
    else:
        seating.seat_or_wait(
            registration, seats, way=entry.way, at=entry.at, by_id=entry.by_id, is_held=is_held
        )
    consents.record(registration, consent_answers, at=entry.at, collected=extras.collected, way=entry.way)
    extras.record(registration, at=entry.at)
    is_waiting = registration.state == RegistrationState.WAITLISTED
    place = seats.place_of_last(registration.category) if is_waiting else None
    notices.received(registration, place=place, at=entry.at)
    return registration


def draw_up(
    event: Event,
    applicant: Applicant,
    *,
    entry: Entry,
    invitation: Invitation | None = None,
    is_deputy: bool = False,
    code: str = "",
) -> Registration:
    """A registration with its code, in no state yet and not saved. Without a free ``code`` it gets one."""
    code = code or _free_code()
    return Registration(
        event=event,
        code=code,
        token_hash=links.token_hash(code),
        language=entry.language,
        registered_at=entry.at,
        changed_at=entry.at,
        invitation=invitation,
        is_deputy=is_deputy,
        **asdict(applicant),
    )


def _free_code() -> str:
    code = codes.new_code()
    while Registration.objects.filter(code=code).exists():
        code = codes.new_code()
    return code
