"""How far a person's organizer roles reach in the admin: which events, and what belongs to them.

Django's model permissions are not asked; roles are. The roles are read once a request.
"""

from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from events.models import Event, User

_KEPT = "_organized_event_ids"
Row = TypeVar("Row", bound=Model)


def event_ids(request: HttpRequest) -> frozenset[int]:
    """The events this person organizes, as one query a request. Not meant for superusers, who organize all."""
    kept: frozenset[int] | None = getattr(request, _KEPT, None)
    if kept is None:
        kept = frozenset(Event.objects.for_organizer(cast(User, request.user)).values_list("pk", flat=True))
        setattr(request, _KEPT, kept)
    return kept


def forget(request: HttpRequest) -> None:
    """Read the roles again: this request has just changed them."""
    if hasattr(request, _KEPT):
        delattr(request, _KEPT)


def is_operator(request: HttpRequest) -> bool:
    """Whether the person may do everything (an active superuser)."""
    return bool(request.user.is_active and request.user.is_superuser)


def is_organizer(request: HttpRequest) -> bool:
    """Whether the person organizes any event, or is an operator."""
    return is_operator(request) or (request.user.is_active and bool(event_ids(request)))


def limit(rows: QuerySet[Row], request: HttpRequest, lookup: str) -> QuerySet[Row]:
    """Only the rows of events within reach; ``lookup`` leads from a row to its event, ``pk`` for events themselves."""
    return rows if is_operator(request) else rows.filter(**{f"{lookup}__in": event_ids(request)})


def covers(request: HttpRequest, row: Model, lookup: str) -> bool:
    """Whether this row belongs to an event within reach."""
    if is_operator(request):
        return True
    *steps, last = lookup.split("__")
    owner: Any = row
    for step in steps:
        owner = getattr(owner, step)
    event_id = owner.pk if last == "pk" else getattr(owner, f"{last}_id")
    return event_id in event_ids(request)


def events(request: HttpRequest) -> QuerySet[Event]:
    """The events within reach, the latest first, those without a date on top."""
    return limit(Event.objects.all(), request, "pk").order_by("-starts_at", "-pk")
