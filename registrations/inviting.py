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
    for invitee, code in zip(wanted, _free_codes(len(wanted)), strict=True):
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
    if email and event.invitations.standing().for_email(email).exclude(pk=invitation_id).exists():
        raise BookingRefused(_("이미 초청 명단에 있는 이메일입니다: %(emails)s") % {"emails": email})
    if values.get("seats", invitation.seats) < invitation.registrations.active().count():
        raise BookingRefused(_("이미 지정된 분보다 좌석을 적게 줄일 수 없습니다."))
    for name, value in values.items():
        setattr(invitation, name, value)
    moving.step(invitation, Step.CORRECTED, way=Way.ADMIN, at=at, by_id=by_id)
    seating.move_up(event, at=at)
    return invitation


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
    if invitation.email and event.invitations.standing().for_email(invitation.email).exists():
        raise BookingRefused(_("같은 이메일로 다시 초청한 분이 있습니다."))
    moving.step(invitation, Step.RESTORED, way=Way.ADMIN, at=at, by_id=by_id)
    return invitation


def _event_of(invitation_id: int) -> int:
    return Invitation.objects.values_list("event", flat=True).get(pk=invitation_id)


def _refuse_known(event: Event, invitees: list[Invitee]) -> None:
    addresses = Counter(one.email.lower() for one in invitees if one.email)
    twice = {address for address, times in addresses.items() if times > 1}
    standing = event.invitations.standing().exclude(email="").values_list("email", flat=True)
    known = twice | ({address.lower() for address in standing} & set(addresses))
    if known:
        raise BookingRefused(
            _("이미 초청 명단에 있는 이메일입니다: %(emails)s") % {"emails": ", ".join(sorted(known)[:5])}
        )


def _free_codes(number: int) -> list[str]:
    """That many codes that no invitation has."""
    found: set[str] = set()
    while len(found) < number:
        wanted = {codes.new_code() for _number in range(number - len(found))}
        found |= wanted - set(Invitation.objects.filter(code__in=wanted).values_list("code", flat=True))
    return list(found)
