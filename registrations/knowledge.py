"""Which release each guest knows: the one they registered under, or the last that was mailed to them. So with those who
were invited and have not answered: the one under which they were last mailed.

A session that they chose they know from the release under which they chose it, if that is the later one.

Nothing is remembered about it: it follows from the releases, the registrations, the choices and the mails that went out.
So a notice that was thrown away, or that the organizer left out, has told nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from agenda import announcements, differences
from agenda.differences import Difference, SessionChange, What
from agenda.models import Release
from events.models import Event, EventState
from registrations.models import Invitation, Registration, SessionChoice

Groups = list[tuple[Release | None, list[int]]]


@dataclass(frozen=True)
class Known:
    """What a guest knows: a release, or None; and the release that each session they chose is known from."""

    release: Release | None
    sessions: tuple[tuple[int, Release], ...] = ()


@dataclass(frozen=True)
class Concern:
    """What a release changes for some guests: for all who come, and of the sessions that these chose."""

    difference: Difference  # to what they know
    tells_event: bool
    sessions: tuple[tuple[Difference, SessionChange], ...]
    guest_ids: list[int]  # of invitations, where it is about those who have not answered


class _Releases:
    """An event's releases by number, and which one stood when."""

    def __init__(self, event_id: int) -> None:
        rows = Release.objects.filter(event=event_id).order_by("number").values_list("pk", "released_at")
        self._ids = [pk for pk, _released_at in rows]
        self._moments = [released_at for _pk, released_at in rows]

    def standing(self, at: datetime) -> int | None:
        """The id of the release that stood; None before the first."""
        standing = bisect_right(self._moments, at)
        return self._ids[standing - 1] if standing else None

    def later(self, one: int | None, other: int | None) -> int | None:
        known = [pk for pk in (one, other) if pk is not None]
        return max(known, key=self._ids.index, default=None)


def of_guests(event_id: int) -> Groups:
    """The ids of those who come or wait, by the release they know; None if they know of none, or of a postponement."""
    known = _known(event_id, _Releases(event_id))
    rows = Release.objects.in_bulk({pk for pk in known.values() if pk is not None})
    found: dict[int | None, list[int]] = {}
    for guest, release in known.items():
        found.setdefault(release, []).append(guest)
    return [(rows[release] if release is not None else None, ids) for release, ids in found.items()]


def with_sessions(event_id: int) -> list[tuple[Known, list[int]]]:
    """The ids of those who come or wait, by all that they know."""
    releases = _Releases(event_id)
    known = _known(event_id, releases)
    chosen: dict[int, list[tuple[int, int]]] = {}
    choices = SessionChoice.objects.filter(offer__event=event_id, cancelled_at__isnull=True)
    for guest, session, chosen_at in choices.order_by("offer__session").values_list(
        "registration", "offer__session", "chosen_at"
    ):
        release = releases.later(known.get(guest), releases.standing(chosen_at))
        if release is not None:
            chosen.setdefault(guest, []).append((session, release))
    found: dict[tuple[int | None, tuple[tuple[int, int], ...]], list[int]] = {}
    for guest, release in known.items():
        found.setdefault((release, tuple(chosen.get(guest, ()))), []).append(guest)
    rows = Release.objects.in_bulk(_mentioned(found))
    return [
        (
            Known(
                rows[release] if release is not None else None,
                tuple((session, rows[known_from]) for session, known_from in sessions),
            ),
            ids,
        )
        for (release, sessions), ids in found.items()
    ]


def of_invited(event_id: int) -> list[tuple[Known, list[int]]]:
    """The ids of the invitations that wait for an answer, by the release that they know.

    That is the one that stood when they were last mailed, or the last that was mailed to them since.
    """
    awaited = Invitation.objects.filter(event=event_id).awaited()
    mailed = awaited.filter(steps__message__isnull=False).annotate(mailed_at=Max("steps__at")).order_by("pk")
    rows = list(mailed.values_list("pk", "mailed_at"))
    if not rows:
        return []
    releases = _Releases(event_id)
    told = {
        int(key.rsplit(":", 1)[1]): (at, announcements.release_of(batch))
        for key, batch, at in announcements.went_out(event_id, "invitation").values_list(
            "key", "batch", "created_at"
        )
    }
    found: dict[int | None, list[int]] = {}
    for pk, mailed_at in rows:
        told_at, release = told.get(pk, (None, None))
        if told_at is None or told_at < mailed_at:
            release = releases.standing(mailed_at)
        found.setdefault(release, []).append(pk)
    known = Release.objects.in_bulk([pk for pk in found if pk is not None])
    return [(Known(known[pk] if pk is not None else None), ids) for pk, ids in found.items()]


def concerned(
    event: Event, knowing: list[tuple[Known, list[int]]], snapshot: dict[str, Any]
) -> list[Concern]:
    """The guests whom a release concerns, by what it changes for them.

    The event's time or place is another than the one they know; or a session that they chose is, or has fallen away.
    Who knows of no release is told the fixed date with its calendar entry once the event is announced: what the page
    said when they registered is nowhere kept, and a mail that says the same again harms less than one that is missing.
    """
    made: dict[int | None, Difference] = {}

    def since(release: Release | None) -> Difference:
        key = release.pk if release else None
        if key not in made:
            made[key] = differences.between(release.snapshot if release else None, snapshot)
        return made[key]

    found = []
    for known, ids in knowing:
        difference = since(known.release)
        is_told = event.state != EventState.PLANNED if difference.before is None else difference.moves_event
        changes = tuple(
            (since(release), change)
            for session, release in known.sessions
            for change in since(release).sessions
            if change.session_id == session and _matters(since(release), change)
        )
        if is_told or changes:
            found.append(Concern(difference, is_told, changes, ids))
    return found


def _known(event_id: int, releases: _Releases) -> dict[int, int | None]:
    mailed = {
        int(key.rsplit(":", 1)[1]): announcements.release_of(batch)
        for key, batch in announcements.went_out(event_id, "guest").values_list("key", "batch")
    }
    guests = Registration.objects.filter(event=event_id).active().reachable().order_by("pk")
    return {
        # Before any mail, their confirmation carried what stood then.
        pk: mailed[pk] if pk in mailed else releases.standing(registered_at)
        for pk, registered_at in guests.values_list("pk", "registered_at")
    }


def _mentioned(keys: Iterable[tuple[int | None, tuple[tuple[int, int], ...]]]) -> set[int]:
    found = {release for _known, sessions in keys for _session, release in sessions}
    return found | {release for release, _sessions in keys if release is not None}


def _matters(difference: Difference, change: SessionChange) -> bool:
    """Whether who chose the session would sit there at the wrong time, in the wrong room, or in vain."""
    if change.before is None or change.after is None:
        return True
    return What.TIME in change.whats or announcements.moves(difference, change)
