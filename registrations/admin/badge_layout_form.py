"""The form of one layout of badges: its paper, its blocks one by one, the code, the back, the pictures."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.fields import TOO_LONG, LineField, LinesField
from events.sheets.refusing import FileRefused
from registrations import labels
from registrations.badges import colours, design, editing, layouts, pictures
from registrations.badges.design import MOST_BLOCKS, SMALLEST_QR, Align, Block, Design, Field, QrPlace
from registrations.badges.editing import Draft
from registrations.labels import Material
from registrations.models import BadgeBack
from registrations.states import Category

PREFIX = "block"
LARGEST_SIZE = 150  # points of text, millimetres of a logo
A4 = (210, 297)
# Papers of an own size: what they are, and how wide and high; None where the label itself is the page.
PAPERS: dict[str, tuple[str, tuple[int, int] | None]] = {
    "sticker": (Material.STICKER, A4),
    "sticker-wide": (Material.STICKER, A4[::-1]),
    "hanging": (Material.HANGING, A4),
    "hanging-wide": (Material.HANGING, A4[::-1]),
    "roll": (Material.ROLL, None),
}
PAPER_NAMES = [
    ("sticker", gettext_lazy("스티커 용지 A4 세로")),
    ("sticker-wide", gettext_lazy("스티커 용지 A4 가로")),
    ("hanging", gettext_lazy("잘라 쓰는 A4 세로(목걸이 명찰)")),
    ("hanging-wide", gettext_lazy("잘라 쓰는 A4 가로(목걸이 명찰)")),
    ("roll", gettext_lazy("라벨 롤(한 장에 한 칸)")),
]


OWN_PAPER = ("paper", "width", "height", "columns", "rows", "gap_x", "gap_y", "left", "top")


def _mm(label: Any, least: float, most: float, **more: Any) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "0.1"})
    return forms.FloatField(label=label, min_value=least, max_value=most, widget=widget, **more)


def _dress(form: forms.Form) -> None:
    """Give the form's fields the admin's look."""
    for field in form.fields.values():
        if not isinstance(field, forms.BooleanField):
            field.widget.attrs.setdefault("class", "mf-input")


class BlockForm(forms.Form):
    """One block of the stack."""

    field = forms.ChoiceField(label=gettext_lazy("항목"), choices=Field.choices)
    text = LineField(label=gettext_lazy("문구"), max_length=100, required=False)
    size = forms.IntegerField(label=gettext_lazy("가장 큰 크기"), min_value=4, max_value=LARGEST_SIZE)
    lines = forms.IntegerField(label=gettext_lazy("줄 수"), min_value=1, max_value=6, initial=1)
    gap = _mm(gettext_lazy("위 간격(mm)"), 0, 100, initial=0)
    align = forms.ChoiceField(label=gettext_lazy("정렬"), choices=Align.choices)
    is_bold = forms.BooleanField(label=gettext_lazy("굵게"), required=False)
    is_foot = forms.BooleanField(label=gettext_lazy("맨 아래에"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("field") == Field.TEXT and not data.get("text") and "text" not in self.errors:
            self.add_error("text", _("넣을 문구를 적어 주세요."))
        if data.get("field") != Field.LOGO and (data.get("size") or design.SIZES[-1]) < design.SIZES[-1]:
            self.add_error("size", _("글자는 %(least)dpt 이상이어야 합니다.") % {"least": design.SIZES[-1]})
        return data

    def block(self) -> Block:
        """The block as it was asked for."""
        data = dict(self.cleaned_data)
        data["text"] = data["text"] if data["field"] == Field.TEXT else ""
        return Block(**data)


BlockFormSet = forms.formset_factory(
    BlockForm, extra=0, max_num=MOST_BLOCKS, absolute_max=MOST_BLOCKS, validate_max=True
)


class PictureField(forms.FileField):
    """A picture, which comes out as a PNG that is safe to keep."""

    widget = forms.FileInput

    def to_python(self, data: Any) -> bytes | None:  # type: ignore[override]
        file = super().to_python(data)
        if file is None:
            return None
        # One byte more than may be tells that it is too large, without reading the rest.
        try:
            return pictures.read(file.read(pictures.MOST_BYTES + 1))
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal), code="picture") from refusal


class LayoutForm(forms.Form):
    """Everything of a layout but its blocks. ``draft`` gives the two as one."""

    name = LineField(
        label=gettext_lazy("양식 이름"),
        max_length=editing.LONGEST_NAME,
        error_messages={"max_length": TOO_LONG},
    )
    sheet = forms.ChoiceField(label=gettext_lazy("용지"), required=False)
    paper = forms.ChoiceField(label=gettext_lazy("용지 종류"), choices=PAPER_NAMES, initial="hanging")
    width = _mm(gettext_lazy("칸 가로(mm)"), labels.SMALLEST, labels.LARGEST_PAGE[1], initial=95)
    height = _mm(gettext_lazy("칸 세로(mm)"), labels.SMALLEST, labels.LARGEST_PAGE[1], initial=123)
    columns = forms.IntegerField(
        label=gettext_lazy("가로 칸 수"), min_value=1, max_value=labels.MOST_CELLS, initial=2
    )
    rows = forms.IntegerField(
        label=gettext_lazy("세로 칸 수"), min_value=1, max_value=labels.MOST_CELLS, initial=2
    )
    gap_x = _mm(gettext_lazy("칸 사이 가로 간격(mm)"), 0, 200, initial=0)
    gap_y = _mm(gettext_lazy("칸 사이 세로 간격(mm)"), 0, 200, initial=0)
    left = _mm(gettext_lazy("왼쪽 여백(mm)"), 0, 200, required=False, help_text=gettext_lazy("비우면 가운데"))
    top = _mm(gettext_lazy("위 여백(mm)"), 0, 200, required=False, help_text=gettext_lazy("비우면 가운데"))
    margin = _mm(gettext_lazy("명찰 안쪽 여백(mm)"), 0, 30)
    qr_place = forms.ChoiceField(label=gettext_lazy("QR 코드 자리"), choices=QrPlace.choices)
    qr_size = _mm(
        gettext_lazy("QR 코드 크기(mm)"), 1, 100, help_text=gettext_lazy("둘레의 흰 여백은 따로 둡니다.")
    )
    back = forms.ChoiceField(label=gettext_lazy("뒷면"), choices=BadgeBack.choices)
    back_text = LinesField(
        label=gettext_lazy("뒷면 문구"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": TOO_LONG},
    )
    logo = PictureField(label=gettext_lazy("로고"), required=False)
    without_logo = forms.BooleanField(label=gettext_lazy("로고 지우기"), required=False)
    background = PictureField(label=gettext_lazy("배경 그림"), required=False)
    without_background = forms.BooleanField(label=gettext_lazy("배경 지우기"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheet: Any = self.fields["sheet"]
        sheet.choices = [*layouts.presets(), ("", _("크기를 직접 정함"))]
        for name in editing.PICTURES:
            self.fields[name].widget.attrs["accept"] = pictures.ACCEPTED
        for category in Category:
            self.fields[f"colour_{category}"] = forms.RegexField(
                colours.PATTERN,
                label=category.label,
                required=False,
                widget=forms.TextInput(attrs={"type": "color"}),
                error_messages={"invalid": _("색은 #0b62e0처럼 적어 주세요.")},
            )
        _dress(self)

    def own_paper(self) -> list[forms.BoundField]:
        """The fields of a paper of the organizer's own."""
        return [self[name] for name in OWN_PAPER]

    def face(self) -> list[forms.BoundField]:
        """What holds for the face as a whole."""
        return [self[name] for name in ("margin", "qr_place", "qr_size")]

    def bands(self) -> list[forms.BoundField]:
        """The colours of the categories."""
        return [self[f"colour_{category}"] for category in Category]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("sheet"):
            for name in OWN_PAPER:
                self.errors.pop(name, None)  # of a sheet that is not chosen
        if (
            data.get("back") == BadgeBack.TEXT
            and not data.get("back_text")
            and "back_text" not in self.errors
        ):
            self.add_error("back_text", _("뒷면에 넣을 문구를 적어 주세요."))
        return data

    def draft(self, blocks: list[Block]) -> Draft:
        """The layout as it was asked for; both forms are valid."""
        data = self.cleaned_data
        own_colours = {
            category: data[f"colour_{category}"]
            for category, usual in colours.COLOURS.items()
            if data[f"colour_{category}"] not in {"", usual}
        }
        return Draft(
            name=data["name"],
            sheet=data["sheet"],
            own_sheet=None if data["sheet"] else _own_sheet(data),
            design=Design(
                blocks=tuple(blocks),
                margin=data["margin"],
                qr_place=data["qr_place"],
                qr_size=data["qr_size"] if data["qr_place"] != QrPlace.NONE else SMALLEST_QR,
                colours=own_colours,
            ),
            back=data["back"],
            back_text=data["back_text"],
            logo=data["logo"] or (b"" if data["without_logo"] else None),
            background=data["background"] or (b"" if data["without_background"] else None),
        )


def _own_sheet(data: Mapping[str, Any]) -> dict[str, Any]:
    material, page = PAPERS[data["paper"]]
    width, height = data["width"], data["height"]
    columns, rows = (data["columns"], data["rows"]) if page else (1, 1)
    gaps = (data["gap_x"], data["gap_y"])
    row = {
        "material": str(material),
        "page": list(page or (width, height)),
        "cells": [columns, rows],
        "size": [width, height],
        "step_x": width + gaps[0],
        "step_y": height + gaps[1],
    }
    middle = [
        (side - count * size - (count - 1) * gap) / 2
        for side, count, size, gap in zip(row["page"], row["cells"], row["size"], gaps, strict=True)
    ]
    for name, centred in zip(("left", "top"), middle, strict=True):
        row[name] = round(centred if data[name] is None or not page else data[name], 3)
    return row
