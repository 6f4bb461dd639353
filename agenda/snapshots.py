"""What a release holds: the event and its timetable as plain data, and reading it back.

Everything that is published is a function of this data alone, so nothing here may point back at a row.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from agenda.models import Appearance, Participant, Session, SessionKind
from agenda.models.session import IN_ORDER
from events import notation
from events.models import Event, Organization, Sector

FORMAT = 2  # 1 had no stage needs, no room ids and nothing about speakers beyond name, title and body
TALK_PREFIX = {"ko": "발제{}. ", "en": "Talk {}. "}


@dataclass(frozen=True)
class Words:
    """A text in two languages; English falls back to Korean where nobody has translated it."""

    ko: str = ""
    en: str = ""

    def __getitem__(self, language: str) -> str:
        return (self.en or self.ko) if language == "en" else self.ko


@dataclass(frozen=True)
class Person:
    """Who appears: in a session with a role, or in the list of participants."""

    name: Words
    title: Words
    organization: Words
    role: str = ""
    speaker_id: int | None = None
    biography: Words = Words()

    def line(self, language: str) -> str:
        """``명지대 박정호 교수``: organization, name, title in the Korean order; English the other way round."""
        name, title, organization = self.name[language], self.title[language], self.organization[language]
        if language == "en":
            return ", ".join(part for part in (name, title, organization) if part)
        return " ".join(part for part in (organization, name, title) if part)


@dataclass(frozen=True)
class Row:
    """One session of the timetable."""

    session_id: int
    kind: str
    number: int | None  # among the talks, from 1; None for anything else
    title: Words
    starts_at: datetime
    ends_at: datetime
    room: Words
    remark: Words
    speakers: list[Person] = field(default_factory=list)
    stage_needs: str = ""
    room_id: int | None = None

    @property
    def minutes(self) -> int:
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    def time(self, language: str) -> str:
        """``14:00~14:10 (10')``, the brief's first column."""
        return f"{notation.hours(self.starts_at, self.ends_at, language=language)} {notation.length(self.minutes)}"

    def heading(self, language: str) -> str:
        """``발제1. 제조 AX의 …``, the brief's second column."""
        prefix = TALK_PREFIX[language].format(self.number) if self.number else ""
        return prefix + self.title[language]

    def note(self, language: str) -> str:
        """``명지대 박정호 교수`` or ``참석자``, the brief's third column."""
        separator = "; " if language == "en" else ", "
        people = separator.join(person.line(language) for person in self.speakers)
        return people or self.remark[language]


@dataclass(frozen=True)
class Programme:
    """An event with its timetable, as released."""

    slug: str
    name: Words
    theme: Words
    purpose: Words
    venue: Words
    address: Words
    room: Words
    starts_at: datetime
    ends_at: datetime
    series: list[dict[str, Any]]
    hosts: list[Words]
    rows: list[Row]
    participants: list[dict[str, Any]]
    is_demonstration: bool = False

    def when(self, language: str) -> str:
        return notation.span(self.starts_at, self.ends_at, language=language)

    def where(self, language: str) -> str:
        return notation.place(self.venue[language], self.room[language], "", language=language)

    def day_headings(self, language: str) -> list[str]:
        """For each row the day that begins with it, else ""; nothing but "" for an event on one day."""
        days = [notation.day(row.starts_at, language=language) for row in self.rows]
        if notation.day(self.starts_at, language=language) == notation.day(self.ends_at, language=language):
            return [""] * len(days)
        return [day if day != before else "" for before, day in zip(["", *days], days, strict=False)]

    def participant_groups(self, language: str) -> list[tuple[str, list[str]]]:
        """Participants by sector, as (label, lines)."""
        groups = []
        for group in self.participants:
            people = [
                Words(**entry["office"])[language] or _person(entry["person"]).line(language)
                for entry in group["people"]
            ]
            groups.append((str(Sector(group["sector"]).label), people))
        return groups


def take(event: Event) -> dict[str, Any]:
    """The event and its draft as JSON data, ready to be kept in a release."""
    sessions = (
        Session.objects.filter(event=event)
        .select_related("room")
        .prefetch_related("appearances__speaker__organization")
        .order_by(*IN_ORDER)
    )
    number = 0
    rows = []
    for session in sessions:
        is_talk = session.kind == SessionKind.TALK
        number += is_talk
        rows.append(_row(session, number if is_talk else None))
    return {
        "format": FORMAT,
        "slug": event.slug,
        "name": _words(event, "name"),
        "theme": _words(event, "theme"),
        "purpose": _words(event, "purpose"),
        "venue": _words(event.venue, "name"),
        "address": _words(event.venue, "address"),
        "room": _room(event.room),
        "starts_at": event.starts_at.isoformat() if event.starts_at else None,
        "ends_at": event.ends_at.isoformat() if event.ends_at else None,
        "series": [
            {"slug": entry.series.slug, "name": _words(entry.series, "name"), "ordinal": entry.ordinal}
            for entry in event.series_entries.select_related("series").order_by("series__position", "pk")
        ],
        "hosts": [_words(host, "name") for host in event.hosts.order_by("pk")],
        "rows": rows,
        "participants": _participants(event),
        "is_demonstration": event.is_demonstration,
    }


def read(snapshot: dict[str, Any]) -> Programme:
    """The programme that a release holds."""
    data = dict(snapshot)
    data.pop("format")
    for key in ("name", "theme", "purpose", "venue", "address", "room"):
        data[key] = Words(**data[key])
    data["hosts"] = [Words(**host) for host in data["hosts"]]
    data["starts_at"] = datetime.fromisoformat(data["starts_at"])
    data["ends_at"] = datetime.fromisoformat(data["ends_at"])
    data["rows"] = [_read_row(row) for row in data["rows"]]
    return Programme(**data)


def _read_row(row: dict[str, Any]) -> Row:
    return Row(
        session_id=row["session_id"],
        kind=row["kind"],
        number=row["number"],
        title=Words(**row["title"]),
        starts_at=datetime.fromisoformat(row["starts_at"]),
        ends_at=datetime.fromisoformat(row["ends_at"]),
        room=Words(**row["room"]),
        remark=Words(**row["remark"]),
        speakers=[_person(speaker) for speaker in row["speakers"]],
        stage_needs=row.get("stage_needs", ""),
        room_id=row.get("room_id"),
    )


def _person(data: dict[str, Any]) -> Person:
    return Person(
        name=Words(**data["name"]),
        title=Words(**data["title"]),
        organization=Words(**data["organization"]),
        role=data.get("role", ""),
        speaker_id=data.get("speaker_id"),
        biography=Words(**data.get("biography", {})),
    )


def _row(session: Session, number: int | None) -> dict[str, Any]:
    return {
        "session_id": session.pk,
        "kind": session.kind,
        "number": number,
        "title": _words(session, "title"),
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "room": _room(session.room),
        "remark": _words(session, "remark"),
        "speakers": [_speaker(appearance) for appearance in in_order(session.appearances.all())],
        "stage_needs": session.stage_needs,
        "room_id": session.room_id,
    }


def in_order(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Appearances in protocol order (의전 서열), then as the organizer placed them."""
    return sorted(appearances, key=lambda one: (one.speaker.protocol_rank, one.position, one.pk))


def _speaker(appearance: Appearance) -> dict[str, Any]:
    speaker = appearance.speaker
    return {
        "name": _words(speaker, "name"),
        "title": _words(speaker, "title"),
        "organization": _organization(speaker.organization),
        "role": appearance.role,
        "speaker_id": speaker.pk,
        "biography": _words(speaker, "biography"),
    }


def _participants(event: Event) -> list[dict[str, Any]]:
    people: dict[str, list[dict[str, Any]]] = {}
    entries = Participant.objects.filter(event=event).select_related("speaker__organization")
    for entry in entries.order_by("position", "pk"):
        person = None
        if entry.speaker is not None:
            person = {
                "name": _words(entry.speaker, "name"),
                "title": _words(entry.speaker, "title"),
                "organization": _organization(entry.speaker.organization),
            }
        people.setdefault(entry.sector, []).append({"office": _words(entry, "office"), "person": person})
    return [{"sector": sector, "people": people[sector]} for sector in people]


def _words(thing: Any, field_name: str) -> dict[str, str]:
    if thing is None:
        return asdict(Words())
    return asdict(Words(getattr(thing, field_name), getattr(thing, f"{field_name}_en")))


def _organization(organization: Organization | None) -> dict[str, str]:
    if organization is None:
        return asdict(Words())
    return asdict(Words(organization.short_name or organization.name, organization.name_en))


def _room(room: Any) -> dict[str, str]:
    if room is None:
        return asdict(Words())
    english = ", ".join(part for part in (room.name_en, room.floor_en) if part)
    return asdict(Words(str(room), english))
