"""The sessions that guests chose, as they are told of them: when and where by the latest release."""

from collections.abc import Iterable
from dataclasses import dataclass

from agenda import snapshots
from agenda.models import Release
from registrations import sessions
from registrations.models import Registration, SessionChoice


@dataclass(frozen=True)
class Chosen:
    """A session that a guest has chosen."""

    heading: str
    when: str  # with the room; "" once the programme has the session no more


def of(registrations: Iterable[Registration], *, language: str) -> dict[int, list[Chosen]]:
    """The chosen sessions by registration, in the order of the day; two queries, one where nobody chose any.

    One that was taken out of the programme comes last, under the title that it was chosen by.
    """
    events = {one.pk: one.event_id for one in registrations}
    choices = (
        SessionChoice.objects.filter(registration__in=events, cancelled_at__isnull=True)
        .order_by("pk")
        .values_list("registration", "offer__session", "title")
    )
    by_guest: dict[int, dict[int, str]] = {}
    for guest, session, title in choices:
        by_guest.setdefault(guest, {})[session] = title
    programmes = _programmes({events[guest] for guest in by_guest})
    return {
        guest: _told(titles, programmes.get(events[guest]), language) for guest, titles in by_guest.items()
    }


def _programmes(event_ids: set[int]) -> dict[int, snapshots.Programme]:
    if not event_ids:
        return {}
    latest = Release.objects.filter(event__in=event_ids).order_by("event", "-number").distinct("event")
    return {release.event_id: snapshots.read(release.snapshot) for release in latest}


def _told(titles: dict[int, str], programme: snapshots.Programme | None, language: str) -> list[Chosen]:
    rows = [row for row in programme.rows if row.session_id in titles] if programme else []
    found = [
        Chosen(row.heading(language), sessions.when_and_where(programme, row, language))
        for row in rows
        if programme
    ]
    known = {row.session_id for row in rows}
    return found + [Chosen(title, "") for session, title in titles.items() if session not in known]
