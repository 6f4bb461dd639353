"""The first page of the admin: the day's figures of the events that the person organizes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from events import notation
from events.admin import reach
from events.admin.message import undelivered
from events.models import Document, Event, EventState, Message
from events.models.document import OPEN_STATES
from registrations import replies
from registrations.admin import sending
from registrations.admin.event import with_seats
from registrations.admin.privacy import open_requests

SHOWN = 6  # events


@dataclass(frozen=True)
class Upcoming:
    """An event that is still to come, with how many days from today."""

    event: Any
    days: int | None

    @property
    def countdown(self) -> str:
        """``D-14``, ``D-day`` on the day itself, "" without a date."""
        if self.days is None:
            return ""
        return f"D-{self.days}" if self.days > 0 else "D-day"


def context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """unfold's dashboard callback: the page's context with the figures. The number of queries does not grow."""
    if reach.is_organizer(request):
        context["title"] = _("오늘의 현황")
        context.update(figures(request, at=timezone.now()))
    return context


def figures(request: HttpRequest, *, at: datetime) -> dict[str, Any]:
    """The next event first, those after it, and what needs a look."""
    called_off = [EventState.CANCELLED, EventState.CLOSED]
    coming = sending.with_drafts(
        with_seats(reach.limit(Event.objects.real().upcoming(at=at), request, "pk"))
    ).exclude(state__in=called_off)
    events = [
        Upcoming(event, _days_until(event.starts_at, at=at))
        for event in coming.select_related("venue", "room")[:SHOWN]
    ]
    dated = [entry for entry in events if entry.days is not None]
    return {
        "next": dated[0] if dated else None,
        "answers": replies.count(dated[0].event.pk).total if dated else None,
        "coming": events,
        "undelivered": undelivered(reach.limit(Message.objects.all(), request, "event"), at=at).count(),
        "in_work": reach.limit(Document.objects.all(), request, "event")
        .filter(state__in=OPEN_STATES)
        .count(),
        "data_requests": open_requests(request).aggregate(
            open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at))
        ),
    }


def _days_until(starts_at: datetime | None, *, at: datetime) -> int | None:
    if starts_at is None:
        return None
    return (starts_at.astimezone(notation.SEOUL).date() - at.astimezone(notation.SEOUL).date()).days
