"""What an organizer chooses about the papers of guests."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events import collation
from events.cleaning import normalise
from events.kinds import PaperForm
from registrations import labels, nameplates, seatlabels
from registrations.badges import choosing, layouts
from registrations.badges.choosing import Sides, Whose
from registrations.nameplates import PlateSize
from registrations.ordering import Order
from registrations.seatlabels import LabelsFor
from registrations.states import Category

MOST_BLANK_ROWS = 300
MOST_ROWS = 20_000  # chosen in a list
MOST_ID = 10**18  # what PostgreSQL can hold, and a little less


class LayoutField(forms.ChoiceField):
    """One of an event's layouts, or of the sheets with their usual design; a wrong name is told which there are."""

    def validate(self, value: str) -> None:
        forms.Field.validate(self, value)
        if value and not self.valid_value(value):
            known = ", ".join(name for name, _label in self.widget.choices if name)
            raise forms.ValidationError(
                _("「%(name)s」 명찰 양식이 없습니다. 있는 양식: %(known)s"),
                code="unknown",
                params={"name": value, "known": known},
            )


class CellsField(forms.CharField):
    """Numbers of cells as text: ``3, 7``."""

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            choosing.numbers(value)
        except ValueError:
            raise forms.ValidationError(_("칸 번호를 쉼표로 나누어 적어 주세요. 예: 3, 7")) from None


