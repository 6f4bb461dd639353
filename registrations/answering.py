"""What comes of an invitation: yes, no, a deputy (대리참석), or people named for a body's seats (좌석 배정).

All of it happens under the lock on the event, since answers give and take seats.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, EventState
from registrations import booking, consents, deputies, enrolling, moving, notices, seating
from registrations.enrolling import Applicant, Entry
from registrations.extras import NOTHING_MORE, Extras
from registrations.models import Invitation, Registration
from registrations.models.registration import RegistrationQuerySet
from registrations.moving import BookingRefused
from registrations.states import (
    SEATED_STATES,
    InvitationKind,
    InvitationState,
    RegistrationState,
    Step,
    Way,
)


@transaction.atomic
def accept(
    *,
    invitation_id: int,
    applicant: Applicant,
    consent_answers: Mapping[str, bool],
    way: Way,
    at: datetime,
    by_id: int | None = None,
    extras: Extras = NOTHING_MORE,
) -> Registration:
    """The invited person comes. A deputy who was named before stays at home; saying yes twice is harmless.

    Who registered by the public form before keeps that registration, which comes by the invitation from now on.

    :raises BookingRefused: the invitation was taken back, the event is over, or consent is missing
    :raises ChoiceRefused: a session cannot be chosen
    """
    event, invitation = _open(invitation_id, at=at)
    _refuse_several(invitation)
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    current = guest_of(invitation)
    if current is not None and not current.is_deputy:
        return current
    entry = Entry(way=way, at=at, language=invitation.language, by_id=by_id)
    applicant = replace(applicant, category=invitation.category)
    known = _own_registration(invitation, applicant)
    if known is not None and current is None:
        registration = _adopt(event, known, invitation, entry, consent_answers, extras)
    elif current is not None:
        _refuse_registered(event, applicant, besides=current)
        registration = deputies.hand_over(
            event,
            Registration.objects.lock(current.pk),  # a desk may be letting the deputy in
            applicant,
            entry=entry,
            consent_answers=consent_answers,
            extras=extras,
            is_deputy=False,
        )
    else:
        _refuse_registered(event, applicant)
        registration = enrolling.enrol(
            event,
            applicant,
            entry=entry,
            consent_answers=consent_answers,
            extras=extras,
            invitation=invitation,
            is_held=invitation.is_holding(at=at),
        )
    moving.step(invitation, Step.ACCEPTED, way=way, at=at, by_id=by_id, registration=registration)
    seating.move_up(event, at=at)  # a seat was kept that this person's category had no share in
    return registration


@transaction.atomic
def decline(
    *, invitation_id: int, reason: str, way: Way, at: datetime, by_id: int | None = None
) -> Invitation:
    """Nobody comes. A seat that was taken or kept goes to the next in line; saying no twice is harmless.

    :raises BookingRefused: the invitation was taken back, the event is over, or people are named for its seats
    """
    event, invitation = _open(invitation_id, at=at)
    current = guest_of(invitation)
    if invitation.is_for_several and current is not None:
        raise BookingRefused(_("지정하신 분이 있습니다. 먼저 지정을 취소한 다음 불참을 알려 주세요."))
    if invitation.state == InvitationState.DECLINED:
        return invitation
    invitation.reason = reason
    invitation.save(update_fields=["reason"])
    if current is not None:
        booking.cancel(registration_id=current.pk, way=way, at=at, by_id=by_id)
        invitation.refresh_from_db()
        return invitation
    moving.step(invitation, Step.DECLINED, way=way, at=at, by_id=by_id)
    seating.move_up(event, at=at)
    return invitation


@transaction.atomic
def send_deputy(
    *,
    invitation_id: int,
    deputy: Applicant,
    consent_answers: Mapping[str, bool],
    way: Way,
    at: datetime,
    by_id: int | None = None,
    extras: Extras = NOTHING_MORE,
) -> Registration:
    """Somebody else comes for the invited person, in the invited person's category.

    :raises BookingRefused: the invitation was taken back, the event is over, or the deputy cannot be registered
    :raises ChoiceRefused: a session cannot be chosen
    """
    event, invitation = _open(invitation_id, at=at)
    _refuse_several(invitation)
    current = guest_of(invitation)
    if current is not None:
        return deputies.send(
            registration_id=current.pk,
            deputy=deputy,
            consent_answers=consent_answers,
            extras=extras,
            way=way,
            at=at,
            by_id=by_id,
        )
    deputies.refuse_unless_free(event, deputy, consent_answers)
    registration = enrolling.enrol(
        event,
        replace(deputy, category=invitation.category),
        entry=Entry(way=way, at=at, language=invitation.language, by_id=by_id),
        consent_answers=consent_answers,
        extras=extras,
        invitation=invitation,
        is_held=invitation.is_holding(at=at),
        is_deputy=True,
    )
    moving.step(invitation, Step.DEPUTED, way=way, at=at, by_id=by_id, registration=registration)
    return registration


@transaction.atomic
def name_person(
    *,
    invitation_id: int,
    person: Applicant,
    consent_answers: Mapping[str, bool],
    way: Way,
    at: datetime,
    by_id: int | None = None,
    extras: Extras = NOTHING_MORE,
) -> Registration:
    """A coordinator gives one of the seats to a named person, who gets a link of their own.

    A group that asked by itself names people only while the public form is open to them.

    :raises BookingRefused: all seats are given, the person is registered already, or consent is missing
    :raises ChoiceRefused: a session cannot be chosen
    """
    event, invitation = _open(invitation_id, at=at)
    if not invitation.is_for_several:
        raise BookingRefused(_("한 분만 초청된 초청장입니다."))
    if invitation.kind == InvitationKind.GROUP:
        booking.refuse_unless_open(event, at=at)
        booking.refuse_unless_open_to(event, invitation.category)
    named = invitation.registrations.active().count()
    if named >= invitation.seats:
        raise BookingRefused(
            _("배정된 %(seats)d석을 모두 지정했습니다. 바꾸려면 먼저 지정을 취소해 주세요.")
            % {"seats": invitation.seats}
        )
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    _refuse_registered(event, person)
    registration = enrolling.enrol(
        event,
        replace(person, category=invitation.category),
        entry=Entry(way=way, at=at, language=invitation.language, by_id=by_id),
        consent_answers=consent_answers,
        extras=extras,
        invitation=invitation,
        is_held=invitation.is_holding(at=at),
    )
    moving.step(invitation, Step.NAMED, way=way, at=at, by_id=by_id, registration=registration)
    return registration


@transaction.atomic
def opened(*, invitation_id: int, at: datetime) -> None:
    """Note that a person has looked at the answer page; once is enough, and it changes no answer."""
    invitation = Invitation.objects.lock(invitation_id)
    if not invitation.steps.filter(step=Step.OPENED).exists():
        moving.step(invitation, Step.OPENED, way=Way.LINK, at=at)


def is_answerable(invitation: Invitation, *, at: datetime) -> bool:
    """Whether an answer counts now: the event is on and not over, and the invitation stands."""
    event = invitation.event
    return (
        invitation.state != InvitationState.REVOKED
        and event.state == EventState.ANNOUNCED
        and event.ends_at is not None
        and at < event.ends_at
    )


def guest_of(invitation: Invitation) -> Registration | None:
    """Who comes for a personal invitation as it stands: the person, the deputy, or nobody."""
    return invitation.registrations.active().order_by("pk").last()


def taken_over(invitation: Invitation) -> Registration | None:
    """Whose place a yes takes over: that of who comes for it, else what the invited person has registered alone."""
    return guest_of(invitation) or _uninvited(invitation).first()


def _open(invitation_id: int, *, at: datetime) -> tuple[Event, Invitation]:
    """The event and the invitation, both locked."""
    event = Event.objects.lock(_event_of(invitation_id))
    invitation = Invitation.objects.select_related("event").lock(invitation_id)
    if not is_answerable(invitation, at=at):
        raise BookingRefused(_("지금은 답변을 받지 않는 초청입니다. 문의는 담당 부서로 해 주세요."))
    return event, invitation


def _event_of(invitation_id: int) -> int:
    return Invitation.objects.values_list("event", flat=True).get(pk=invitation_id)


def _refuse_several(invitation: Invitation) -> None:
    if invitation.is_for_several:
        raise BookingRefused(_("기관에 배정된 좌석입니다. 참석하실 분을 한 분씩 지정해 주세요."))


def _own_registration(invitation: Invitation, applicant: Applicant) -> Registration | None:
    if applicant.email.lower() != invitation.email.lower():
        return None
    return _uninvited(invitation).select_for_update(of=("self",), no_key=True).first()


def _uninvited(invitation: Invitation) -> RegistrationQuerySet:
    """What the invited person has registered without the invitation: by the address that the link was mailed to."""
    own = Registration.objects.active().filter(event=invitation.event_id, invitation=None)
    return own.for_email(invitation.email) if invitation.email else own.none()


def _adopt(
    event: Event,
    known: Registration,
    invitation: Invitation,
    entry: Entry,
    consent_answers: Mapping[str, bool],
    extras: Extras,
) -> Registration:
    """A registration of the public form comes by the invitation: in its category where that has room, and seated."""
    is_held = invitation.is_holding(at=entry.at)
    seats = seating.standing(event, at=entry.at)
    if known.state not in SEATED_STATES or seats.has_share(invitation.category, is_held=is_held):
        known.category = invitation.category
    known.invitation = invitation
    known.save(update_fields=["category", "invitation"])
    consents.record(known, consent_answers, at=entry.at, collected=extras.collected)
    extras.record(known, at=entry.at)
    if known.state == RegistrationState.REQUESTED:
        seating.seat_or_wait(known, seats, way=entry.way, at=entry.at, by_id=entry.by_id, is_held=is_held)
        notices.approved(known, at=entry.at)
    elif known.state == RegistrationState.WAITLISTED and seats.has_room(known.category, is_held=is_held):
        moving.move(known, RegistrationState.CONFIRMED, way=entry.way, at=entry.at, by_id=entry.by_id)
        notices.moved_up(known, at=entry.at)
    return known


def _refuse_registered(event: Event, applicant: Applicant, *, besides: Registration | None = None) -> None:
    others = event.registrations.active().exclude(pk=besides.pk if besides else 0)
    if applicant.email and others.for_email(applicant.email).exists():
        raise BookingRefused(_("같은 이메일로 이미 등록된 분이 있습니다."))
