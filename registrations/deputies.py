"""Sending a deputy (대리참석): the deputy takes over the seat or the place in line; who was to come stays on record."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from registrations import booking, consents, enrolling, moving, notices, seats
from registrations.enrolling import Applicant, Entry
from registrations.extras import NOTHING_MORE, Extras
from registrations.models import Registration
from registrations.moving import BookingRefused
from registrations.states import RegistrationState, Step, Way


@transaction.atomic
def send(
    *,
    registration_id: int,
    deputy: Applicant,
    consent_answers: Mapping[str, bool],
    way: Way,
    at: datetime,
    by_id: int | None = None,
    extras: Extras = NOTHING_MORE,
    note: str = "",
    code: str = "",
    came_at: datetime | None = None,
) -> Registration:
    """Let somebody else come in a guest's place; the deputy's registration. The guest's own ends, and both are told.

    ``note`` says why, in the ledgers of both; ``code`` is one for the deputy that is known to be free. ``came_at`` is
    when the deputy came, if that is heard of later: then the event may be over by now.

    :raises BookingRefused: the registration has ended, the deputy is registered already, or has not agreed
    :raises ChoiceRefused: a session cannot be chosen
    """
    event, invitation, original = booking.lock_all(registration_id)
    booking.refuse_unless_changeable(original, at=came_at or at)
    refuse_unless_free(event, deputy, consent_answers, instead_of=original)
    registration = hand_over(
        event,
        original,
        deputy,
        entry=Entry(way=way, at=at, language=original.language, by_id=by_id, note=note),
        consent_answers=consent_answers,
        extras=extras,
        code=code,
    )
    if invitation is not None and not invitation.is_for_several:
        moving.step(invitation, Step.DEPUTED, way=way, at=at, by_id=by_id, registration=registration)
    return registration


def hand_over(
    event: Event,
    original: Registration,
    deputy: Applicant,
    *,
    entry: Entry,
    consent_answers: Mapping[str, bool],
    extras: Extras,
    is_deputy: bool = True,
    code: str = "",
) -> Registration:
    """The registration of who comes now, in the state, category and place of the other, which ends. Both are told.

    The seat in the hall goes with it; an organizer may move the deputy. The other's places in sessions are free by
    then, for who comes now as for anybody. The caller has locked the event and the other's registration.

    :raises BookingRefused: the other has been let in already
    """
    booking.refuse_who_has_entered(original, way=entry.way)
    state = RegistrationState(original.state)
    seat_id = seats.leave(original.pk)
    by: Any = {"way": entry.way, "at": entry.at, "by_id": entry.by_id, "note": entry.note}
    moving.move(original, RegistrationState.CANCELLED, **by)
    registration = enrolling.draw_up(
        event,
        replace(deputy, category=original.category),
        entry=entry,
        invitation=original.invitation,
        is_deputy=is_deputy,
        code=code,
    )
    registration.stands_in_for = original
    registration.waiting_number = original.waiting_number
    registration.offer_ends_at = original.offer_ends_at
    moving.move(registration, state, **by)
    seats.take_over(seat_id, registration_id=registration.pk)
    consents.record(registration, consent_answers, at=entry.at, collected=extras.collected, way=entry.way)
    extras.record(registration, at=entry.at)
    notices.handed_over(original, registration, at=entry.at)
    notices.received(registration, at=entry.at)
    return registration


def refuse_unless_free(
    event: Event,
    deputy: Applicant,
    consent_answers: Mapping[str, bool],
    *,
    instead_of: Registration | None = None,
) -> None:
    """An office's one address may be the deputy's as well as that of the person who stays at home.

    :raises BookingRefused: the deputy is registered already, or has not agreed to what is required
    """
    if not consents.all_required_given(consent_answers):
        raise BookingRefused(_("필수 동의 항목에 동의해 주세요."))
    others = event.registrations.active().exclude(pk=instead_of.pk if instead_of else 0)
    if deputy.email and others.for_email(deputy.email).exists():
        raise BookingRefused(_("대리참석하실 분은 이미 이 행사에 등록되어 있습니다. 다른 분을 적어 주세요."))
