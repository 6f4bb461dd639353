"""The result of reading a brief, beside its source: kept between the two steps in the page itself, signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import QueryDict

from agenda import editing
from agenda.admin.brief_form import (
    ROWS,
    SERIES,
    FactsForm,
    RowForm,
    RowFormSet,
    SeriesFormSet,
    number_or_none,
    row_initial,
)
from agenda.admin.brief_source import SourceForm
from agenda.briefs import facts, keeping, lines, merging, sources
from agenda.briefs.brief import Brief, SeriesPlace
from agenda.briefs.comparing import Fate, Pair
from agenda.briefs.merging import Choice
from agenda.briefs.sources import Source
from events.models import Event

_SALT = "agenda.brief-import"
_LONGEST = timedelta(hours=12)  # one working day; then the file is uploaded again


class OutOfDate(Exception):
    """The page is too old, was made for somebody else, or was tampered with."""


@dataclass(frozen=True)
class Reading:
    """What the first step has found. It travels in the page, as nothing is written before the organizer agrees."""

    text: str
    brief: Brief
    digest: str
    version: int  # the draft's that the brief is compared with; 0 for a new event
    stood: Mapping[str, str]  # what the event said of itself then; nothing for a new event

    @classmethod
    def of(cls, form: SourceForm, event: Event | None) -> "Reading":
        """Of a valid form."""
        if form.brief is None:
            raise ValueError("The form is not valid.")
        version, stood = (editing.version_of(event.pk), facts.of_event(event)) if event else (0, {})
        return cls(form.text, form.brief, form.digest, version, stood)

    def signed(self, *, user_id: int, event: Event | None) -> str:
        data = {
            "owner": [user_id, event.pk if event else None],
            "text": self.text,
            "brief": keeping.as_json(self.brief),
            "digest": self.digest,
            "version": self.version,
            "stood": dict(self.stood),
        }
        return signing.dumps(data, salt=_SALT, compress=True)

    @classmethod
    def from_signed(cls, signed: str, *, user_id: int, event: Event | None) -> "Reading":
        """:raises OutOfDate: it is too old, somebody else's, another event's, or was tampered with"""
        try:
            data = signing.loads(signed, salt=_SALT, max_age=_LONGEST)
        except signing.BadSignature as error:
            raise OutOfDate from error
        if data["owner"] != [user_id, event.pk if event else None]:
            raise OutOfDate
        brief = keeping.from_json(data["brief"])
        return cls(data["text"], brief, data["digest"], data["version"], data["stood"])

    def source_lines(self) -> list[tuple[str, bool]]:
        """The text's filled lines, and whether each looks like a fact but was not understood."""
        unread = set(self.brief.not_understood)
        written = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        read = lines.split(self.text)  # empty where a line is too long to be searched for facts
        shown = [line or original for line, original in zip(read, written, strict=True)]
        return [
            (line.replace("\t", "  |  "), lines.tidy(line) in unread) for line in shown if line.strip(" \t|")
        ]


