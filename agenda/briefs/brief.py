"""What a brief says, once it is read: plain data, in the brief's own words and order."""

from dataclasses import dataclass, field
from datetime import date, datetime


class BriefRefused(Exception):
    """The brief cannot be read or brought in; the text is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Person:
    """Somebody the brief names, with the body as the brief writes it there."""

    name: str
    title: str = ""
    organization: str = ""


@dataclass(frozen=True)
class Part:
    """A person's part in a timetable row; the role is a value of ``agenda.models.SpeakerRole``."""

    person: Person
    role: str


@dataclass(frozen=True)
class Row:
    """One row of the timetable; the kind is a value of ``agenda.models.SessionKind``."""

    starts_at: datetime
    minutes: int
    kind: str
    title: str
    parts: tuple[Part, ...] = ()
    remark: str = ""
    room: str = ""  # only where the table has a column for it; else the event's own


@dataclass(frozen=True)
class Guest:
    """Who takes part: a person, or an office by its name. The sector is a value of ``events.models.Sector``."""

    sector: str
    person: Person | None = None
    office: str = ""


@dataclass(frozen=True)
class SeriesPlace:
    """A series that the event belongs to, and which of its events it is."""

    name: str
    ordinal: int | None


@dataclass(frozen=True)
class Place:
    """Where it takes place: 대한상공회의소, 8층, 대회의실."""

    venue: str
    floor: str = ""
    room: str = ""
    address: str = ""


@dataclass(frozen=True)
class Contact:
    """A person of the department in charge."""

    department: str
    duty: str
    title: str
    name: str
    phone: str


@dataclass(frozen=True)
class Given:
    """What is known of the event from elsewhere, for a brief that does not say it."""

    name: str = ""
    day: date | None = None
    starts: int | None = None  # minutes from midnight
    ends: int | None = None


@dataclass(frozen=True)
class Brief:
    """An event as a brief describes it, and what of the brief was not understood."""

    name: str
    series: tuple[SeriesPlace, ...]
    starts_at: datetime
    ends_at: datetime
    rows: tuple[Row, ...]
    theme: str = ""
    purpose: str = ""
    place: Place | None = None
    host: str = ""
    host_short: str = ""
    guests: tuple[Guest, ...] = ()
    contacts: tuple[Contact, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what was decided where the brief leaves a choice
    not_understood: tuple[str, ...] = field(default=())  # lines that look like facts but were not read
    prose: int = 0  # lines of running text, which nobody expects to be read
