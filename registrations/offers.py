"""A free seat is offered to the first in line for some hours (자리 제안): taken up, refused, or gone when they are over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event, EventState
from registrations import moving, notices, seating
from registrations.models import Registration
from registrations.moving import BookingRefused
from registrations.states import RegistrationState, Way


@transaction.atomic
def take_up(*, registration_id: int, way: Way, at: datetime, by_id: int | None = None) -> Registration:
    """Confirm an offered seat. Taking it up twice is harmless.

    :raises BookingRefused: nothing is offered, or no longer, or the event was called off
    """
    event_id = Registration.objects.values_list("event", flat=True).get(pk=registration_id)
    event = Event.objects.lock(event_id)
    registration = Registration.objects.lock(registration_id)
    if registration.state == RegistrationState.CONFIRMED:
        return registration
    if event.state != EventState.ANNOUNCED:
        raise BookingRefused(_("지금은 자리를 드릴 수 없는 행사입니다. 문의는 담당 부서로 해 주세요."))
    if registration.state != RegistrationState.OFFERED or _is_over(registration, at=at):
        raise BookingRefused(
            _("제안 기한이 지났거나 다른 분께 넘어간 자리입니다. 다시 등록하실 수 있습니다.")
        )
    moving.move(registration, RegistrationState.CONFIRMED, way=way, at=at, by_id=by_id)
    notices.moved_up(registration, at=at)
    return registration


def lapse(*, at: datetime) -> int:
    """Take back every offer whose time is over, tell those who had it, and offer the seat to the next; how many.

    While an event is put off its offers stand still.
    """
    over = Registration.objects.filter(state=RegistrationState.OFFERED, offer_ends_at__lte=at).filter(
        event__state__in=[EventState.ANNOUNCED, EventState.CLOSED]
    )
    return sum(
        _lapse_at(event_id, at=at)
        for event_id in over.order_by("event").values_list("event", flat=True).distinct()
    )


@transaction.atomic
def _lapse_at(event_id: int, *, at: datetime) -> int:
    event = Event.objects.lock(event_id)
    over = event.registrations.filter(state=RegistrationState.OFFERED, offer_ends_at__lte=at)
    lapsed = list(over.order_by("pk").select_for_update(of=("self",), no_key=True))
    for registration in lapsed:
        moving.move(
            registration, RegistrationState.CANCELLED, way=Way.SYSTEM, at=at, note=_("제안 기한 지남")
        )
        if event.ends_at is not None and at < event.ends_at:
            notices.offer_lapsed(registration, at=at)
    seating.move_up(event, at=at)
    return len(lapsed)


def _is_over(registration: Registration, *, at: datetime) -> bool:
    return registration.offer_ends_at is None or at >= registration.offer_ends_at
