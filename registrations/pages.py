"""The event page as a function of its release and the seats: drawn once, then served from the cache."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache as shared_cache
from django.db.models import OuterRef, QuerySet, Subquery

from agenda.models import Release
from events.codeversion import code_version
from events.models import Event, RegistrationWindow
from registrations import booking

LIFETIME = 24 * 3600  # seconds; a change makes a new key, so this only bounds what lies about


@dataclass(frozen=True)
class PageState:
    """All that an event page depends on, and so its version."""

    event: Event
    release_number: int | None
    window: RegistrationWindow
    is_full: bool

    def version(self, language: str) -> str:
        """A short digest that differs whenever the page would."""
        parts = (
            self.event.pk,
            self.event.updated_at.isoformat(),
            self.release_number,
            self.window,
            self.is_full,
            language,
            code_version(),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def state_of(slug: str, *, at: datetime) -> PageState:
    """How an event's page stands: one query, a second one for the seats while registration is open.

    :raises Event.DoesNotExist: there is no such event
    """
    event = _with_release_number().get(slug=slug)
    window = event.registration_window(at=at)
    is_full = window == RegistrationWindow.OPEN and booking.seats_of(event, at=at).is_full
    return PageState(event, event.release_number, window, is_full)  # type: ignore[attr-defined]


def drawn_once(version: str, draw: Callable[[], str]) -> str:
    """What has that version from the cache, drawn if it is not there; without a cache server, drawn each time."""
    key = f"drawn:{version}"
    content = shared_cache.get(key)
    if content is None:
        content = draw()
        shared_cache.set(key, content, timeout=LIFETIME)
    return str(content)


def _with_release_number() -> QuerySet[Event]:
    newest = Release.objects.filter(event=OuterRef("pk")).order_by("-number").values("number")[:1]
    return Event.objects.real().annotate(release_number=Subquery(newest)).select_related("venue", "room")
