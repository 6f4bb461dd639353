"""What differs between two releases, or between a release and the draft: data, to be put into words and acted upon."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agenda import snapshots
from agenda.snapshots import Person, Programme, Row, Words
from events import notation

NO_WORDS = Words()


class What(StrEnum):
    """What has changed: first of the event, then of a session."""

    NAME = "name"
    THEME = "theme"
    PURPOSE = "purpose"
    WHEN = "when"
    WHERE = "where"
    ADDRESS = "address"
    HOSTS = "hosts"
    SERIES = "series"
    PARTICIPANTS = "participants"

    ADDED = "added"
    REMOVED = "removed"
    TIME = "time"
    ROOM = "room"
    KIND = "kind"
    TITLE = "title"
    SPEAKERS = "speakers"  # somebody joined, left or has another role
    ORDER = "order"  # the same people in another order
    PARTICULARS = "particulars"  # a speaker's name, title or organization is written otherwise
    BIOGRAPHY = "biography"
    REMARK = "remark"
    STAGE = "stage"  # for the organizers alone


@dataclass(frozen=True)
class Fact:
    """One thing that was and is; texts too long to be told stay empty."""

    what: What
    was: Words = NO_WORDS
    now: Words = NO_WORDS


@dataclass(frozen=True)
class SessionChange:
    """What happened to one session; ``before`` is None for an added one, ``after`` for a removed one."""

    session_id: int
    before: Row | None
    after: Row | None
    facts: tuple[Fact, ...]

    @property
    def row(self) -> Row:
        """The session as it is, or was if it is gone."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change is never between nothing and nothing
        return row

    @property
    def whats(self) -> frozenset[What]:
        return frozenset(fact.what for fact in self.facts)

    def people_before(self) -> list[Person]:
        return self.before.speakers if self.before else []

    def people_after(self) -> list[Person]:
        return self.after.speakers if self.after else []


@dataclass(frozen=True)
class Difference:
    """All that differs; ``before`` is None when nothing was released yet."""

    before: Programme | None
    after: Programme
    facts: tuple[Fact, ...]
    sessions: tuple[SessionChange, ...]

    @property
    def moves_event(self) -> bool:
        """Whether whoever wants to come would come at the wrong time or to the wrong place."""
        old, new = self.before, self.after
        # The Korean place stands for the place: a name that is translated, or spelt anew in English, moves nobody.
        return old is not None and (old.starts_at, old.ends_at, old.where("ko")) != (
            new.starts_at,
            new.ends_at,
            new.where("ko"),
        )

    @property
    def moves_place(self) -> bool:
        """Whether the event, and every session with it, takes place elsewhere."""
        return any(fact.what == What.WHERE for fact in self.facts)


def between(before: dict[str, Any] | None, after: dict[str, Any]) -> Difference:
    """The difference between two snapshots, the sessions in the order of the day.

    A talk's number alone is no difference: it follows from what else was added, removed or moved.
    """
    new = snapshots.read(after)
    if before is None:
        return Difference(None, new, (), tuple(_session(None, row) for row in new.rows))
    old = snapshots.read(before)
    old_rows = {row.session_id: row for row in old.rows}
    new_rows = {row.session_id: row for row in new.rows}
    changes = [_session(old_rows.get(pk), new_rows.get(pk)) for pk in {**new_rows, **old_rows}]
    changed = sorted(
        (one for one in changes if one.facts), key=lambda one: (one.row.starts_at, one.session_id)
    )
    return Difference(old, new, tuple(_event_facts(old, new)), tuple(changed))


def identity(person: Person) -> object:
    """Who a person of a release is: their row, or their name in releases of old."""
    return person.speaker_id or person.name.ko


def place_of(programme: Programme, row: Row, language: str) -> str:
    """Where a session takes place, with the building."""
    room = row.room[language] or programme.room[language]
    return notation.place(programme.venue[language], room, "", language=language)


def _event_facts(old: Programme, new: Programme) -> list[Fact]:
    shown = [
        (What.NAME, old.name, new.name),
        (What.WHEN, _both(old.when), _both(new.when)),
        (What.WHERE, _both(old.where), _both(new.where)),
        (What.ADDRESS, old.address, new.address),
        (What.THEME, old.theme, new.theme),
    ]
    facts = [Fact(what, was, now) for what, was, now in shown if was != now]
    long = [
        (What.PURPOSE, old.purpose, new.purpose),
        (What.HOSTS, old.hosts, new.hosts),
        (What.SERIES, old.series, new.series),
        (What.PARTICIPANTS, old.participants, new.participants),
    ]
    return facts + [Fact(what) for what, was, now in long if was != now]


def _both(say: Any) -> Words:
    return Words(say("ko"), say("en"))


def _session(old: Row | None, new: Row | None) -> SessionChange:
    if old is None:
        assert new is not None  # noqa: S101 - it stands in one of the two
        return SessionChange(new.session_id, None, new, (Fact(What.ADDED),))
    if new is None:
        return SessionChange(old.session_id, old, None, (Fact(What.REMOVED),))
    return SessionChange(new.session_id, old, new, tuple(_row_facts(old, new)))


def _row_facts(old: Row, new: Row) -> list[Fact]:
    shown = [
        (What.ROOM, old.room, new.room),
        (What.TITLE, old.title, new.title),
        (What.REMARK, old.remark, new.remark),
        (What.STAGE, Words(old.stage_needs), Words(new.stage_needs)),
    ]
    facts = [Fact(what, was, now) for what, was, now in shown if was != now]
    if (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at):
        facts.insert(0, Fact(What.TIME))
    compared = [
        (What.KIND, old.kind, new.kind),
        (What.SPEAKERS, _roles(old), _roles(new)),
        (What.PARTICULARS, *_of_those_who_stay(old, new, "name", "title", "organization")),
        (What.BIOGRAPHY, *_of_those_who_stay(old, new, "biography")),
    ]
    facts.extend(Fact(what) for what, was, now in compared if was != now)
    if _roles(old) == _roles(new) and _order(old) != _order(new):
        facts.append(Fact(What.ORDER))
    return facts


def _order(row: Row) -> list[object]:
    return [identity(person) for person in row.speakers]


def _roles(row: Row) -> set[tuple[object, str]]:
    return {(identity(person), person.role) for person in row.speakers}


def _of_those_who_stay(old: Row, new: Row, *names: str) -> tuple[Any, Any]:
    stay = {identity(person) for person in old.speakers} & {identity(person) for person in new.speakers}

    def read(row: Row) -> dict[object, list[Any]]:
        people = {identity(person): person for person in row.speakers}
        return {who: [getattr(people[who], name) for name in names] for who in stay}

    return read(old), read(new)
