"""Lists of organizations as rows."""

import pytest

from events.directory import reading
from events.directory.entry import Entry
from events.models import Division
from events.sheets import opening
from events.sheets.refusing import FileRefused
from tests import spreadsheets

DIVISIONS = [
    Division(pk=1, name="AI 팩토리", name_en="AI Factory"),
    Division(pk=2, name="AI 유통·물류"),
    Division(pk=3, name="자율주행차"),
    Division(pk=4, name="AI 가전"),
]
HEADINGS = ["기관명", "약칭", "영문명", "구분", "분과", "담당자", "직위", "이메일", "연락처"]


def read(*lines, headings=HEADINGS):
    table = opening.read(spreadsheets.xlsx([headings, *lines]))
    return reading.read(table, reading.layout(table), DIVISIONS)


def test_row_becomes_an_entry():
    (row,) = read(
        [
            "㈜인터엑스",
            "인터엑스",
            "InterX",
            "산업계",
            "AI팩토리, 자율주행차 분과",
            "홍길동",
            "팀장",
            "Hong@a.kr",
            1012345678,
        ]
    )

    assert (row.number, row.title, row.errors) == (2, "(주)인터엑스", ())
    assert row.entry == Entry(
        "(주)인터엑스",
        "인터엑스",
        "InterX",
        "industry",
        (1, 3),
        "홍길동",
        "팀장",
        "hong@a.kr",
        "+821012345678",
    )


@pytest.mark.parametrize(
    ("text", "pks"),
    [
        ("AI 팩토리", (1,)),
        ("ai팩토리 분과", (1,)),
        ("팩토리", (1,)),
        ("AI Factory", (1,)),
        ("유통·물류", (2,)),
        ("AI 유통ㆍ물류, 가전", (2, 4)),
        ("가전·자율주행차", (4, 3)),
        ("자율주행차; 가전 / 자율주행차,", (3, 4)),
        ("", ()),
    ],
)
def test_divisions_are_known_however_they_are_written(text, pks):
    (row,) = read(["기관", "", "", "", text])

    assert (row.errors, row.entry.divisions) == ((), pks)


@pytest.mark.parametrize(
    ("text", "sector"),
    [("政", "government"), ("공공기관", "government"), ("산", "industry"), ("기업", "industry"), ("學", "academia"),
     ("연구기관", "research"), ("협·단체", "association"), ("협회", "association"), ("언론", "press"), ("", "")],
)  # fmt: skip
def test_sector_is_known_by_its_word(text, sector):
    (row,) = read(["기관", "", "", text])

    assert (row.errors, row.entry.sector) == ((), sector)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (["", "약칭"], "기관명이 없습니다."),
        (["기" * 121], "기관명(A열): 120자까지 쓸 수 있습니다. 지금은 121자입니다."),
        (["기관", "", "", "화성"], "구분(D열): 「화성」(은)는 없는 구분입니다."),
        (["기관", "", "", "", "가전, 로봇"], "분과(E열): 「로봇」 분과가 없습니다."),
        (["기관", "", "", "", "", "", "", "x@"], "이메일(H열): 이메일 주소를 확인해 주세요."),
        (["기관", "", "", "", "", "", "", "", "12"], "연락처(I열): 전화번호를 확인해 주세요"),
        (["기관", "", "", "", "", "901231-1234567"], "담당자(F열): 주민등록번호로 보이는"),
    ],
)
def test_row_that_is_wrong_says_where_and_why(line, error):
    (row,) = read(line)

    assert row.entry is None
    assert [one[: len(error)] for one in row.errors] == [error]


def test_body_listed_once_for_each_division_is_one_row():
    rows = read(
        ["(주)인터엑스", "", "", "산", "가전"], ["인터엑스", "인터엑스", "", "", "자율주행차"], ["다른 기관"]
    )

    assert [(row.number, row.title) for row in rows] == [(2, "(주)인터엑스"), (4, "다른 기관")]
    assert (rows[0].entry.divisions, rows[0].entry.short_name, rows[0].entry.sector) == (
        (4, 3),
        "인터엑스",
        "industry",
    )


def test_body_listed_twice_with_different_contents_is_an_error():
    first, second = read(["기관", "가"], ["기관", "나"])

    assert (first.errors, second.errors) == (
        (),
        ("2행과 같은 기관인데 내용이 다릅니다. 한 행으로 합쳐 주세요.",),
    )


def test_english_headings_are_known():
    headings = [
        "Organization name", "Short name", "Organization name (English)", "Sector", "Division", "Contact name",
        "Contact job title", "Contact email", "Contact phone",
    ]  # fmt: skip

    (row,) = read(
        ["기관", "약", "Body", "Press", "AI Factory", "Hong", "Lead", "a@b.kr", "1012345678"],
        headings=headings,
    )

    assert row.entry == Entry("기관", "약", "Body", "press", (1,), "Hong", "Lead", "a@b.kr", "+821012345678")


def test_list_without_names_is_refused():
    with pytest.raises(FileRefused, match="기관명 열을 찾을 수 없습니다"):
        read(["가", "나"], headings=["구분", "이메일"])
