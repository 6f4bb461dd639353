"""What the workbench shows of an event: its draft by days and rooms, what is wrong with it, and who did what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from agenda import conflicts, drafts, editing, enlisting
from agenda.conflicts import Conflict
from agenda.models import Appearance, Change, Override, Session, SessionKind, SpeakerRole
from agenda.models.change import ChangeQuerySet
from agenda.models.session import IN_ORDER
from events import notation
from events.models import Event, Room, User

LOG_LENGTH = 40
FIVE = 5  # minutes between two lines of the time axis


@dataclass(frozen=True)
class Line:
    """One session as a row of the table and as a block in its room."""

    state: drafts.State
    version: int
    number: int | None  # among the talks, from 1
    room: str
    people: list[tuple[str, str]]  # (speaker, role or "" for 발표)
    severity: str = ""  # of the worst thing that is wrong with it

    @property
    def id(self) -> int:
        return self.state.id

    @property
    def kind(self) -> str:
        return str(SessionKind(self.state.kind).label)

    @property
    def hours(self) -> str:
        return notation.hours(self.state.starts_at, self.state.ends_at, language="ko")


@dataclass(frozen=True)
class Block:
    """A session on the time axis: from which line to which, counted from 1."""

    line: Line
    first: int
    last: int


@dataclass(frozen=True)
class Column:
    """A room on one day."""

    room_id: int | None
    name: str
    blocks: list[Block]


@dataclass(frozen=True)
class Day:
    """One day of the event."""

    date: date
    lines: list[Line]

    @property
    def label(self) -> str:
        return notation.day(self.date, language="ko")

    @property
    def first_slot(self) -> int:
        """The whole hour before the first session, in slots of five minutes from midnight."""
        first = min(_slot(line.state.starts_at) for line in self.lines)
        return first - first % 12

    @property
    def hours(self) -> list[tuple[str, int]]:
        """The axis: each whole hour with its line."""
        last = max(_slot(line.state.starts_at) + line.state.minutes // FIVE for line in self.lines)
        return [
            (f"{slot // 12 % 24:02d}:00", slot - self.first_slot + 1)
            for slot in range(self.first_slot, last + 1, 12)
        ]

    @property
    def columns(self) -> list[Column]:
        """The rooms side by side, in the order of their names; what has no room comes last."""
        rooms: dict[tuple[bool, str, int | None], list[Line]] = {}
        for line in self.lines:
            rooms.setdefault((line.state.room_id is None, line.room, line.state.room_id), []).append(line)
        ordered = sorted(rooms.items(), key=lambda item: item[0][:2])
        return [
            Column(room_id, name, [self._block(line) for line in lines])
            for (_none, name, room_id), lines in ordered
        ]

    def _block(self, line: Line) -> Block:
        first = _slot(line.state.starts_at) - self.first_slot + 1
        return Block(line, first, first + max(1, -(-line.state.minutes // FIVE)))


@dataclass(frozen=True)
class Bench:
    """Everything on the workbench."""

    event: Event
    tag: str
    version: int
    days: list[Day]
    conflicts: list[Conflict]
    log: list[Change]
    undo: Change | None
    redo: Change | None

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]

    @property
    def first_day_end(self) -> int | None:
        """The last session of the first day, as far as one can be chosen together with the first of all."""
        return self.days[0].lines[-1].id if self.days else None

    @property
    def has_rooms(self) -> bool:
        return len({line.state.room_id for line in self.lines}) > 1

    @property
    def open_stops(self) -> list[Conflict]:
        return conflicts.open_stops(self.conflicts)

    @property
    def states(self) -> dict[int, drafts.State]:
        return {line.id: line.state for line in self.lines}


def tag_of(event_id: int) -> str:
    """Changes whenever the workbench would show something else because of the draft or what was let pass."""
    return f'"{editing.version_of(event_id)}-{Override.objects.filter(event=event_id).count()}"'


def look(event: Event, *, guests: int | None = None, viewer: User | None = None) -> Bench:
    """The workbench as it stands, as this person may see it. The number of queries does not grow with the sessions."""
    tag = tag_of(event.pk)
    sessions = list(_sessions(event.pk))
    states = {session.pk: drafts.of(session) for session in sessions}
    found = conflicts.check(
        event,
        states.values(),
        speakers={
            one.speaker_id: one.speaker.name for session in sessions for one in session.appearances.all()
        },
        rooms={session.room.pk: session.room for session in sessions if session.room},
        guests=guests,
        viewer=viewer,
    )
    changes = Change.objects.filter(event=event.pk).select_related("by", "undone_by").defer("before", "after")
    log = list(changes.order_by("-number")[:LOG_LENGTH])
    return Bench(
        event=event,
        tag=tag,
        version=int(tag.strip('"').split("-")[0]),
        days=_days(_lines(sessions, states, found)),
        conflicts=found,
        log=log,
        **_back_and_forth(changes, log),
    )


def _back_and_forth(changes: ChangeQuerySet, log: list[Change]) -> dict[str, Change | None]:
    """The step to take back and the one to do again: they stand in the log, unless all of it was taken back."""
    standing = [change for change in log if not change.is_superseded]
    undo = next((change for change in standing if change.undone_at is None), None)
    if undo is None and len(log) == LOG_LENGTH:
        return {"undo": changes.undoable().first(), "redo": changes.redoable().first()}
    return {"undo": undo, "redo": next((one for one in reversed(standing) if one.undone_at), None)}


def news(event_id: int, *, since: int, by_id: int | None) -> list[str]:
    """What others did since that version: ``김주최: 「발제1」 길이 15분 → 25분``, at most the last three."""
    done = Change.objects.filter(event=event_id, number__gt=since).select_related("by").exclude(by=by_id)
    told = [
        f"{change.by.name if change.by else '-'}: {change.label}"
        for change in done.defer("before", "after").order_by("-number")[:3]
    ]
    return told[::-1]


def rooms_for(event: Event) -> list[Room]:
    """The rooms that an editor offers: those of the event's building, and any other that a session is in."""
    rooms = Room.objects.filter(venue=event.venue_id) | Room.objects.filter(sessions__event=event)
    return list(rooms.select_related("venue").distinct().order_by("venue__name", "floor", "name"))


