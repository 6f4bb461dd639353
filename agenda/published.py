"""What guests see of the timetable: the latest release, kept in the cache under its number."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from agenda import snapshots
from agenda.models import Release
from events.models import Event, EventState


@dataclass(frozen=True)
class Published:
    """A release as it is published."""

    number: int
    released_at: datetime
    programme: snapshots.Programme
    state: str = EventState.ANNOUNCED  # the event's as it stands, which a release cannot know

    @property
    def is_off(self) -> bool:
        """Whether the event does not take place as released: cancelled, or put off to a day nobody knows."""
        return self.state in {EventState.CANCELLED, EventState.POSTPONED}

    @property
    def sequence(self) -> int:
        """The release's number for calendars, one higher once the event is cancelled, as in the mail that says so."""
        return self.number + (self.state == EventState.CANCELLED)


def current(event: Event) -> Published | None:
    """The event's latest release, or None before the first."""
    release = Release.objects.latest_of(event.pk)
    return read(release, state=event.state) if release else None


def read(release: Release, *, state: str = EventState.ANNOUNCED) -> Published:
    return Published(release.number, release.released_at, snapshots.read(release.snapshot), state)


def event_url(slug: str, *, language: str) -> str:
    """The event's public address, with host, in one of the languages.

    The page itself belongs to the floors above; its name ``event`` is wired in the project's addresses.
    """
    with translation.override(language):
        return settings.PUBLIC_URL + reverse("event", args=[slug])
