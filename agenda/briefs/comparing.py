"""A brief's rows beside the draft that stands, and beside the same brief as it was brought in the last time.

What differs between the draft and the last brief was edited by hand, be it while the brief was brought in or later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from agenda.briefs.brief import Part, Row
from events import bodynames, notation

_ALIKE = 0.6  # of 1: titles that are as similar as this are the same session's
_ENOUGH = 0.75  # the least that a pair must score
_HOUR = 60  # minutes; further apart two times are not called near


class Fate(StrEnum):
    """What became of a row since the last time."""

    NEW = "new"  # in the brief alone
    SAME = "same"
    CHANGED = "changed"  # the brief says something else than the draft, which nobody touched
    EDITED = "edited"  # the draft was edited by hand and differs from the brief
    GONE = "gone"  # no longer in the brief, and nobody touched it in the draft
    OWN = "own"  # in the draft alone, put in or edited by hand
    LEFT_OUT = "left-out"  # in the brief, but taken out of the draft by hand

    @property
    def is_taken(self) -> bool:
        """Whether the brief has its way unless the organizer says otherwise: never over what was edited by hand."""
        return self in {Fate.NEW, Fate.CHANGED, Fate.GONE}


@dataclass(frozen=True)
class Standing:
    """A session of the draft, in a brief's words."""

    session_id: int
    row: Row


@dataclass(frozen=True)
class Pair:
    """A row of the brief and the session that stands for it; one of the two may be missing."""

    fate: Fate
    origin: int | None = None  # the row's place in the brief
    says: Row | None = None
    stands: Standing | None = None
    differs: tuple[str, ...] = ()  # the names of the fields


@dataclass(frozen=True)
class Last:
    """The brief's rows of the last time, each with the session that was to stand for it; None where it was left out."""

    rows: Sequence[Row] = ()
    session_ids: Sequence[int | None] = ()


def compare(
    says: Sequence[Row], stands: Sequence[Standing], last: Last, *, bodies: Mapping[str, str]
) -> list[Pair]:
    """The brief's rows in their order, then the sessions that it does not speak of.

    ``bodies`` maps the keys of bodies' names (``bodynames.key``) to one key a body.
    """
    by_id = {one.session_id: one for one in stands}
    before = {
        pk: row for row, pk in zip(last.rows, last.session_ids, strict=True) if pk is not None and pk in by_id
    }
    left_out = [
        row for row, pk in zip(last.rows, last.session_ids, strict=True) if pk is None or pk not in by_id
    ]
    pairs = _paired(says, [(one.row, before.get(one.session_id)) for one in stands])
    alone = [row for place, row in enumerate(says) if place not in pairs]
    known = {id(alone[place]) for place in _paired(alone, [(row, None) for row in left_out])}
    found = []
    for place, row in enumerate(says):
        if place not in pairs:
            found.append(Pair(Fate.LEFT_OUT if id(row) in known else Fate.NEW, place, row))
            continue
        one = stands[pairs[place]]
        differs = differences(row, one.row, bodies=bodies)
        base = before.get(one.session_id)
        is_untouched = base is not None and not differences(base, one.row, bodies=bodies)
        fate = Fate.SAME if not differs else Fate.CHANGED if is_untouched else Fate.EDITED
        found.append(Pair(fate, place, row, one, differs))
    for index, one in enumerate(stands):
        if index not in pairs.values():
            base = before.get(one.session_id)
            is_gone = base is not None and not differences(base, one.row, bodies=bodies)
            found.append(Pair(Fate.GONE if is_gone else Fate.OWN, stands=one))
    return found


def differences(one: Row, other: Row, *, bodies: Mapping[str, str]) -> tuple[str, ...]:
    """The fields in which two rows differ. Titles of persons do not count: those on record stay."""
    pairs = {
        "starts_at": (one.starts_at, other.starts_at),
        "minutes": (one.minutes, other.minutes),
        "kind": (one.kind, other.kind),
        "title": (one.title, other.title),
        "parts": (_cast(one.parts, bodies), _cast(other.parts, bodies)),
        "remark": (one.remark, other.remark),
        "room": (one.room, other.room),
    }
    return tuple(name for name, (first, second) in pairs.items() if first != second)


def _cast(parts: Sequence[Part], bodies: Mapping[str, str]) -> list[tuple[str, str, str]]:
    found = []
    for part in parts:
        key = bodynames.key(part.person.organization)
        found.append((part.person.name, bodies.get(key, key), str(part.role)))
    return list(dict.fromkeys(found))


def _paired(rows: Sequence[Row], others: Sequence[tuple[Row, Row | None]]) -> dict[int, int]:
    """Which of the others each row is, the surest pairs first. An other may be known by an earlier form as well."""
    scores = [
        (max(_score(row, known) for known in forms if known is not None), -abs(place - index), place, index)
        for place, row in enumerate(rows)
        for index, forms in enumerate(others)
    ]
    pairs: dict[int, int] = {}
    for score, _near, place, index in sorted(scores, key=lambda one: (-one[0], -one[1])):
        if score >= _ENOUGH and place not in pairs and index not in pairs.values():
            pairs[place] = index
    return pairs


def _score(one: Row, other: Row) -> float:
    """How likely two rows are the same session, from 0 to 2: by their titles, times and kinds."""
    alike = 1.0 if one.title == other.title else _alike(one.title, other.title)
    apart = abs(_minutes(one) - _minutes(other))
    near = max(0.0, 1 - apart / _HOUR)
    if alike >= _ALIKE:
        return alike + 0.5 * near + (0.3 if one.kind == other.kind else 0)
    same_place = apart == 0 and one.kind == other.kind and one.room == other.room
    return 0.75 + alike / 4 if same_place else 0.0


def _alike(one: str, other: str) -> float:
    """How similar two titles are; the exact answer is dear and only asked where it can matter."""
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def _minutes(row: Row) -> int:
    local = row.starts_at.astimezone(notation.SEOUL)
    return local.hour * 60 + local.minute
