"""The list of those invited (초청 명단): putting people on it, taking an invitation back, letting it stand again."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events import codes
from events.models import Event
from registrations import booking, links, moving, seating
from registrations.models import Invitation
from registrations.moving import BookingRefused
from registrations.states import InvitationKind, InvitationState, Step, Way


@dataclass(frozen=True)
class Invitee:
    """Who is to be invited, in cleaned form; for a body's seats the name is its coordinator's."""

    organization: str
    category: str
    name: str = ""
    department: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    sector: str = ""
    body_id: int | None = None
    kind: str = InvitationKind.PERSON
    seats: int = 1
    language: str = "ko"
    note: str = ""


@transaction.atomic
def invite(
    *,
    event_id: int,
    invitees: Iterable[Invitee],
    held_until: datetime | None,
    by_id: int | None,
    at: datetime,
) -> list[Invitation]:
    """Put people on the list of those invited. Nothing is mailed yet; seats are kept until ``held_until``.

    :raises BookingRefused: one of them is on the list already; nothing is written then
    """
    event = Event.objects.lock(event_id)
    wanted = list(invitees)
    _refuse_known(event, wanted)
    made = []
    for invitee, code in zip(wanted, free_codes(len(wanted)), strict=True):
        made.append(
            Invitation(
                event=event,
                code=code,
                token_hash=links.invitation_token_hash(code),
                held_until=held_until,
                created_at=at,
                changed_at=at,
                **asdict(invitee),
            )
        )
    Invitation.objects.bulk_create(made, batch_size=500)
    moving.note_created(made, way=Way.ADMIN, at=at, by_id=by_id)
    return made


@transaction.atomic
def correct(*, invitation_id: int, values: Mapping[str, Any], by_id: int | None, at: datetime) -> Invitation:
    """Correct what the list says of somebody; whoever is registered already stays as they are.

    :raises BookingRefused: the address is on the list already, or more of the seats are given than would be left
    """
    event = Event.objects.lock(_event_of(invitation_id))
    invitation = Invitation.objects.lock(invitation_id)
    if not values:
        return invitation
    email = values.get("email", "")
    others = event.invitations.standing().filter(kind=invitation.kind).exclude(pk=invitation_id)
    if email and others.for_email(email).exists():
        raise BookingRefused(_("이미 초청 명단에 있는 이메일입니다: %(emails)s") % {"emails": email})
    if values.get("seats", invitation.seats) < invitation.registrations.active().count():
        raise BookingRefused(_("이미 지정된 분보다 좌석을 적게 줄일 수 없습니다."))
    for name, value in values.items():
        setattr(invitation, name, value)
    moving.step(invitation, Step.CORRECTED, way=Way.ADMIN, at=at, by_id=by_id)
    seating.move_up(event, at=at)
    return invitation


@transaction.atomic
def hold(
    *,
    event_id: int,
    invitation_ids: Iterable[int],
    held_until: datetime | None,
    by_id: int | None,
    at: datetime,
) -> int:
    """Keep the seats of the chosen invitations until that moment, None for not at all; how many were changed.

    :raises BookingRefused: none of them waits for an answer or for names
    """
    event = Event.objects.lock(event_id)
    chosen = event.invitations.filter(pk__in=list(invitation_ids)).open()
    locked = list(chosen.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not locked:
        raise BookingRefused(_("답변이나 참석자 지정을 기다리는 초청이 없습니다."))
    for invitation in locked:
        invitation.held_until = held_until
        moving.step(invitation, Step.CORRECTED, way=Way.ADMIN, at=at, by_id=by_id)
    seating.move_up(event, at=at)
    return len(locked)


@transaction.atomic
def revoke(*, invitation_id: int, at: datetime, by_id: int | None) -> Invitation:
    """Take an invitation back: its link opens nothing any more, and whoever came by it loses the seat.

    :raises BookingRefused: the event is over
    """
    event = Event.objects.lock(_event_of(invitation_id))
    invitation = Invitation.objects.lock(invitation_id)
    if invitation.state == InvitationState.REVOKED:
        return invitation
    for registration in invitation.registrations.active():
        booking.cancel(registration_id=registration.pk, way=Way.ADMIN, at=at, by_id=by_id)
    invitation.refresh_from_db()
    moving.step(invitation, Step.REVOKED, way=Way.ADMIN, at=at, by_id=by_id)
    seating.move_up(event, at=at)
    return invitation


@transaction.atomic
def restore(*, invitation_id: int, at: datetime, by_id: int | None) -> Invitation:
    """Let a revoked invitation stand again, unanswered.

    :raises BookingRefused: it stands, or the same address was invited anew meanwhile
    """
    event = Event.objects.lock(_event_of(invitation_id))
    invitation = Invitation.objects.lock(invitation_id)
    if invitation.state != InvitationState.REVOKED:
        raise BookingRefused(_("철회한 초청이 아닙니다."))
    others = event.invitations.standing().filter(kind=invitation.kind)
    if invitation.email and others.for_email(invitation.email).exists():
        raise BookingRefused(_("같은 이메일로 다시 초청한 분이 있습니다."))
    moving.step(invitation, Step.RESTORED, way=Way.ADMIN, at=at, by_id=by_id)
    return invitation


def free_codes(number: int) -> list[str]:
    """That many codes that no invitation has."""
    found: set[str] = set()
    while len(found) < number:
        wanted = {codes.new_code() for _number in range(number - len(found))}
        found |= wanted - set(Invitation.objects.filter(code__in=wanted).values_list("code", flat=True))
    return list(found)


def _event_of(invitation_id: int) -> int:
    return Invitation.objects.values_list("event", flat=True).get(pk=invitation_id)


def _refuse_known(event: Event, invitees: list[Invitee]) -> None:
    """One may be invited in person and answer for a body's seats too; each of it once."""
    wanted = Counter((one.kind, one.email.lower()) for one in invitees if one.email)
    twice = {known for known, times in wanted.items() if times > 1}
    standing = event.invitations.standing().exclude(email="").values_list("kind", "email")
    known = twice | ({(kind, email.lower()) for kind, email in standing} & set(wanted))
    if known:
        emails = sorted({email for _kind, email in known})
        raise BookingRefused(
            _("이미 초청 명단에 있는 이메일입니다: %(emails)s") % {"emails": ", ".join(emails[:5])}
        )
