"""An event's working timetable as plain values: read whole, changed as values, written back as a difference."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from agenda.models import Appearance, Session, SessionKind
from events import notation

States = Mapping[int, "State"]


@dataclass(frozen=True)
class State:
    """One session of the draft, speakers and all. Equal states are the same session to the last letter."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    kind: str = SessionKind.TALK
    title_en: str = ""
    room_id: int | None = None
    remark: str = ""
    remark_en: str = ""
    is_pinned: bool = False
    stage_needs: str = ""
    parts: tuple[tuple[int, str], ...] = ()  # (speaker's id, role), in their order

    def __str__(self) -> str:
        """``14:10~14:25 제조 AX의 …``: as an organizer knows it."""
        return f"{notation.hours(self.starts_at, self.ends_at, language='ko')} {self.title}"

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    def shifted(self, by: timedelta) -> "State":
        """The same session earlier or later."""
        return self.between(self.starts_at + by, self.ends_at + by)

    def between(self, starts_at: datetime, ends_at: datetime) -> "State":
        return State(**{**_values(self), "starts_at": starts_at, "ends_at": ends_at})

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "parts": [list(part) for part in self.parts],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "State":
        return cls(
            **{
                **data,
                "starts_at": datetime.fromisoformat(data["starts_at"]),
                "ends_at": datetime.fromisoformat(data["ends_at"]),
                "parts": tuple((speaker_id, role) for speaker_id, role in data["parts"]),
            }
        )


def _values(state: State) -> dict[str, Any]:
    return {one.name: getattr(state, one.name) for one in fields(state)}


def read(event_id: int) -> dict[int, State]:
    """The draft by session id, in the order of the day, in two queries."""
    sessions = (
        Session.objects.filter(event=event_id)
        .prefetch_related("appearances")
        .order_by("starts_at", "room", "pk")
    )
    return {session.pk: of(session) for session in sessions}


def of(session: Session) -> State:
    """One session as a value."""
    appearances = sorted(session.appearances.all(), key=lambda one: (one.position, one.pk))
    return State(
        id=session.pk,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        kind=session.kind,
        title_en=session.title_en,
        room_id=session.room_id,
        remark=session.remark,
        remark_en=session.remark_en,
        is_pinned=session.is_pinned,
        stage_needs=session.stage_needs,
        parts=tuple((one.speaker_id, one.role) for one in appearances),
    )


def versions(event_id: int) -> dict[int, int]:
    """Which version each session has now."""
    return dict(Session.objects.filter(event=event_id).values_list("pk", "version"))


def new_id() -> int:
    """A session id that nobody has, so that a new session can be worked with as a value."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('agenda_session', 'id'))")
        return int(cursor.fetchone()[0])


def write(event_id: int, *, before: States, after: States) -> None:
    """Bring the rows from one draft to another; a session that is the same in both is not touched."""
    gone = before.keys() - after.keys()
    fresh = [state for state in after.values() if state.id not in before]
    changed = [state for state in after.values() if state.id in before and before[state.id] != state]
    Session.objects.filter(event=event_id, pk__in=gone).delete()
    Session.objects.bulk_create(_row(event_id, state) for state in fresh)
    columns = [
        name
        for name in _COLUMNS
        if any(getattr(state, name) != getattr(before[state.id], name) for state in changed)
    ]
    if columns:
        Session.objects.bulk_update([_row(event_id, state) for state in changed], columns)
    Session.objects.filter(pk__in=[state.id for state in changed]).update(version=F("version") + 1)
    recast = [*fresh, *(state for state in changed if before[state.id].parts != state.parts)]
    Appearance.objects.filter(session__in=[state.id for state in recast]).delete()
    Appearance.objects.bulk_create(
        Appearance(session_id=state.id, speaker_id=speaker_id, role=role, position=position)
        for state in recast
        for position, (speaker_id, role) in enumerate(state.parts)
    )


FIELDS = [one.name for one in fields(State) if one.name != "id"]
_COLUMNS = [name for name in FIELDS if name != "parts"]


def _row(event_id: int, state: State) -> Session:
    return Session(pk=state.id, event_id=event_id, **{name: getattr(state, name) for name in _COLUMNS})
