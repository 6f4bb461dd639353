"""The empty roster to hand out."""

import io

import openpyxl
import pytest

from registrations.rosters import templates
from tests.registrations.rosters.making import HONG, read


def filled(content):
    """The template with one line below its example, in the order of its headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    name, body, department, title, phone, email, category, seats, note = HONG
    for column, value in enumerate([category, body, department, title, name, phone, email, seats, note], 1):
        book.active.cell(3, column, value)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_template_that_was_filled_in_is_read_and_its_example_left_out():
    (row,) = read(filled(templates.render(language="ko", categories=["내빈", "기업"])))

    assert (row.number, row.invitee.name, row.invitee.category, row.warnings) == (3, "홍길동", "vip", ())


def test_template_offers_the_categories_and_keeps_phones_as_text():
    sheet = openpyxl.load_workbook(
        io.BytesIO(templates.render(language="ko", categories=["내빈", "기업"]))
    ).active

    assert [one.formula1 for one in sheet.data_validations.dataValidation] == ['"내빈,기업"']
    assert [cell.number_format for cell in sheet["F"][1:5]] == ["@"] * 4


@pytest.mark.parametrize("language", ["ko", "en"])
def test_template_without_anybody_gives_no_rows(language):
    assert read(templates.render(language=language)) == []
