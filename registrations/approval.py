"""Deciding on requests (승인 대기): approved ones get a seat or wait for one, declined ones are told why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, EventState
from registrations import moving, notices, seating
from registrations.models import Registration
from registrations.moving import BookingRefused
from registrations.states import RegistrationState, Way

LONGEST_REASON = 200  # characters


@dataclass(frozen=True)
class Decided:
    """What came of a decision on many: how many got a seat, how many wait, how many were declined."""

    confirmed: int = 0
    waiting: int = 0
    declined: int = 0


@transaction.atomic
def approve(*, event_id: int, registration_ids: Iterable[int], by_id: int, at: datetime) -> Decided:
    """Let the chosen requests in, in the order in which they came. Those that were decided already are left alone.

    :raises BookingRefused: none of them waits for a decision, or the event is not on
    """
    event = Event.objects.lock(event_id)
    if event.state != EventState.ANNOUNCED or event.ends_at is None or at >= event.ends_at:
        raise BookingRefused(_("공고 중인 행사의 신청만 승인할 수 있습니다."))
    chosen = _requests(event, registration_ids)
    seating.move_up(event, at=at)
    seats = seating.standing(event, at=at)
    confirmed = 0
    for registration in chosen:
        seating.seat_or_wait(registration, seats, way=Way.ADMIN, at=at, by_id=by_id)
        confirmed += registration.state == RegistrationState.CONFIRMED
        notices.approved(registration, at=at)
    return Decided(confirmed=confirmed, waiting=len(chosen) - confirmed)


@transaction.atomic
def decline(
    *, event_id: int, registration_ids: Iterable[int], reason: str, by_id: int, at: datetime
) -> Decided:
    """Turn the chosen requests down; the reason is kept, and mailed to each as it stands.

    :raises BookingRefused: none of them waits for a decision, or no reason is given
    """
    event = Event.objects.lock(event_id)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise BookingRefused(_("신청하신 분께 알릴 사유를 200자 안으로 적어 주세요."))
    chosen = _requests(event, registration_ids)
    for registration in chosen:
        moving.move(
            registration, RegistrationState.DECLINED, way=Way.ADMIN, at=at, by_id=by_id, note=reason.strip()
        )
        notices.declined(registration, reason=reason.strip(), at=at)
    return Decided(declined=len(chosen))


def _requests(event: Event, registration_ids: Iterable[int]) -> list[Registration]:
    asked = event.registrations.filter(pk__in=list(registration_ids), state=RegistrationState.REQUESTED)
    chosen = list(asked.order_by("registered_at", "pk").select_for_update(of=("self",), no_key=True))
    if not chosen:
        raise BookingRefused(_("승인을 기다리는 신청이 없습니다. 이미 처리되었는지 확인해 주세요."))
    return chosen
