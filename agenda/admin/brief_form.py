"""The second step of bringing a brief in: what was read, to be corrected. The forms clean and never save."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agenda.briefs.brief import Part, Person, Place, Row, SeriesPlace
from agenda.briefs.facts import Fact
from agenda.briefs.timetable import MOST_ROWS
from agenda.models import SessionKind, SpeakerRole
from events import notation
from events.fields import LineField

ROWS, SERIES = "rows", "series"
_CLOCK = {"placeholder": "14:10", "inputmode": "numeric", "size": "5"}
_TIMES = ["%H:%M", "%H%M", "%H시 %M분", "%H시"]
_MOST_DIGITS = 6
_NOT_A_TIME = _("시각을 14:10처럼 적어 주세요.")


class ClockField(forms.TimeField):
    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            input_formats=_TIMES,
            widget=forms.TextInput(attrs=_CLOCK),
            error_messages={"invalid": _NOT_A_TIME, "required": _NOT_A_TIME},
        )


class FactsForm(forms.Form):
    """What the brief says of the event; each field may know what the brief or the event says against it."""

    name = LineField(label=_("행사명"), max_length=150)
    theme = LineField(label=_("주제"), max_length=200, required=False)
    purpose = LineField(label=_("목적"), max_length=1_000, required=False)
    day = forms.DateField(label=_("날짜"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    start = ClockField(_("시작"))
    end = ClockField(_("종료"))
    venue = LineField(label=_("장소"), max_length=120, required=False)
    floor = LineField(label=_("층"), max_length=20, required=False)
    room = LineField(label=_("회의실"), max_length=80, required=False)
    host = LineField(label=_("주최"), max_length=120, required=False)
    guests = forms.BooleanField(label=_("참석자 넣기"), required=False)
    contacts = forms.BooleanField(label=_("담당 부서 넣기"), required=False)

    def __init__(
        self, *args: Any, facts: Mapping[str, Fact], ticks: Sequence[str] = (), **kwargs: Any
    ) -> None:
        kwargs["initial"] = {name: fact.value for name, fact in facts.items()} | dict.fromkeys(ticks, True)
        super().__init__(*args, **kwargs)
        self.facts = facts
        for name in self.fields.keys() - facts.keys() - set(ticks):
            del self.fields[name]

    def lines(self) -> Iterator[tuple[forms.BoundField, Fact]]:
        for name, fact in self.facts.items():
            yield self[name], fact

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("종료는 시작보다 늦어야 합니다."))
        if (data.get("room") or data.get("floor")) and not data.get("venue"):
            self.add_error("venue", _("회의실이 있는 장소를 적어 주세요."))
        return data

    def moment(self, clock: time) -> datetime:
        return datetime.combine(self.cleaned_data["day"], clock, notation.SEOUL)

    def place(self) -> Place | None:
        data = self.cleaned_data
        return Place(data["venue"], data["floor"], data["room"]) if data["venue"] else None


class SeriesForm(forms.Form):
    name = LineField(label=_("시리즈"), max_length=100, required=False)
    ordinal = forms.IntegerField(
        label=_("회차"),
        min_value=1,
        max_value=999,
        required=False,
        widget=forms.TextInput(attrs={"size": "3"}),
    )

    def place(self) -> SeriesPlace | None:
        name = self.cleaned_data.get("name")
        return SeriesPlace(name, self.cleaned_data.get("ordinal")) if name else None


class PartForm(forms.Form):
    name = LineField(label=_("성명"), max_length=60, required=False)
    title = LineField(label=_("직위"), max_length=60, required=False)
    organization = LineField(label=_("기관"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("역할"), choices=SpeakerRole, initial=SpeakerRole.SPEAKER)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("name") and (data.get("title") or data.get("organization")):
            self.add_error("name", _("연사의 성명을 적어 주세요."))
        return data

    def part(self) -> Part | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Part(Person(data["name"], data["title"], data["organization"]), data["role"])


class RowForm(forms.Form):
    take = forms.BooleanField(label=_("넣기"), required=False)
    origin = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = ClockField(_("시작"))
    minutes = forms.IntegerField(
        label=_("분"),
        min_value=1,
        max_value=24 * 60,
        widget=forms.TextInput(attrs={"size": "3", "inputmode": "numeric"}),
        error_messages={
            "required": _("길이를 분으로 적어 주세요."),
            "invalid": _("길이를 분으로 적어 주세요."),
        },
    )
    kind = forms.ChoiceField(label=pgettext_lazy("timetable", "구분"), choices=SessionKind)
    title = LineField(label=pgettext_lazy("timetable", "내용"), max_length=200)
    remark = LineField(label=pgettext_lazy("timetable", "비고"), max_length=120, required=False)
    room = LineField(label=_("회의실"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        parts = kwargs.get("initial", {}).pop("parts", [])
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.parts = PartFormSet(data, prefix=f"{self.prefix}-parts", initial=parts)

    @property
    def is_taken(self) -> bool:
        return bool(self["take"].value())

    def is_right(self) -> bool:
        """Whether it can be taken as it is; a row that is not taken is not looked at."""
        return not self.is_taken or (self.is_valid() and self.parts.is_valid())

    def row(self, facts: FactsForm) -> Row:
        """What the form says. Only for a row that is right."""
        data = self.cleaned_data
        return Row(
            starts_at=facts.moment(data["start"]),
            minutes=data["minutes"],
            kind=data["kind"],
            title=data["title"],
            parts=tuple(part for form in self.parts.forms if (part := form.part()) is not None),
            remark=data["remark"],
            room=data["room"],
        )


PartFormSet = forms.formset_factory(PartForm, extra=1, max_num=20, absolute_max=20)
RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
SeriesFormSet = forms.formset_factory(SeriesForm, extra=1, max_num=5, absolute_max=5)


def row_initial(row: Row, *, take: bool, origin: int) -> dict[str, Any]:
    """A row of the brief as the first values of its form."""
    return {
        "take": take,
        "origin": origin,
        "start": notation.clock(row.starts_at),
        "minutes": row.minutes,
        "kind": row.kind,
        "title": row.title,
        "remark": row.remark,
        "room": row.room,
        "parts": [
            {
                "name": part.person.name,
                "title": part.person.title,
                "organization": part.person.organization,
                "role": part.role,
            }
            for part in row.parts
        ],
    }


def number_or_none(value: object) -> int | None:
    """The number that was sent; None for anything that counts no rows, such as thousands of digits."""
    text = str(value)
    return int(text) if len(text) <= _MOST_DIGITS and text.isascii() and text.isdecimal() else None


def with_another_row(data: QueryDict) -> QueryDict:
    """The sent form with one more row, which starts where nothing is known but that it is wanted."""
    more = data.copy()
    number = min(number_or_none(more.get(f"{ROWS}-TOTAL_FORMS")) or 0, MOST_ROWS - 1)
    more[f"{ROWS}-TOTAL_FORMS"] = str(number + 1)
    prefix = f"{ROWS}-{number}"
    blank = {
        "take": "on",
        "kind": SessionKind.TALK,
        "minutes": "10",
        "parts-TOTAL_FORMS": "1",
        "parts-INITIAL_FORMS": "0",
    }
    for name, value in blank.items():
        more[f"{prefix}-{name}"] = value
    more[f"{prefix}-parts-0-role"] = SpeakerRole.SPEAKER
    return more