class OnPaperForm(PaperForm):
    """What goes on sheets of badges: the event's layouts and the printers, where the event is known."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, event_id: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, event_id=event_id, **kwargs)
        if event_id is not None:
            layout, printer = self.fields["layout"], self.fields["printer"]
            usual = [(name, label) for name, label in layout.choices if not name]  # type: ignore[attr-defined]
            layout.choices = [*usual, *layouts.offered(event_id)]  # type: ignore[attr-defined]
            printer.choices = [("", _("보정하지 않음")), *layouts.printers()]  # type: ignore[attr-defined]


class BadgeForm(OnPaperForm):
    """명찰."""

    layout = LayoutField(
        label=_("명찰 양식"),
        choices=lambda: [("", _("참석구분마다 정한 양식")), *layouts.presets()],  # in the language of the day
        required=False,
        initial="",
    )
    sides = forms.ChoiceField(label=_("인쇄면"), choices=Sides.choices, initial=Sides.FRONT.value)
    order = forms.ChoiceField(
        label=_("순서"),
        choices=[(one, one.label) for one in (Order.NAME, Order.ORGANIZATION, Order.CODE)],
        initial=Order.NAME.value,
    )
    whose = forms.ChoiceField(label=_("대상"), choices=Whose.choices, initial=Whose.ALL.value)
    category = forms.ChoiceField(
        label=_("참석구분"), choices=[("", _("모두")), *Category.choices], required=False, initial=""
    )
    start = forms.IntegerField(label=_("시작 칸"), min_value=1, max_value=labels.MOST_CELLS, initial=1)
    skip = CellsField(label=_("첫 장에서 건너뛸 칸"), required=False, initial="", help_text=_("예: 3, 7"))
    crop_marks = forms.ChoiceField(
        label=_("재단선"), choices=[("yes", _("넣음")), ("no", _("넣지 않음"))], initial="yes"
    )
    printer = forms.ChoiceField(
        label=_("프린터"),
        required=False,
        initial="",
        error_messages={"invalid_choice": _("고른 프린터가 목록에 없습니다.")},
    )
    organization = forms.CharField(label=_("소속"), required=False, initial="", max_length=100)
    first_letter = forms.ChoiceField(
        label=_("성명 첫 자음"),
        choices=[("", _("모두")), *((one, one) for one in collation.INITIALS)],
        required=False,
        initial="",
    )
    ids = forms.CharField(label=_("고른 등록"), required=False, initial="", widget=forms.HiddenInput)
    leave_out = forms.CharField(label=_("뺀 등록"), required=False, initial="", widget=forms.HiddenInput)

    def clean_organization(self) -> str:
        return normalise(self.cleaned_data["organization"])

    def clean_ids(self) -> str:
        return self._rows("ids")

    def clean_leave_out(self) -> str:
        return self._rows("leave_out")

    def _rows(self, field: str) -> str:
        text: str = self.cleaned_data[field]
        try:
            found = choosing.numbers(text)
        except ValueError:
            found = [-1]
        if any(not 0 < number < MOST_ID for number in found) or len(found) > MOST_ROWS:
            raise forms.ValidationError(_("고른 등록을 읽을 수 없습니다. 목록에서 다시 골라 주세요."))
        return ",".join(map(str, sorted(set(found))))


class ProofForm(OnPaperForm):
    """명찰 시험 출력."""

    layout = BadgeForm.base_fields["layout"]
    sides = BadgeForm.base_fields["sides"]
    category = BadgeForm.base_fields["category"]
    printer = BadgeForm.base_fields["printer"]


class TestPageForm(OnPaperForm):
    """프린터 시험지."""

    layout = LayoutField(
        label=_("명찰 양식"),
        choices=lambda: [("", _("기본 명찰")), *layouts.presets()],
        required=False,
        initial="",
    )
    sides = forms.ChoiceField(
        label=_("인쇄면"),
        choices=[(one.value, one.label) for one in (Sides.FRONT, Sides.BOTH)],
        initial=Sides.FRONT.value,
    )
    printer = forms.ChoiceField(
        label=_("프린터"),
        required=False,
        initial="",
        error_messages={"invalid_choice": _("고른 프린터가 목록에 없습니다.")},
    )


class RegisterForm(PaperForm):
    """참석자 등록부."""

    order = forms.ChoiceField(label=_("순서"), choices=Order.choices, initial=Order.NAME.value)
    blank_rows = forms.IntegerField(
        label=_("현장등록용 빈 줄"), min_value=0, max_value=MOST_BLANK_ROWS, initial=20
    )


class DeskListForm(PaperForm):
    """등록데스크 예비 명단."""

    order = forms.ChoiceField(
        label=_("순서"),
        choices=[(Order.NAME, Order.NAME.label), (Order.ORGANIZATION, Order.ORGANIZATION.label)],
        initial=Order.NAME.value,
    )
    pages = forms.ChoiceField(
        label=_("쪽 나누기"),
        choices=[("none", _("이어서")), ("initial", _("첫 자음마다 새 쪽"))],
        initial="none",
    )


class SettlementForm(PaperForm):
    """정산 자료."""

    order = forms.ChoiceField(label=_("순서"), choices=Order.choices, initial=Order.NAME.value)


class NameplateForm(PaperForm):
    """명패."""

    size = forms.ChoiceField(label=_("크기"), choices=PlateSize.choices, initial=PlateSize.A4_FOLDED.value)
    whose = forms.ChoiceField(
        label=_("대상"), choices=nameplates.Whose.choices, initial=nameplates.Whose.STAGE.value
    )


class SeatPlanForm(PaperForm):
    """좌석표."""

    index = forms.ChoiceField(
        label=_("성명 찾아보기"), choices=[("yes", _("넣음")), ("no", _("넣지 않음"))], initial="yes"
    )


class SeatLabelForm(PaperForm):
    """좌석 라벨."""

    sheet = forms.ChoiceField(label=_("용지"), choices=seatlabels.stickers, initial="sticker-2x4")
    which = forms.ChoiceField(label=_("대상"), choices=LabelsFor.choices, initial=LabelsFor.TAKEN.value)
    start = forms.IntegerField(label=_("시작 칸"), min_value=1, max_value=labels.MOST_CELLS, initial=1)
    skip = CellsField(label=_("첫 장에서 건너뛸 칸"), required=False, initial="", help_text=_("예: 3, 7"))
