"""The forms of a roster's import: the file, then what its columns hold and how its people are invited."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from events.sheets import headings, opening
from events.sheets.headings import Layout
from events.sheets.refusing import FileRefused
from events.sheets.table import Table
from registrations.rosters import columns
from registrations.rosters.columns import Field
from registrations.states import Category

LABELS = {
    Field.NAME: gettext_lazy("성명"),
    Field.TITLE: gettext_lazy("직위"),
    Field.DEPARTMENT: gettext_lazy("부서"),
    Field.ORGANIZATION: gettext_lazy("소속"),
    Field.EMAIL: gettext_lazy("이메일"),
    Field.PHONE: gettext_lazy("휴대전화"),
    Field.CATEGORY: gettext_lazy("참석구분"),
    Field.DIVISION: gettext_lazy("분과"),
    Field.SEATS: gettext_lazy("좌석 수"),
    Field.NOTE: gettext_lazy("비고"),
}
# What rosters write for a category besides its label.
SYNONYMS = {
    "VIP": Category.VIP,
    "귀빈": Category.VIP,
    "발표자": Category.SPEAKER,
    "발제자": Category.SPEAKER,
    "토론자": Category.PANEL,
    "좌장": Category.PANEL,
    "산업계": Category.COMPANY,
    "업계": Category.COMPANY,
    "학계": Category.ACADEMIA,
    "연구": Category.ACADEMIA,
    "연구계": Category.ACADEMIA,
    "공공기관": Category.AGENCY,
    "협회": Category.ASSOCIATION,
    "단체": Category.ASSOCIATION,
    "기자": Category.PRESS,
    "미디어": Category.PRESS,
}
MOMENT = UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"})


def words() -> dict[str, str]:
    """What a roster may write for a category, and the category's code."""
    return {str(category.label): category.value for category in Category} | {
        word: category.value for word, category in SYNONYMS.items()
    }


class FileForm(forms.Form):
    """Takes the file; its cells are in ``table`` once it is valid."""

    file = forms.FileField(
        label=gettext_lazy("파일"),
        allow_empty_file=True,
        help_text=gettext_lazy("엑셀(.xlsx) 또는 CSV · 5MB, 5,000행까지"),
        error_messages={"required": gettext_lazy("파일을 골라 주세요.")},
    )
    sheet = forms.CharField(required=False, max_length=100)

    table: Table

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is None:
            return data
        try:
            if file.size > opening.MOST_BYTES:
                raise FileRefused(opening.size_sentence())
            self.table = opening.read(file.read(), sheet=data.get("sheet", ""))
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return data


class MappingForm(forms.Form):
    """Which column holds what, as guessed until somebody says otherwise; and how the people are invited."""

    category = forms.ChoiceField(
        label=gettext_lazy("구분이 없는 행의 참석구분"),
        choices=Category.choices,
        widget=UnfoldAdminSelectWidget,
    )
    held_until = forms.DateTimeField(
        label=gettext_lazy("좌석 보류 기한"),
        required=False,
        widget=MOMENT,
        help_text=gettext_lazy("이때까지 좌석을 비워 둡니다. 비워 두면 답변할 때 남은 자리를 드립니다."),
        error_messages={"invalid": gettext_lazy("기한을 2027-03-15T18:00처럼 적어 주세요.")},
    )

    def __init__(self, data: Any = None, *, table: Table) -> None:
        self._guessed = columns.guess(table)
        initial: dict[str, Any] = {"category": Category.COMPANY}
        initial |= {f"column_{field}": str(column) for field, column in self._guessed.columns.items()}
        super().__init__(data, initial=initial)
        choices = [("", _("(없음)")), *_places(table, self._guessed)]
        for field, label in LABELS.items():
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, widget=UnfoldAdminSelectWidget
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [data.get(f"column_{field}") for field in LABELS if data.get(f"column_{field}")]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("한 열을 두 가지로 읽을 수 없습니다. 열을 다시 골라 주세요."))
        if not data.get(f"column_{Field.ORGANIZATION}"):
            raise forms.ValidationError(_("소속이 적힌 열을 골라 주세요."))
        return data

    @property
    def layout(self) -> Layout:
        """The columns as they stand in the form, or as guessed while nothing was sent."""
        if not self.is_bound or not self.is_valid():
            return self._guessed
        data = self.cleaned_data
        chosen = {field.value: data[f"column_{field}"] for field in LABELS}
        return self._guessed.chosen({field: int(column) for field, column in chosen.items() if column})

    @property
    def default_category(self) -> str:
        return str(self.cleaned_data["category"] if self.is_bound and self.is_valid() else Category.COMPANY)

    @property
    def kept_until(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["held_until"]
        return moment

    def columns(self) -> list[forms.BoundField]:
        return [self[f"column_{field}"] for field in LABELS]


def _places(table: Table, layout: Layout) -> list[tuple[str, str]]:
    return [
        (str(index), headings.place(layout.headings[index] if index < len(layout.headings) else "", index))
        for index in range(table.width)
    ]
