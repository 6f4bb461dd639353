"""A row of the workbench while it is edited, or one cell of it, and a person who is not known yet."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agenda import drafts, enlisting, workbench
from agenda.models import SessionKind, Speaker, SpeakerRole
from events import notation
from events.fields import LineField
from events.models import Event

ROLES = [str(role) for role in SpeakerRole]
CELLS = ["start", "minutes", "kind", "title", "parts", "room", "remark"]  # in the order of the row
_NEWCOMER = {"new_name", "new_title", "new_organization", "new_role"}
_SIGNER = Signer(salt="workbench")  # what a row showed comes back as it was written, or not at all


class RowForm(forms.Form):
    """A session as a row: what was shown when it opened is kept in ``base``, so that only what was changed is saved."""

    title = LineField(label=pgettext_lazy("timetable", "내용"), max_length=200)
    title_en = LineField(label=gettext_lazy("내용(영문)"), max_length=250, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("구분"), choices=SessionKind)
    day = forms.DateField(label=gettext_lazy("날짜"), required=False)
    start = forms.TimeField(
        label=gettext_lazy("시작"),
        input_formats=["%H:%M", "%H%M", "%H시 %M분", "%H시"],
        error_messages={"invalid": gettext_lazy("시각을 14:10처럼 적어 주세요.")},
    )
    minutes = forms.IntegerField(label=gettext_lazy("분"), min_value=1, max_value=24 * 60)
    room = forms.TypedChoiceField(label=gettext_lazy("장소"), coerce=int, empty_value=None, required=False)
    remark = LineField(label=gettext_lazy("비고"), max_length=120, required=False)
    remark_en = LineField(label=gettext_lazy("비고(영문)"), max_length=160, required=False)
    stage_needs = LineField(label=gettext_lazy("무대 준비"), max_length=200, required=False)
    is_pinned = forms.BooleanField(label=gettext_lazy("고정"), required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    new_name = LineField(label=gettext_lazy("성명"), max_length=60, required=False)
    new_title = LineField(label=gettext_lazy("직위"), max_length=60, required=False)
    new_organization = LineField(label=gettext_lazy("기관"), max_length=120, required=False)
    new_role = forms.ChoiceField(label=gettext_lazy("역할"), choices=SpeakerRole, required=False)

    def __init__(
        self,
        *,
        event: Event,
        state: drafts.State,
        version: int,
        data: QueryDict | None = None,
    ) -> None:
        self.event = event
        self.state = state
        super().__init__(data, initial=_initial(state, version), prefix=None)
        rooms = [(room.pk, workbench.room_name(room)) for room in workbench.rooms_for(event)]
        self.fields["room"].choices = [("", _("정하지 않음")), *rooms]  # type: ignore[attr-defined]
        self._typed = _typed(data) if data is not None else None
        self._people: dict[str, Speaker] = {}

    @property
    def has_days(self) -> bool:
        """Whether the day has to be chosen."""
        starts, ends = self.event.starts_at, self.event.ends_at
        if starts is None or ends is None:
            return True
        return len({_day(starts), _day(ends), _day(self.state.starts_at)}) > 1

    @property
    def people(self) -> list[tuple[str, str]]:
        """The speakers' lines with their roles, as typed or as they stand."""
        if self._typed is not None:
            return self._typed
        known = Speaker.objects.select_related("organization").in_bulk([pk for pk, _role in self.state.parts])
        return [(enlisting.line(known[pk]), role) for pk, role in self.state.parts if pk in known]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        lines = [text for text, _role in self._typed or []]
        self._people = enlisting.find(lines) if lines else {}
        for text in lines:
            if text not in self._people:
                problem = _("「%(text)s」 연사를 찾을 수 없습니다. 목록에서 고르거나 새 연사로 적어 주세요.")
                self.add_error(None, problem % {"text": text})
        if (data.get("new_title") or data.get("new_organization")) and not data.get("new_name"):
            self.add_error("new_name", _("새 연사의 성명을 적어 주세요."))
        self._check_day(data.get("day"))
        return data

    def _check_day(self, day: date | None) -> None:
        """The event's days, and the one that the session has, may it be outside of them."""
        starts, ends = self.event.starts_at, self.event.ends_at
        if starts is None or ends is None:
            self.add_error(None, _("행사의 일시를 먼저 정해 주세요."))
        elif day not in {None, _day(self.state.starts_at)} and not _day(starts) <= day <= _day(ends):
            self.add_error("day", _("행사 기간에 있는 날짜를 적어 주세요."))

    def wanted(self) -> drafts.State:
        """The session as the row says. Only for valid input; a new speaker is entered by this."""
        data = self.cleaned_data
        day: date = data["day"] or _day(self.state.starts_at)
        starts_at = datetime.combine(day, data["start"], notation.SEOUL)
        return drafts.State(
            id=self.state.id,
            title=data["title"],
            title_en=data["title_en"],
            kind=data["kind"],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=data["minutes"]),
            room_id=data["room"],
            remark=data["remark"],
            remark_en=data["remark_en"],
            is_pinned=data["is_pinned"],
            stage_needs=data["stage_needs"],
            parts=self.wanted_parts(),
        )

    def wanted_parts(self) -> tuple[tuple[int, str], ...]:
        """The speakers with their roles, nobody twice; a new one is entered by this."""
        data = self.cleaned_data
        parts = [(self._people[text].pk, role) for text, role in self._typed or []]
        if data["new_name"]:
            speaker = enlisting.enlist(
                name=data["new_name"], title=data["new_title"], organization=data["new_organization"]
            )
            parts.append((speaker.pk, data["new_role"] or str(SpeakerRole.SPEAKER)))
        return tuple(dict.fromkeys(parts))

    @property
    def shown(self) -> drafts.State:
        """What the row showed when it opened. Only for valid input."""
        return _base(self.cleaned_data["base"], self.state.id) or self.state

    def changes(self, wanted: drafts.State) -> dict[str, Any]:
        """The fields that the editor changed, against what the row showed when it opened."""
        base = self.shown
        names = [name for name in drafts.FIELDS if getattr(wanted, name) != getattr(base, name)]
        found = {name: getattr(wanted, name) for name in names}
        if found.keys() & {"starts_at", "ends_at"}:
            found |= {"starts_at": wanted.starts_at, "ends_at": wanted.ends_at}
        return found