class Review:
    """The second step's forms, blank from a reading or bound to what was sent."""

    def __init__(self, reading: Reading, event: Event | None, data: QueryDict | None = None) -> None:
        self.reading, self.event = reading, event
        brief = reading.brief
        self.pairs = (
            merging.beside(event_id=event.pk, brief=brief)
            if event
            else [Pair(Fate.NEW, place, row) for place, row in enumerate(brief.rows)]
        )
        self.facts = FactsForm(
            data,
            facts=facts.offered(brief, event, sources.last_said(event.pk) if event else None),
            ticks=self._ticks(),
        )
        self.series = None if event else SeriesFormSet(data, prefix=SERIES, initial=_series(brief.series))
        self.rows = RowFormSet(data, prefix=ROWS, initial=None if data is not None else self._initial())
        self.is_known_source = event is not None and sources.is_known(event.pk, reading.digest)
        self._removed = set(data.getlist("remove")) if data is not None else None

    @property
    def alone(self) -> list[tuple[Pair, bool]]:
        """The sessions that the brief does not speak of, and whether each is to be removed."""
        return [
            (pair, self._is_removed(pair))
            for pair in self.pairs
            if pair.says is None and pair.stands is not None
        ]

    def lines(self) -> list[tuple[RowForm, Pair | None]]:
        """Each row's form with what it is compared with; None for a row that the organizer has added."""
        by_origin = {pair.origin: pair for pair in self.pairs if pair.says is not None}
        return [(form, by_origin.get(number_or_none(form["origin"].value()))) for form in self.rows.forms]

    def is_right(self) -> bool:
        """Whether everything that is taken can be taken."""
        rows = [form.is_right() for form in self.rows.forms]
        forms = [self.rows.management_form.is_valid(), self.facts.is_valid()]
        return all([*forms, *rows, self.series is None or self.series.is_valid()])

    def choice(self) -> Choice:
        """What was chosen. Only if everything is right."""
        brief = self.reading.brief
        facts_said = self.facts.cleaned_data
        taken = [(form, pair) for form, pair in self.lines() if self._is_written(form, pair)]
        left = [pair for form, pair in self.lines() if not self._is_written(form, pair) and pair]
        corrected = replace(
            brief,
            name=facts_said["name"],
            theme=facts_said["theme"],
            purpose=facts_said["purpose"],
            starts_at=self.facts.moment(facts_said["start"]),
            ends_at=self.facts.moment(facts_said["end"]),
            place=self.facts.place(),
            host=facts_said.get("host", brief.host),
            series=self._series_said(),
            rows=tuple(form.row(self.facts) for form, _pair in taken),
            guests=brief.guests if facts_said.get("guests") else (),
            contacts=brief.contacts if facts_said.get("contacts") else (),
        )
        return Choice(
            brief=corrected,
            source=Source(
                brief, self.reading.digest, tuple(pair.origin if pair else None for _form, pair in taken)
            ),
            session_ids={
                place: pair.stands.session_id
                for place, (_form, pair) in enumerate(taken)
                if pair is not None and pair.stands is not None
            },
            standing={
                pair.origin: pair.stands.session_id
                for pair in left
                if pair.origin is not None and pair.stands is not None
            },
            removed=[pair.stands.session_id for pair, is_removed in self.alone if is_removed and pair.stands],
            with_guests=bool(facts_said.get("guests")),
            with_contacts=bool(facts_said.get("contacts")),
        )

    def changed_facts(self, event: Event) -> list[str]:
        """What the event says otherwise than when the brief was read, by the names on the page."""
        now, stood = facts.of_event(event), self.reading.stood
        return [str(self.facts.fields[name].label) for name in stood if now[name] != stood[name]]

    def _is_written(self, form: RowForm, pair: Pair | None) -> bool:
        """Whether a row is taken; one that says what the draft says already stays untouched."""
        if not form.is_taken:
            return False
        return pair is None or pair.fate != Fate.SAME or form.row(self.facts) != pair.says

    def _initial(self) -> list[dict[str, Any]]:
        return [
            row_initial(
                pair.says,
                take=pair.fate.is_taken or pair.fate == Fate.SAME,
                origin=pair.origin or 0,
            )
            for pair in self.pairs
            if pair.says is not None
        ]

    def _ticks(self) -> list[str]:
        """What else of the brief can be taken: people and departments, where the event has none."""
        brief, event = self.reading.brief, self.event
        ticks = []
        if brief.guests and (event is None or not event.participants.exists()):
            ticks.append("guests")
        if brief.contacts and (event is None or not event.contacts.exists()):
            ticks.append("contacts")
        return ticks

    def _series_said(self) -> tuple[SeriesPlace, ...]:
        if self.series is None:
            return ()
        return tuple(place for form in self.series.forms if (place := form.place()) is not None)

    def _is_removed(self, pair: Pair) -> bool:
        if pair.stands is None:
            return False
        return (
            pair.fate == Fate.GONE if self._removed is None else str(pair.stands.session_id) in self._removed
        )


def _series(places: Sequence[SeriesPlace]) -> list[Mapping[str, Any]]:
    return [{"name": place.name, "ordinal": place.ordinal} for place in places]
