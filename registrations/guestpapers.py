"""What the papers about an event's guests share: the head and foot of a page, and the word on a deputy."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from agenda import published
from events.models import Event
from registrations.models import Registration


def about(event: Event, *, language: str, at: datetime) -> dict[str, Any]:
    """What a paper's template says of the event, its release and the print time ``at``."""
    return {
        "language": language,
        "event": event,
        "programme": event,  # papers/_footer.html asks it whether all of this is a demonstration
        "published": published.current(event),
        "printed_at": at,
    }


def remark(guest: Registration) -> str:
    """``강감찬 대리``: for whom a deputy comes; "" of anybody else."""
    return _("%(name)s 대리") % {"name": guest.comes_for} if guest.comes_for else ""
