"""Registering, changing, cancelling. Seats are counted under a lock on the event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events import codes
from events.models import Event, RegistrationWindow
from registrations import consents, enrolling, links, moving, notices, recognising, seating
from registrations.enrolling import Applicant, Entry
from registrations.extras import NOTHING_MORE, Extras
from registrations.models import CategoryTerms, Invitation, Registration
from registrations.moving import BookingRefused
from registrations.states import (
    BY_INVITATION,
    LIVE_STATES,
    SEATED_STATES,
    InvitationKind,
    RegistrationState,
    Step,
    Way,
)

__all__ = [
    "Applicant",
    "BookingRefused",
    "Seats",
    "cancel",
    "change",
    "fill_seats",
    "is_changeable",
    "lock_all",
    "refuse_unless_changeable",
    "refuse_unless_open",
    "refuse_unless_open_to",
    "refuse_who_has_entered",
    "register",
    "seats_of",
]


@dataclass(frozen=True)
class Seats:
    """How an event's seats stand. Only a reading: what counts is counted under the lock."""

    capacity: int
    taken: int  # confirmed, and offered to somebody
    kept: int  # for invitations
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether a newcomer would wait."""
        return self.taken + self.kept + self.waiting >= self.capacity

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken - self.kept)


def seats_of(event: Event, *, at: datetime) -> Seats:
    """The event's seats as they stand now: one query, a second one where seats are kept for invitations."""
    seats = seating.standing(event, at=at)
    return Seats(seats.capacity, seats.taken.total(), seats.kept, seats.waiting.total())


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

    An address asking again gets the registration it has, unchanged, and its link once more by mail. One that was
    invited has answered its invitation by this, and comes in the category it was invited in.

    :raises BookingRefused: registration is not open, not for this category, or a required consent is missing
    :raises ChoiceRefused: a session cannot be chosen
    """
    event = Event.objects.lock_with_place(event_id)
    refuse_unless_open(event, at=at)
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    seats = seating.standing(event, at=at)
    # Before any look-up: the answer must not tell who was invited or is registered.
    _refuse_unless(seats.is_open_to(applicant.category), applicant.category)
    code = codes.new_code()
    found = recognising.recognise(event.pk, email=applicant.email, code=code)
    known = _known(event, applicant.email) if found.has_registration else None
    if known is not None:
        links.renew(known)
        notices.link_again(known, at=at)
        return known
    invitation = _answered_by(event, applicant.email) if found.has_invitation else None
    if invitation is not None:
        applicant = replace(applicant, category=invitation.category)
    registration = enrolling.enrol(
        event,
        applicant,
        entry=Entry(way=way, at=at, language=language),
        consent_answers=consent_answers,
        invitation=invitation,
        is_held=invitation is not None and invitation.is_holding(at=at),
        extras=extras,
        seats=seats,
        code="" if found.is_code_taken else code,
    )
    if invitation is not None:
        moving.step(invitation, Step.ACCEPTED, way=way, at=at, registration=registration)
    return registration


@transaction.atomic
def change(
    *,
    registration_id: int,
    applicant: Applicant,
    at: datetime,
    way: Way = Way.LINK,
    extras: Extras = NOTHING_MORE,
) -> Registration:
    """Correct a guest's particulars, answers and sessions. The address stays: the registration is known by it.

    Another category counts like a new registration: it has to be open to guests, and its share is kept.

    :raises BookingRefused: the registration is cancelled, the event is over, or the category has no seat left
    :raises ChoiceRefused: a session cannot be chosen
    """
    event = Event.objects.lock(_event_of(registration_id))
    registration = Registration.objects.lock(registration_id)
    refuse_unless_changeable(registration, at=at)
    is_moved = applicant.category != registration.category
    if is_moved:
        _refuse_category(event, registration, applicant.category, way=way, at=at)
    for field, value in asdict(applicant).items():
        if field != "email":
            setattr(registration, field, value)
    registration.changed_at = at
    registration.save()
    extras.record(registration, at=at)
    if is_moved:
        seating.move_up(event, at=at)
        registration.refresh_from_db()
    return registration


@transaction.atomic
def cancel(*, registration_id: int, way: Way, at: datetime, by_id: int | None = None) -> Registration:
    """Give a place back. The first one waiting moves up and is told. Cancelling twice is harmless.

    :raises BookingRefused: the event is over, or the guest sits there
    """
    event, invitation, registration = lock_all(registration_id)
    if registration.state not in LIVE_STATES:
        return registration
    refuse_unless_changeable(registration, at=at)
    refuse_who_has_entered(registration, way=way)
    had_seat = registration.state == RegistrationState.CONFIRMED
    moving.move(registration, RegistrationState.CANCELLED, way=way, at=at, by_id=by_id)
    if invitation is not None:
        what = Step.WITHDRAWN if invitation.is_for_several else Step.DECLINED
        moving.step(invitation, what, way=way, at=at, by_id=by_id, registration=registration)
    notices.cancelled(registration, had_seat=had_seat, at=at)
    seating.move_up(event, at=at)
    return registration


@transaction.atomic
def fill_seats(*, event_id: int, at: datetime) -> int:
    """Move people up from the waiting list into free seats, or offer them these; how many were told."""
    return seating.move_up(Event.objects.lock(event_id), at=at)


def lock_all(registration_id: int) -> tuple[Event, Invitation | None, Registration]:
    """The event, the invitation that the registration came by, and the registration: locked, in this order."""
    ids = Registration.objects.values_list("event", "invitation").get(pk=registration_id)
    event = Event.objects.lock(ids[0])
    invitation = Invitation.objects.lock(ids[1]) if ids[1] else None
    return event, invitation, Registration.objects.lock(registration_id)


def is_changeable(registration: Registration, *, at: datetime) -> bool:
    """Whether a guest may still change or cancel: not once it is over for them, and not after the event."""
    ends_at = registration.event.ends_at
    is_live = registration.state in LIVE_STATES and registration.erased_at is None
    return is_live and (ends_at is None or at < ends_at)


def refuse_unless_changeable(registration: Registration, *, at: datetime) -> None:
    """:raises BookingRefused: the registration has ended, or the event has"""
    if registration.state == RegistrationState.CANCELLED:
        raise BookingRefused(_("취소된 등록입니다. 참가하시려면 다시 등록해 주세요."))
    if registration.state == RegistrationState.DECLINED:
        raise BookingRefused(_("승인되지 않은 등록입니다. 문의는 담당 부서로 해 주세요."))
    if not is_changeable(registration, at=at):
        raise BookingRefused(_("행사가 끝나 등록 내용을 바꿀 수 없습니다."))


def refuse_who_has_entered(registration: Registration, *, way: Way) -> None:
    """Else two people would have the one seat. An organizer knows what they do, as after a scan by mistake.

    :raises BookingRefused: the guest, or who invited them, would give away by a link a seat that is sat on
    """
    if way == Way.LINK and registration.check_ins.entries().exists():
        raise BookingRefused(
            _("이미 입장하신 등록입니다. 취소하거나 다른 분께 넘기시려면 등록데스크에 말씀해 주세요.")
        )


def refuse_unless_open(event: Event, *, at: datetime) -> None:
    """:raises BookingRefused: the public form is not open now"""
    window = event.registration_window(at=at)
    if window == RegistrationWindow.NOT_YET:
        raise BookingRefused(_("아직 등록 기간이 아닙니다. 행사 안내에서 등록 시작일을 확인해 주세요."))
    if window == RegistrationWindow.OVER:
        raise BookingRefused(_("이 행사의 참가 등록은 마감되었습니다. 문의는 담당 부서로 해 주세요."))


def refuse_unless_open_to(event: Event, category: str) -> None:
    """:raises BookingRefused: only those who are invited come in this category"""
    closed = CategoryTerms.objects.filter(event=event, category=category, is_open=False)
    _refuse_unless(not closed.exists(), category)


def _refuse_unless(is_open: bool, category: str) -> None:
    if category in BY_INVITATION or not is_open:
        raise BookingRefused(
            _("이 참석구분은 초청받은 분만 등록할 수 있습니다. 다른 참석구분을 골라 주세요.")
        )


def _event_of(registration_id: int) -> int:
    return Registration.objects.values_list("event", flat=True).get(pk=registration_id)


def _known(event: Event, email: str) -> Registration | None:
    return event.registrations.active().for_email(email).first()


def _answered_by(event: Event, email: str) -> Invitation | None:
    """The personal invitation that somebody answers by registering; none once it brings somebody, as a deputy."""
    comes = Registration.objects.active().filter(invitation=OuterRef("pk"))
    personal = event.invitations.standing().filter(~Exists(comes), kind=InvitationKind.PERSON)
    return personal.for_email(email).select_for_update(of=("self",), no_key=True).first()


def _refuse_category(
    event: Event, registration: Registration, category: str, *, way: Way, at: datetime
) -> None:
    if way == Way.LINK:
        if registration.invitation_id is not None:
            raise BookingRefused(_("초청받으신 참석구분은 바꿀 수 없습니다. 문의는 담당 부서로 해 주세요."))
        refuse_unless_open_to(event, category)
    if registration.state in SEATED_STATES and not seating.standing(event, at=at).has_share(category):
        raise BookingRefused(_("그 참석구분에는 남은 자리가 없어 바꾸지 않았습니다."))
