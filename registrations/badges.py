"""Badges (명찰): whose are printed, and the record of each printing."""

from datetime import datetime

from django.db.models import QuerySet

from registrations.models import BadgePrint, Registration
from registrations.states import Way


def printable(event_id: int) -> QuerySet[Registration]:
    """Whoever gets a badge: confirmed guests, by name."""
    return Registration.objects.filter(event=event_id).confirmed().order_by("name", "organization", "pk")


def record_print(
    *, registration_ids: list[int], way: Way, by_id: int | None, at: datetime, document_id: int | None = None
) -> None:
    """Write down that these badges were printed."""
    BadgePrint.objects.bulk_create(
        BadgePrint(registration_id=registration_id, at=at, way=way, by_id=by_id, document_id=document_id)
        for registration_id in registration_ids
    )