def room_name(room: Room | None) -> str:
    return str(room) if room else ""


def _sessions(event_id: int) -> QuerySet[Session]:
    people = Appearance.objects.select_related("speaker__organization").order_by("position", "pk")
    return (
        Session.objects.filter(event=event_id)
        .select_related("room")
        .prefetch_related(Prefetch("appearances", queryset=people))
        .order_by(*IN_ORDER)
    )


def _lines(sessions: Sequence[Session], states: drafts.States, found: Iterable[Conflict]) -> list[Line]:
    worst: dict[int, str] = {}
    for conflict in found:
        for session_id in conflict.session_ids:
            if conflict.is_open_stop:
                worst[session_id] = str(conflict.severity)
            elif conflict.severity == conflicts.Severity.WARN:
                worst.setdefault(session_id, str(conflict.severity))
    talks = [session.pk for session in sessions if session.kind == SessionKind.TALK]
    numbers = {pk: number for number, pk in enumerate(talks, start=1)}
    return [
        Line(
            state=states[session.pk],
            version=session.version,
            number=numbers.get(session.pk),
            room=room_name(session.room),
            people=[(enlisting.line(one.speaker), _role(one)) for one in session.appearances.all()],
            severity=worst.get(session.pk, ""),
        )
        for session in sessions
    ]


def _role(appearance: Appearance) -> str:
    return "" if appearance.role == SpeakerRole.SPEAKER else str(SpeakerRole(appearance.role).label)


def _days(lines: list[Line]) -> list[Day]:
    days: dict[date, list[Line]] = {}
    for line in lines:
        days.setdefault(line.state.starts_at.astimezone(notation.SEOUL).date(), []).append(line)
    return [Day(day, days[day]) for day in sorted(days)]


def _slot(moment: datetime) -> int:
    local = moment.astimezone(notation.SEOUL)
    return (local.hour * 60 + local.minute) // FIVE
