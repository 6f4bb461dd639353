"""The form of one session: a start and minutes, as timetables are planned, instead of two moments."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.forms import PaginationInlineFormSet
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from agenda import drafts, editing, scheduling
from agenda.models import Session
from events import notation
from events.models import Event, Room


class RoomField(forms.ModelChoiceField):
    """Halls with their buildings, as many buildings have an eighth floor."""

    def label_from_instance(self, obj: Room) -> str:
        return f"{obj.venue} {obj}"


class SessionForm(forms.ModelForm):
    room = RoomField(
        label=_("회의실"),
        queryset=Room.objects.select_related("venue").order_by("venue__name", "floor", "name"),
        required=False,
        empty_label=_("정하지 않음"),
        widget=UnfoldAdminSelectWidget,
    )
    day = forms.DateField(
        label=_("날짜"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "2026-05-20"}),
        help_text=_("여러 날에 걸친 행사에서만 적습니다. 비우면 행사 첫날입니다."),
    )
    start = forms.TimeField(
        label=_("시작 시각"),
        input_formats=["%H:%M", "%H%M", "%H시 %M분"],
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "14:10", "inputmode": "numeric"}),
        help_text=_("24시간제로 적습니다. 예: 14:10"),
        error_messages={"invalid": _("시각을 14:10처럼 적어 주세요.")},
    )
    minutes = forms.IntegerField(
        label=_("길이(분)"), min_value=1, max_value=24 * 60, widget=UnfoldAdminIntegerFieldWidget
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the version that was opened
    is_overtaken = False  # once it is cleaned: somebody else has changed the session since
    span: tuple[datetime, datetime] | None = None  # once it is cleaned: from when to when

    class Meta:
        model = Session
        fields = [
            "event",
            "kind",
            "title",
            "title_en",
            "room",
            "remark",
            "remark_en",
            "is_pinned",
            "stage_needs",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            starts_at = self.instance.starts_at.astimezone(notation.SEOUL)
            self.initial.setdefault("start", f"{starts_at:%H:%M}")
            self.initial.setdefault("minutes", self.instance.minutes)
            self.initial.setdefault("seen", self.instance.version)
            if self.instance.event.starts_at is None or starts_at.date() != _first_day(self.instance.event):
                self.initial.setdefault("day", f"{starts_at:%Y-%m-%d}")

    def clean(self) -> dict[str, Any]:
        """The form's data. An overtaken form is wrong once, and right when it is sent again as it is then shown."""
        data = super().clean() or self.cleaned_data
        session = self.instance
        if session.pk and self.opened != {session.pk: session.version}:
            self.is_overtaken = True
            self.data = {**{name: self.data[name] for name in self.data}, "seen": session.version}
            self.add_error(
                None, _("다른 사람이 먼저 바꾼 세션입니다. 지금 내용과 견주어 보고 다시 저장해 주세요.")
            )
        event = self.event
        if event is not None and event.starts_at is None:
            self.add_error(None, _("행사의 일시를 먼저 정해 주세요."))
        elif event is not None and isinstance(data.get("start"), time) and data.get("minutes"):
            day = data.get("day") or _first_day(event)
            if not _first_day(event) <= day <= _last_day(event):
                self.add_error("day", _("행사 기간에 있는 날짜를 적어 주세요."))
                return data
            starts_at = datetime.combine(day, data["start"], notation.SEOUL)
            self.span = (starts_at, starts_at + timedelta(minutes=data["minutes"]))
            self.instance.starts_at, self.instance.ends_at = self.span
        return data

    @property
    def opened(self) -> dict[int, int]:
        """The version that was opened, by the session's id; nothing for a new session."""
        pk = self.instance.pk
        return {pk: self.cleaned_data.get("seen") or 0} if pk else {}

    @property
    def event(self) -> Event | None:
        """The session's event: a new session's is chosen in the form, a placed one keeps its own."""
        if self.instance.pk:
            return self.instance.event
        chosen = self.cleaned_data.get("event")
        return chosen if isinstance(chosen, Event) else None

    def plan(self, parts: list[scheduling.Part]) -> scheduling.Plan:
        """What the form and the rows of speakers say. Only for valid input."""
        data = self.cleaned_data
        return scheduling.Plan(
            title=data["title"],
            title_en=data["title_en"],
            kind=data["kind"],
            starts_at=self.instance.starts_at,
            minutes=data["minutes"],
            room_id=data["room"].pk if data["room"] else None,
            remark=data["remark"],
            remark_en=data["remark_en"],
            is_pinned=data["is_pinned"],
            stage_needs=data["stage_needs"],
            parts=parts,
        )


class AppearanceFormSet(PaginationInlineFormSet):
    """A session's speakers. It also looks for overlaps, since it is cleaned when the session itself is valid."""

    def clean(self) -> None:
        super().clean()
        session: Session = self.instance
        if any(self.errors) or session.starts_at is None or session.event_id is None:
            return
        if session.event.starts_at is None:
            return  # the form has said so
        kept = [(part.speaker.pk, part.role) for part in self._kept()]
        if len(set(kept)) < len(kept):
            raise forms.ValidationError(_("같은 연사를 같은 역할로 두 번 넣을 수 없습니다."))
        states = drafts.read(session.event_id)
        pk = session.pk or 0
        states[pk] = drafts.State(
            id=pk,
            title=session.title,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            room_id=session.room_id,
        )
        reasons = editing.overlaps(states)
        if reasons:
            raise forms.ValidationError(reasons)

    def parts(self) -> list[scheduling.Part]:
        """Who appears, in the order of their position."""
        return [scheduling.Part(part.speaker.pk, part.role) for part in self._kept()]

    def _kept(self) -> list[Any]:
        rows = [
            form.instance
            for form in self.forms
            if form not in self.deleted_forms and form.cleaned_data.get("speaker") is not None
        ]
        return sorted(rows, key=lambda part: part.position)


def _first_day(event: Event) -> date:
    if event.starts_at is None:
        raise ValueError("The event has no date.")
    return event.starts_at.astimezone(notation.SEOUL).date()


def _last_day(event: Event) -> date:
    if event.ends_at is None:
        raise ValueError("The event has no date.")
    return event.ends_at.astimezone(notation.SEOUL).date()