class CellForm(RowForm):
    """One cell of the row; everything else is as it was when the cell opened."""

    def __init__(self, cell: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cell = cell
        own = _NEWCOMER if cell == "parts" else {cell}
        for name in self.fields.keys() - own - {"base", "seen"}:
            del self.fields[name]

    @property
    def reasons(self) -> list[str]:
        """Why it cannot be saved, without the sentences that stand beside a new speaker's fields."""
        return [
            str(reason)
            for name, reasons in self.errors.items()
            if name not in _NEWCOMER
            for reason in reasons
        ]

    def wanted(self) -> drafts.State:
        """The session with what the cell says. Only for valid input; a new speaker is entered by this."""
        data, base = self.cleaned_data, self.shown
        if self.cell == "start":
            starts_at = datetime.combine(_day(base.starts_at), data["start"], notation.SEOUL)
            return base.shifted(starts_at - base.starts_at)
        if self.cell == "minutes":
            return base.between(base.starts_at, base.starts_at + timedelta(minutes=data["minutes"]))
        if self.cell == "parts":
            return replace(base, parts=self.wanted_parts())
        name = "room_id" if self.cell == "room" else self.cell
        return replace(base, **{name: data[self.cell]})


def _initial(state: drafts.State, version: int) -> dict[str, Any]:
    return {
        "title": state.title,
        "title_en": state.title_en,
        "kind": state.kind,
        "day": _day(state.starts_at).isoformat(),
        "start": notation.clock(state.starts_at),
        "minutes": state.minutes,
        "room": state.room_id,
        "remark": state.remark,
        "remark_en": state.remark_en,
        "is_pinned": state.is_pinned,
        "stage_needs": state.stage_needs,
        "base": _SIGNER.sign(json.dumps(state.as_json(), ensure_ascii=False)) if version else "",
        "seen": version,
        "new_role": str(SpeakerRole.SPEAKER),
    }


def _typed(data: QueryDict) -> list[tuple[str, str]]:
    """The lines of speakers that are not empty; a role that does not exist is read as 발표."""
    pairs = zip(data.getlist("part_who"), data.getlist("part_role"), strict=False)
    return [
        (who.strip(), role if role in ROLES else str(SpeakerRole.SPEAKER))
        for who, role in pairs
        if who.strip()
    ]


def _base(text: str, session_id: int) -> drafts.State | None:
    """None for what this page has not written about that session."""
    try:
        state = drafts.State.from_json(json.loads(_SIGNER.unsign(text)))
    except (BadSignature, ValueError, TypeError, KeyError):
        return None
    return state if state.id == session_id else None


def _day(moment: datetime) -> date:
    return moment.astimezone(notation.SEOUL).date()
