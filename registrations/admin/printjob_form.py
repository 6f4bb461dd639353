"""The forms of the page "명찰 출력": what is printed and why, and which of it was spoiled."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.fields import LineField
from registrations.badges.confirming import Spoiled
from registrations.badges.printing import Why
from registrations.models import PrintReason
from registrations.paperforms import BadgeForm

_ASKED = (PrintReason.LOST, PrintReason.DAMAGED, PrintReason.MISTAKE, PrintReason.OTHER)
_MOST_NUMBERS = 20_000


class PrintForm(BadgeForm):
    """What is printed, as for the paper of badges; and in which language, where and why."""

    language = forms.ChoiceField(
        label=gettext_lazy("언어"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    station = LineField(
        label=gettext_lazy("출력 장소"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("예: 사무실, 1번 데스크"),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("다시 출력하는 사유"),
        choices=[("", gettext_lazy("없음(처음 출력)")), *((one.value, one.label) for one in _ASKED)],
        required=False,
    )
    note = LineField(label=gettext_lazy("사유 설명"), max_length=200, required=False)
    renews_codes = forms.BooleanField(
        label=gettext_lazy("옛 명찰을 폐기하고 새 등록번호로 출력"),
        required=False,
        help_text=gettext_lazy(
            "옛 명찰과 이미 받은 메일의 QR 코드로는 입장할 수 없게 됩니다. 개인 링크는 그대로이고, 그 화면에 새 QR 코드가 나옵니다."
        ),
    )
    WHOSE = ("whose", "category", "organization", "first_letter", "order")
    HOW = ("layout", "sides", "start", "skip", "crop_marks", "printer", "language", "station")
    AGAIN = ("reason", "note", "renews_codes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.visible_fields():
            if not isinstance(field.field.widget, forms.CheckboxInput):
                field.field.widget.attrs["class"] = "mf-input"

    def options(self) -> dict[str, Any]:
        """What the paper of badges asks, of cleaned data."""
        return {name: self.cleaned_data[name] for name in BadgeForm.base_fields}

    def why(self) -> Why:
        data = self.cleaned_data
        return Why(data["station"], data["reason"], data["note"])

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields as the page shows them, under their headings."""
        headed = [(_("누구의 명찰"), self.WHOSE), (_("용지와 방식"), self.HOW)]
        return [(heading, [self[name] for name in names]) for heading, names in headed]

    def again(self) -> list[forms.BoundField]:
        return [self[name] for name in self.AGAIN]


class SpoiledForm(forms.Form):
    """Which badges of a job came to nothing: ticked in the list, by their numbers, or by whole sheets."""

    ticked = forms.TypedMultipleChoiceField(required=False, coerce=int)
    numbers = forms.CharField(required=False, max_length=2000)
    sheets = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, badges: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ticked"].choices = [(number, number) for number in badges]  # type: ignore[attr-defined]

    def clean_numbers(self) -> frozenset[int]:
        return _numbers(self.cleaned_data["numbers"])

    def clean_sheets(self) -> frozenset[int]:
        return _numbers(self.cleaned_data["sheets"])

    def spoiled(self) -> Spoiled:
        data = self.cleaned_data
        return Spoiled(data["numbers"] | frozenset(data["ticked"]), data["sheets"])


def _numbers(text: str) -> frozenset[int]:
    """``3, 7, 12-15``: the numbers in it."""
    found: set[int] = set()
    for part in text.replace("~", "-").replace(",", " ").split():
        span = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", part)
        if span is None:
            raise forms.ValidationError(_("번호를 쉼표로 나누어 적어 주세요. 예: 3, 7, 12-15"))
        first, last = int(span[1]), int(span[2] or span[1])
        if not 0 <= last - first < _MOST_NUMBERS:
            raise forms.ValidationError(_("번호를 쉼표로 나누어 적어 주세요. 예: 3, 7, 12-15"))
        found.update(range(first, last + 1))
    return frozenset(found)
