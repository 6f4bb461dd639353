"""Taking an older release back into the draft, as one step of work that can be undone."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from agenda import differences, drafts, editing, snapshots
from agenda.differences import Difference
from agenda.models import Change, Release, Speaker
from agenda.snapshots import Row
from events.models import Event, Room


def look_ahead(*, event_id: int, number: int) -> Difference:
    """What taking the release back would change in the draft: its sessions, never the event's own date or place.

    :raises Release.DoesNotExist: the event has no such release
    """
    release = Release.objects.get(event=event_id, number=number)
    event = Event.objects.select_related("venue", "room").get(pk=event_id)
    return differences.between(snapshots.take(event), release.snapshot)


def take_back(*, event_id: int, number: int, by_id: int | None, at: datetime) -> Change | None:
    """Make the draft's sessions those of the release again; None if they are so already.

    :raises Release.DoesNotExist: the event has no such release
    :raises ScheduleRefused: another event has one of the rooms at that time
    """
    release = Release.objects.get(event=event_id, number=number)
    rows = snapshots.read(release.snapshot).rows

    def change(now: Mapping[int, drafts.State]) -> dict[int, drafts.State]:
        speakers = set(Speaker.objects.filter(pk__in=_speaker_ids(rows)).values_list("pk", flat=True))
        rooms = _Rooms(event_id, rows)
        return {row.session_id: _state(row, now.get(row.session_id), speakers, rooms) for row in rows}

    return editing.step(
        event_id=event_id,
        label=_("확정본 %(number)d 되가져오기") % {"number": number},
        change=change,
        by_id=by_id,
        at=at,
    )


def lost_speakers(*, event_id: int, number: int) -> list[str]:
    """Who appears in the release but is no longer among the speakers, and so cannot be taken back."""
    rows = snapshots.read(Release.objects.get(event=event_id, number=number).snapshot).rows
    known = set(Speaker.objects.filter(pk__in=_speaker_ids(rows)).values_list("pk", flat=True))
    people = [person for row in rows for person in row.speakers if person.speaker_id not in known]
    return list(dict.fromkeys(person.name.ko for person in people))


def _state(row: Row, now: drafts.State | None, speakers: set[int], rooms: "_Rooms") -> drafts.State:
    parts = tuple(
        (person.speaker_id, person.role) for person in row.speakers if person.speaker_id in speakers
    )
    if now is not None and set(now.parts) == set(parts):
        parts = now.parts  # a release holds them in protocol order, the draft as the organizer placed them
    return drafts.State(
        id=row.session_id,
        title=row.title.ko,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        kind=row.kind,
        title_en=row.title.en,
        room_id=rooms.of(row),
        remark=row.remark.ko,
        remark_en=row.remark.en,
        is_pinned=now.is_pinned if now is not None else False,
        stage_needs=row.stage_needs,
        parts=parts,
    )


class _Rooms:
    """The rooms of a release: by id, and by name for releases that held none."""

    def __init__(self, event_id: int, rows: list[Row]) -> None:
        ids = {row.room_id for row in rows if row.room_id}
        self._known = set(Room.objects.filter(pk__in=ids).values_list("pk", flat=True))
        own = Room.objects.filter(venue__events=event_id).order_by("pk")
        self._by_name = {str(room): room.pk for room in own}

    def of(self, row: Row) -> int | None:
        return row.room_id if row.room_id in self._known else self._by_name.get(row.room.ko)


def _speaker_ids(rows: list[Row]) -> set[int]:
    return {person.speaker_id for row in rows for person in row.speakers if person.speaker_id}
