"""Which release each guest knows: the one they registered under, or the last that was mailed to them.

Nothing is remembered about it: it follows from the releases, the registrations and the mails that went out. So a notice
that was thrown away, or that the organizer left out, has told nobody.
"""

from bisect import bisect_right
from typing import Any

from agenda import announcements, differences
from agenda.differences import Difference
from agenda.models import Release
from events.models import Event, EventState
from registrations.models import Registration


def of_guests(event_id: int) -> list[tuple[Release | None, list[int]]]:
    """The ids of those who come or wait, by the release they know; None if they know of none, or of a postponement."""
    releases = Release.objects.filter(event=event_id).order_by("number").values_list("pk", "released_at")
    numbered = [pk for pk, _released_at in releases]
    moments = [released_at for _pk, released_at in releases]
    mailed = {
        int(key.rsplit(":", 1)[1]): announcements.release_of(batch)
        for key, batch in announcements.went_out(event_id, "guest").values_list("key", "batch")
    }
    guests = Registration.objects.filter(event=event_id).active().reachable().order_by("pk")
    found: dict[int | None, list[int]] = {}
    for pk, registered_at in guests.values_list("pk", "registered_at"):
        if pk in mailed:
            known = mailed[pk]
        else:  # their confirmation carried what stood then
            standing = bisect_right(moments, registered_at)
            known = numbered[standing - 1] if standing else None
        found.setdefault(known, []).append(pk)
    rows = Release.objects.in_bulk([pk for pk in found if pk is not None])
    return [(rows[known] if known is not None else None, ids) for known, ids in found.items()]


def concerned(
    event: Event, knowing: list[tuple[Release | None, list[int]]], snapshot: dict[str, Any]
) -> list[tuple[Difference, list[int]]]:
    """The ids of the guests whom a release concerns, by what it changes for them.

    The event's time or place is another than the one they know. Who knows of no release is told the fixed date with its
    calendar entry once the event is announced: what the page said when they registered is nowhere kept, and a mail that
    says the same again harms less than one that is missing.
    """
    found = [
        (differences.between(known.snapshot if known else None, snapshot), ids) for known, ids in knowing
    ]
    return [
        (difference, ids)
        for difference, ids in found
        if (event.state != EventState.PLANNED if difference.before is None else difference.moves_event)
    ]
