"""Table files as offices save them, and files that are none."""

import pytest

from events.sheets import opening, table
from events.sheets.refusing import FileRefused
from tests import spreadsheets

ROWS = [["성명", "소속"], ["홍길동", "산업통상부"], ["똠방각하", "(주)뷁"]]
READ = tuple(tuple(row) for row in ROWS)
SHEET = spreadsheets.SHEET


def refused(content: bytes) -> str:
    with pytest.raises(FileRefused) as refusal:
        opening.read(content)
    return str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_each_encoding_and_with_each_separator(encoding, separator):
    assert opening.read(spreadsheets.text(ROWS, encoding=encoding, separator=separator)).rows == READ


def test_text_keeps_line_breaks_and_separators_in_quotes():
    rows = [["성명", "비고"], ["홍길동", "첫째, 둘째\n셋째"]]

    assert opening.read(spreadsheets.text(rows)).rows == tuple(map(tuple, rows))


def test_text_whose_first_line_names_the_separator():
    read = opening.read("sep=;\r\n성명;소속\r\n홍길동;가, 나\r\n".encode("cp949"))

    assert read.rows == ((), ("성명", "소속"), ("홍길동", "가, 나"))


def test_excel_gives_numbers_as_they_are_typed():
    read = opening.read(spreadsheets.xlsx([["번호"], [1012345678], [1012345678.0], [2.5], [True]]))

    assert read.column(0) == ["번호", "1012345678", "1012345678", "2.5", "True"]


def test_excel_that_keeps_texts_apart_is_read():
    assert opening.read(spreadsheets.as_excel(spreadsheets.xlsx(ROWS))).rows == READ


def test_merged_cells_of_excel_stand_in_each_place():
    content = spreadsheets.xlsx([["명단", None], ["가", "나"], [None, "다"]], merges=["A1:B1", "A2:A3"])

    assert opening.read(content).rows == (("명단", "명단"), ("가", "나"), ("가", "다"))


def test_first_sheet_with_a_table_is_read_and_any_other_by_its_name():
    content = spreadsheets.xlsx((), sheets={"표지": [["명단"]], "정부": ROWS, "기업": ROWS[:2]})

    read = opening.read(content)

    assert (read.sheet, read.sheets, read.rows) == ("정부", ("표지", "정부", "기업"), READ)
    assert opening.read(content, sheet="기업").rows == READ[:2]


def test_hidden_sheet_is_left_out_and_hidden_rows_are_told():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.parent["숨김"].sheet_state = "hidden"

    read = opening.read(spreadsheets.xlsx((), sheets={"명단": ROWS, "숨김": ROWS}, change=hide))

    assert (read.sheets, read.hidden_rows) == (("명단",), frozenset({2}))


def test_formula_gives_its_value_and_is_told_where_it_has_none():
    content = spreadsheets.xlsx([["좌석"], ["=1+1"], ["=2+2"]])
    sheet = spreadsheets.part(content, SHEET).replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")

    read = opening.read(spreadsheets.with_parts(content, {SHEET: sheet}))

    assert read.column(0)[:2] == ["좌석", "2"]
    assert read.hollow_cells == frozenset({(3, 0)})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "빈 파일"),
        (b" \r\n", "빈 파일"),
        (b",,,\r\n,,,", "빈 파일"),
        (spreadsheets.xlsx([[]]), "빈 파일"),
        (b"x" * (opening.MOST_BYTES + 1), "최대 5MB"),
        (b"%PDF-1.7", "표가 들어 있는 파일이 아닙니다"),
        (b"\x89PNG\r\n\x1a\n", "표가 들어 있는 파일이 아닙니다"),
        (b"\xff\xff\xff\xff\xfa", "글자를 읽을 수 없습니다"),
        (b"a\0b,c", "글자를 읽을 수 없습니다"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "웹 페이지로 저장된 표"),
        (b"PK\x03\x04" + b"x" * 100, "파일이 손상되었거나"),
        (spreadsheets.xlsx(ROWS)[:2_000], "파일이 손상되었거나"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "옛 형식"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "암호가 걸린 파일"),
        (spreadsheets.text([["가", "나"]] * (table.MOST_ROWS + 1)), "행이 너무 많습니다"),
        (spreadsheets.text([["가"]] * (table.MOST_ROWS * 2 + 1)), "행이 너무 많습니다"),
        (spreadsheets.text([["a" * 100_000, "b"]] * 31), "글자가 너무 많은"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_file_of_another_kind_is_refused(content, reason):
    assert reason in refused(content)


def test_row_far_below_is_refused_and_not_lost():
    content = spreadsheets.xlsx(ROWS, change=lambda sheet: sheet.cell(table.MOST_ROWS + 7, 1, "김철수"))

    assert "행이 너무 많습니다" in refused(content)


def test_formatted_rows_without_contents_are_no_rows():
    def style(sheet):
        for row in range(4, 40):
            sheet.cell(row, 1).number_format = "@"

    assert opening.read(spreadsheets.xlsx(ROWS, change=style)).rows == READ


def test_merges_that_name_too_many_cells_are_refused():
    content = spreadsheets.xlsx([["가"]] * 4_000)
    merges = b'<mergeCells count="900">' + b'<mergeCell ref="A1:BH4000"/>' * 900 + b"</mergeCells>"
    sheet = spreadsheets.part(content, SHEET).replace(b"</sheetData>", b"</sheetData>" + merges)

    assert "행이 너무 많습니다" in refused(spreadsheets.with_parts(content, {SHEET: sheet}))


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_letter_is_what_excel_calls_a_column(index, letter):
    assert table.letter(index) == letter
