"""Badges (명찰): whose are printed, and the record of each printing."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registrations.models import BadgePrint, Registration
from registrations.states import RegistrationState, Way


def printable(event_id: int) -> QuerySet[Registration]:
    """Whoever gets a badge: confirmed guests, by name."""
    guests = Registration.objects.filter(event=event_id, erased_at__isnull=True)
    return guests.confirmed().order_by("name_key", "organization_key", "pk")


class PrintRefused(Exception):
    """The guest gets no badge; the text tells the desk why."""


@transaction.atomic
def print_at_desk(*, registration_id: int, by_id: int | None, at: datetime) -> Registration:
    """Write down that a guest's badge is printed at the desk, and give the guest with the event.

    :raises PrintRefused: the guest has no seat
    """
    guest = Registration.objects.select_related("event", "badge_text").lock(registration_id)
    if guest.state != RegistrationState.CONFIRMED:
        raise PrintRefused(
            _("%(name)s 님의 등록은 「%(state)s」 상태입니다. 명찰을 출력하지 않았습니다.")
            % {"name": guest.name, "state": guest.get_state_display()}
        )
    record_print(registration_ids=[guest.pk], way=Way.DESK, by_id=by_id, at=at)
    return guest


def record_print(
    *, registration_ids: list[int], way: Way, by_id: int | None, at: datetime, document_id: int | None = None
) -> None:
    """Write down that these badges were printed."""
    BadgePrint.objects.bulk_create(
        BadgePrint(registration_id=registration_id, at=at, way=way, by_id=by_id, document_id=document_id)
        for registration_id in registration_ids
    )
