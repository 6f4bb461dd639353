"""At the door: somebody registers there (현장등록), or comes instead of who was invited (대리참석)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import Event
from registrations import booking, consents, deputies, enrolling, seating
from registrations.booking import Applicant, BookingRefused
from registrations.desk.recording import OPEN_STATES
from registrations.enrolling import Entry
from registrations.models import Registration, WalkIn
from registrations.seating import Standing
from registrations.states import BY_INVITATION, Way

LINK_SECONDS = 30 * 60  # for so long the code that a desk shows opens the form on guests' phones
_SALT = "registrations.desk.walk-in"
_MOST_ALIKE = 5


@dataclass(frozen=True)
class Desk:
    """At whose desk it is; ``device`` is what the desk is called."""

    by_id: int
    device: str = ""


@transaction.atomic
def register(
    *,
    event_id: int,
    walkin_id: UUID,
    applicant: Applicant,
    consent_answers: Mapping[str, bool],
    way: Way,
    desk: Desk,
    at: datetime,
    language: str = "ko",
    override_reason: str = "",
    code: str = "",
    is_deputy: bool = False,
    came_at: datetime | None = None,
) -> Registration:
    """Register somebody at the door: with a seat if there is one, else waiting, or asking where guests are approved.

    With an ``override_reason`` they have a seat whatever the rules for seats say, which is kept if it was needed.
    ``code`` is one that is known to be free; without it they get one. ``is_deputy``: instead of a guest who cannot hand
    over the seat any more, so they have one of their own and the reason is kept in any case.
    ``came_at`` is when they stood there, if that is heard of later: then the event may be over by now.
    ``way`` is ``DESK`` where consent was given on paper. Sent twice under one ``walkin_id`` it is one registration.

    :raises BookingRefused: the event does not take place or was over, consent is missing, the address is registered,
        or the category comes by invitation and there is no reason
    """
    event = Event.objects.lock_with_place(event_id)
    known = WalkIn.objects.select_related("registration").filter(walkin_id=walkin_id).first()
    if known is not None:
        return _same(known, event)
    _refuse_unless_open(event, at=came_at or at)
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    if event.registrations.active().for_email(applicant.email).exists():
        raise BookingRefused(_("이 이메일로 이미 등록되어 있습니다. 성명으로 찾아 주세요."))
    seats = seating.standing(event, at=at)
    is_closed = applicant.category in BY_INVITATION or not seats.is_open_to(applicant.category)
    if is_closed and not override_reason:
        raise BookingRefused(_("초청받은 분만 오는 참석구분입니다. 등록하려면 사유를 적어 주세요."))
    seating.move_up(event, at=at, seats=seats)  # who waits already goes first
    is_needed = is_closed or is_deputy or _is_held_up(seats, applicant.category)
    reason = override_reason if is_needed else ""
    registration = enrolling.enrol(
        event,
        applicant,
        entry=Entry(way=way, at=at, language=language, by_id=desk.by_id, note=reason),
        consent_answers=consent_answers,
        seats=seats,
        code=code,
        is_deputy=is_deputy,
        is_overridden=bool(reason),
    )
    WalkIn.objects.create(
        registration=registration,
        walkin_id=walkin_id,
        at=came_at or at,
        by_id=desk.by_id,
        device=desk.device,
        override_reason=reason,
    )
    return registration


def alike(event_id: int, applicant: Applicant) -> list[Registration]:
    """Who is registered already and may be the same person: by telephone, address, or name and organization."""
    same = Q(name=applicant.name, organization=applicant.organization)
    if applicant.phone:
        same |= Q(phone=applicant.phone)
    if applicant.email:
        same |= Q(email__iexact=applicant.email)
    live = Registration.objects.active().filter(same, event=event_id)
    return list(live.order_by("name_key", "organization_key", "pk")[:_MOST_ALIKE])


@transaction.atomic
def send_deputy(
    *,
    registration_id: int,
    deputy: Applicant,
    consent_answers: Mapping[str, bool],
    reason: str,
    by_id: int,
    at: datetime,
    code: str = "",
    came_at: datetime | None = None,
) -> Registration:
    """Let somebody who stands at the desk come for a guest; the deputy's registration, in the guest's seat.

    ``code`` is one that is known to be free, ``came_at`` as in ``register``.

    :raises BookingRefused: as ``deputies.send``, or the guest is in the hall already
    """
    _event, _invitation, original = booking.lock_all(registration_id)
    if original.presences.exists():
        raise BookingRefused(_("이미 입장한 분입니다. 입장 처리를 되돌린 다음 대리참석으로 바꿔 주세요."))
    return deputies.send(
        registration_id=registration_id,
        deputy=deputy,
        consent_answers=consent_answers,
        way=Way.DESK,
        at=at,
        by_id=by_id,
        note=reason,
        code=code,
        came_at=came_at,
    )


def link_token(*, event_id: int, desk: Desk) -> str:
    """What opens the form on a guest's own phone, for ``LINK_SECONDS``."""
    return signing.dumps({"event": event_id, "by": desk.by_id, "device": desk.device}, salt=_SALT)


def opened_by(token: str) -> tuple[int, Desk] | None:
    """Of which event and desk the token is; None if it is forged or its time is over."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return None
    return said["event"], Desk(by_id=said["by"], device=said["device"])


def _is_held_up(seats: Standing, category: str) -> bool:
    return seats.asks_approval(category) or not seats.has_room(category)


def _same(known: WalkIn, event: Event) -> Registration:
    if known.registration.event_id != event.pk:
        raise BookingRefused(_("화면이 오래되었습니다. 현장등록을 다시 열어 주세요."))
    return known.registration


def _refuse_unless_open(event: Event, *, at: datetime) -> None:
    if event.state not in OPEN_STATES:
        raise BookingRefused(_("열리지 않는 행사입니다. 등록하지 않았습니다."))
    if event.ends_at is None or at >= event.ends_at:
        raise BookingRefused(_("행사가 끝나 등록할 수 없습니다."))
