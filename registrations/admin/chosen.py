"""The rows that were ticked in a list, carried through a page that asks something about them in one hidden field."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from events.admin import handmade

FIELD = "ids"
_MOST = 5_000  # rows at once


def ids(request: HttpRequest) -> list[int]:
    """The ids that the page carried; what can be none is left out."""
    found = map(handmade.row_id, request.POST.get(FIELD, "").split(","))
    return [pk for pk in found if pk is not None][:_MOST]


def joined(rows: QuerySet[Model]) -> str:
    """The ids of the rows, as the hidden field carries them."""
    return ",".join(map(str, rows.order_by("pk").values_list("pk", flat=True)))


def by_event(rows: QuerySet[Model]) -> dict[int, list[int]]:
    """The ids of the rows, event by event."""
    found: dict[int, list[int]] = {}
    for event_id, pk in rows.order_by("pk").values_list("event", "pk"):
        found.setdefault(event_id, []).append(pk)
    return found
