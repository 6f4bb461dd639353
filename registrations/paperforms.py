"""What an organizer chooses about the papers of guests."""

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.nameplates import PlateSize, Whose
from registrations.ordering import Order

MOST_BLANK_ROWS = 300


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
    whose = forms.ChoiceField(label=_("대상"), choices=Whose.choices, initial=Whose.STAGE.value)
