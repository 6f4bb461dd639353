"""Raising and lowering the number of seats (정원): people move up at once, and nobody loses a seat."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from registrations import seating
from registrations.models import CategoryTerms
from registrations.moving import BookingRefused


@transaction.atomic
def set_capacity(*, event_id: int, capacity: int, at: datetime) -> int:
    """Give the event that many seats; how many people moved up.

    :raises BookingRefused: more seats than that are taken
    """
    event = Event.objects.lock(event_id)
    refuse_below_taken(event, capacity)
    event.capacity = capacity
    event.save(update_fields=["capacity", "updated_at"])
    return seating.move_up(event, at=at)


@transaction.atomic
def set_share(*, event_id: int, category: str, capacity: int | None, at: datetime) -> int:
    """Give a category at most that many seats, None for no limit of its own; how many people moved up.

    :raises BookingRefused: more of its seats than that are taken
    """
    event = Event.objects.lock(event_id)
    refuse_share_below_taken(event, category, capacity)
    CategoryTerms.objects.update_or_create(event=event, category=category, defaults={"capacity": capacity})
    return seating.move_up(event, at=at)


def refuse_below_taken(event: Event, capacity: int) -> None:
    """:raises BookingRefused: more seats than that are taken"""
    taken = event.registrations.seated().count()
    if capacity < taken:
        raise BookingRefused(
            _("이미 %(taken)d명이 자리를 받았습니다. 정원을 그보다 적게 줄일 수 없습니다.") % {"taken": taken}
        )


def refuse_share_below_taken(event: Event, category: str, capacity: int | None) -> None:
    """:raises BookingRefused: more seats of the category than that are taken"""
    taken = event.registrations.seated().filter(category=category).count()
    if capacity is not None and capacity < taken:
        raise BookingRefused(
            _("이 참석구분으로 이미 %(taken)d명이 자리를 받았습니다. 상한을 그보다 적게 줄일 수 없습니다.")
            % {"taken": taken}
        )
