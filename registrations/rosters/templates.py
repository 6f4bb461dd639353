"""An empty roster to hand out: headings, one row that shows how to fill it, phone numbers kept as text."""

import io
from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from registrations.rosters.columns import Field
from registrations.rosters.people import EXAMPLE_ADDRESS

_HEAD = PatternFill("solid", fgColor="E6E8EA")
_WIDTHS = {Field.NAME: 14, Field.ORGANIZATION: 28, Field.EMAIL: 28, Field.PHONE: 18, Field.NOTE: 30}
_WIDTH = 16
_ROWS_AS_TEXT = 500
_LONGEST_LIST = 255  # characters; Excel takes no longer list of choices


def render(*, language: str, categories: Sequence[str] = ()) -> bytes:
    """The workbook; ``categories`` are the names that its column of categories lets one choose from."""
    with translation.override(language):
        columns = _columns(categories[0] if categories else "")
        book = Workbook()
        sheet = book.active
        sheet.title = _("초청 명단")
        sheet.append([heading for heading, _example in columns.values()])
        sheet.append([example for _heading, example in columns.values()])
    for index, field in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = _WIDTHS.get(field, _WIDTH)
        sheet.cell(1, index).font = Font(bold=True)
        sheet.cell(1, index).fill = _HEAD
        sheet.cell(2, index).font = Font(italic=True, color="6D7882")
        if field is Field.PHONE:
            for row in range(2, _ROWS_AS_TEXT):
                sheet.cell(row, index).number_format = "@"  # otherwise Excel takes the first 0 away
        if field is Field.CATEGORY:
            _offer(sheet, letter, categories)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(category: str) -> dict[Field, tuple[str, str]]:
    """Each field's heading and its example, which the reader leaves out by its address."""
    return {
        Field.CATEGORY: (_("참석구분"), category),
        Field.ORGANIZATION: (_("소속"), _("한국산업기관")),
        Field.DEPARTMENT: (_("부서"), _("정책기획팀")),
        Field.TITLE: (_("직위"), _("팀장")),
        Field.NAME: (_("성명"), _("홍길동(보기)")),
        Field.PHONE: (_("휴대전화"), "010-1234-5678"),
        Field.EMAIL: (_("이메일"), EXAMPLE_ADDRESS),
        Field.SEATS: (pgettext("roster", "좌석"), "1"),
        Field.NOTE: (_("비고"), _("이 행은 지우지 않아도 가져오지 않습니다.")),
    }


def _offer(sheet: object, letter: str, categories: Sequence[str]) -> None:
    choices = ",".join(one.replace(",", " ").replace('"', "") for one in categories)
    if choices and len(choices) <= _LONGEST_LIST:
        validation = DataValidation(
            type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False
        )
        validation.add(f"{letter}2:{letter}{_ROWS_AS_TEXT}")
        sheet.add_data_validation(validation)  # type: ignore[attr-defined]
