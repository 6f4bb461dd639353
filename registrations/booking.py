"""Registering, changing, cancelling, moving up. Seats are counted under a lock on the event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from events import codes
from events.models import Event, EventState, RegistrationWindow
from registrations import consents, links, notices
from registrations.extras import NOTHING_MORE, Extras
from registrations.models import Move, Registration
from registrations.states import ALLOWED_MOVES, RegistrationState, Way


class BookingRefused(Exception):
    """The step cannot be taken; the text tells the guest why and what to do."""


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
class Seats:
    """How an event's seats stand. Only a reading: what counts is counted under the lock."""

    capacity: int
    confirmed: int
    waiting: int

    @property
    def is_full(self) -> bool:
        return self.confirmed >= self.capacity or self.waiting > 0

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.confirmed)


def seats_of(event: Event) -> Seats:
    """The event's seats as they stand now, in one query."""
    counts = event.registrations.aggregate(
        confirmed=Count("pk", filter=Q(state=RegistrationState.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITLISTED)),
    )
    return Seats(event.capacity, counts["confirmed"], counts["waiting"])


@transaction.atomic
def register(
    *,
    event_id: int,
    applicant: Applicant,
    consent_answers: Mapping[str, bool],
    language: str,
    at: datetime,
    way: Way = Way.FORM,
    extras: Extras = NOTHING_MORE,
) -> Registration:
    """Book a seat, or a place on the waiting list when the event is full.

    An address asking again gets the registration it has, unchanged, and its link once more by mail.

    :raises BookingRefused: registration is not open, or a required consent is missing
    :raises ChoiceRefused: a session cannot be chosen
    """
    event = Event.objects.lock(event_id)
    _refuse_unless_open(event, at=at)
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    known = event.registrations.active().for_email(applicant.email).first()
    if known is not None:
        links.renew(known)
        notices.link_again(known, at=at)
        return known
    _move_up(event, at=at)
    registration = _take_place(event, applicant, language=language, at=at, way=way)
    consents.record(registration, consent_answers, at=at, collected=extras.collected)
    extras.record(registration, at=at)
    notices.received(registration, at=at)
    return registration


@transaction.atomic
def change(
    *, registration_id: int, applicant: Applicant, at: datetime, extras: Extras = NOTHING_MORE
) -> Registration:
    """Correct a guest's particulars, answers and sessions. The address stays: the registration is known by it.

    :raises BookingRefused: the registration is cancelled or the event is over
    :raises ChoiceRefused: a session cannot be chosen
    """
    if extras.sessions is not None:  # places in sessions are counted
        Event.objects.lock(Registration.objects.values_list("event", flat=True).get(pk=registration_id))
    registration = Registration.objects.lock(registration_id)
    _refuse_unless_changeable(registration, at=at)
    for field, value in asdict(applicant).items():
        if field != "email":
            setattr(registration, field, value)
    registration.changed_at = at
    registration.save()
    extras.record(registration, at=at)
    return registration


@transaction.atomic
def cancel(*, registration_id: int, way: Way, at: datetime, by_id: int | None = None) -> Registration:
    """Give a place back. The first one waiting moves up and is told. Cancelling twice is harmless.

    :raises BookingRefused: the event is over
    """
    event_id = Registration.objects.values_list("event", flat=True).get(pk=registration_id)
    event = Event.objects.lock(event_id)
    registration = Registration.objects.lock(registration_id)
    if registration.state == RegistrationState.CANCELLED:
        return registration
    _refuse_unless_changeable(registration, at=at)
    had_seat = registration.state == RegistrationState.CONFIRMED
    _move(registration, RegistrationState.CANCELLED, way=way, at=at, by_id=by_id)
    notices.cancelled(registration, had_seat=had_seat, at=at)
    _move_up(event, at=at)
    return registration


@transaction.atomic
def fill_seats(*, event_id: int, at: datetime) -> int:
    """Move people up from the waiting list into free seats; how many were moved."""
    return _move_up(Event.objects.lock(event_id), at=at)


def is_changeable(registration: Registration, *, at: datetime) -> bool:
    """Whether a guest may still change or cancel: not once cancelled, and not after the event."""
    ends_at = registration.event.ends_at
    return registration.state != RegistrationState.CANCELLED and (ends_at is None or at < ends_at)


def _take_place(event: Event, applicant: Applicant, *, language: str, at: datetime, way: Way) -> Registration:
    is_full = event.registrations.confirmed().count() >= event.capacity
    code = _free_code()
    registration = Registration(
        event=event,
        code=code,
        token_hash=links.token_hash(code),
        language=language,
        registered_at=at,
        changed_at=at,
        **asdict(applicant),
    )
    if is_full:
        last = event.registrations.aggregate(last=Max("waiting_number"))["last"]
        registration.waiting_number = (last or 0) + 1
    _move(
        registration, RegistrationState.WAITLISTED if is_full else RegistrationState.CONFIRMED, way=way, at=at
    )
    return registration


def _move_up(event: Event, *, at: datetime) -> int:
    if event.state != EventState.ANNOUNCED or event.ends_at is None or at >= event.ends_at:
        return 0
    free = event.capacity - event.registrations.confirmed().count()
    if free <= 0:
        return 0
    # Locked, as a guest may be changing particulars, which takes no lock on the event.
    moved = list(event.registrations.waitlisted().select_for_update(of=("self",), no_key=True)[:free])
    for registration in moved:
        _move(registration, RegistrationState.CONFIRMED, way=Way.SYSTEM, at=at)
        notices.moved_up(registration, at=at)
    return len(moved)


def _move(
    registration: Registration, state: RegistrationState, *, way: Way, at: datetime, by_id: int | None = None
) -> None:
    """The one door through which a state changes; each passage leaves a row."""
    before = registration.state
    if before and state not in ALLOWED_MOVES[before]:
        raise BookingRefused(_("이 등록은 더 이상 바꿀 수 없습니다."))
    registration.state = state
    registration.changed_at = at
    registration.save(update_fields=["state", "changed_at"] if before else None)
    Move.objects.create(
        registration=registration, from_state=before, to_state=state, at=at, way=way, by_id=by_id
    )


def _free_code() -> str:
    code = codes.new_code()
    while Registration.objects.filter(code=code).exists():
        code = codes.new_code()
    return code


def _refuse_unless_open(event: Event, *, at: datetime) -> None:
    window = event.registration_window(at=at)
    if window == RegistrationWindow.NOT_YET:
        raise BookingRefused(_("아직 등록 기간이 아닙니다. 행사 안내에서 등록 시작일을 확인해 주세요."))
    if window == RegistrationWindow.OVER:
        raise BookingRefused(_("이 행사의 참가 등록은 마감되었습니다. 문의는 담당 부서로 해 주세요."))


def _refuse_unless_changeable(registration: Registration, *, at: datetime) -> None:
    if registration.state == RegistrationState.CANCELLED:
        raise BookingRefused(_("취소된 등록입니다. 참가하시려면 다시 등록해 주세요."))
    if not is_changeable(registration, at=at):
        raise BookingRefused(_("행사가 끝나 등록 내용을 바꿀 수 없습니다."))
