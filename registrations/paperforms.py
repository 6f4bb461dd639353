"""What an organizer chooses about the papers of guests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations import labels, nameplates
from registrations.badges import choosing
from registrations.badges.choosing import Sides, Whose
from registrations.nameplates import PlateSize
from registrations.ordering import Order
from registrations.states import Category

MOST_BLANK_ROWS = 300


class BadgeForm(forms.Form):
    """명찰."""

    layout = forms.CharField(
        label=_("명찰 양식"),
        required=False,
        initial="",
        help_text=_("비워 두면 참석구분마다 정한 양식입니다."),
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
    skip = forms.CharField(
        label=_("첫 장에서 건너뛸 칸"), required=False, initial="", help_text=_("예: 3, 7")
    )
    crop_marks = forms.ChoiceField(
        label=_("재단선"), choices=[("yes", _("넣음")), ("no", _("넣지 않음"))], initial="yes"
    )
    printer = forms.CharField(label=_("프린터"), required=False, initial="")

    def clean_skip(self) -> str:
        text: str = self.cleaned_data["skip"]
        try:
            choosing.numbers(text)
        except ValueError:
            raise forms.ValidationError(_("칸 번호를 쉼표로 나누어 적어 주세요. 예: 3, 7")) from None
        return text

    def clean_printer(self) -> str:
        text: str = self.cleaned_data["printer"]
        if text and not text.isdecimal():
            raise forms.ValidationError(_("프린터의 번호를 적어 주세요."))
        return text


class RegisterForm(forms.Form):
    """참석자 등록부."""

    order = forms.ChoiceField(label=_("순서"), choices=Order.choices, initial=Order.NAME.value)
    blank_rows = forms.IntegerField(
        label=_("현장등록용 빈 줄"), min_value=0, max_value=MOST_BLANK_ROWS, initial=20
    )


class DeskListForm(forms.Form):
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


class SettlementForm(forms.Form):
    """정산 자료."""

    order = forms.ChoiceField(label=_("순서"), choices=Order.choices, initial=Order.NAME.value)


class NameplateForm(forms.Form):
    """명패."""

    size = forms.ChoiceField(label=_("크기"), choices=PlateSize.choices, initial=PlateSize.A4_FOLDED.value)
    whose = forms.ChoiceField(
        label=_("대상"), choices=nameplates.Whose.choices, initial=nameplates.Whose.STAGE.value
    )
