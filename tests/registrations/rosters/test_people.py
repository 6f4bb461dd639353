"""The rows of rosters: read right, or refused with a sentence that names the column."""

import unicodedata

import pytest

from registrations.rosters.invitee import Invitee
from tests import spreadsheets
from tests.registrations.rosters.making import (
    HEADINGS,
    HONG,
    OFFICIAL,
    OFFICIAL_MERGES,
    brief,
    line,
    read,
    rows,
)

CLEAN = Invitee(
    "홍길동", "과장", "인공지능정책과", "산업통상부", "hong@motir.go.kr", "+821012345678", "vip", 1, "", "", 2
)


def one(*lines, **options):
    (row,) = rows(*lines, **options)
    return row


def test_official_workbook_is_read_right():
    """Merged titles, headings in two rows, numeric phones, spaced names, sums and a note."""
    read_rows = read(spreadsheets.xlsx(OFFICIAL, merges=OFFICIAL_MERGES))

    assert [(row.number, *brief(row), row.invitee.category, row.errors, row.warnings) for row in read_rows] == [
        (6, "홍길동", "과장", "산업통상부", "+821012345678", "hong@motir.go.kr", "vip", (), ()),
        (7, "박정윤", "", "(주)인터엑스", "+821012345679", "park@interx.com", "vip", (), ()),
        (9, "박정호", "교수", "명지대학교", "+821022223333", "park@mju.ac.kr", "academia", (), ()),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_file_is_read_right(encoding, separator):
    content = spreadsheets.text([["초청 명단"], [], HEADINGS, HONG], encoding=encoding, separator=separator)

    (row,) = read(content)

    assert (row.number, brief(row)) == (4, (*brief(one(HONG)),))


def test_row_becomes_a_clean_invitee():
    row = one(HONG)

    assert (row.invitee, row.errors, row.warnings, row.same_as) == (CLEAN, (), (), None)


def test_hangul_that_macos_took_apart_is_put_together():
    row = one([unicodedata.normalize("NFD", cell) for cell in HONG])

    assert row.invitee == CLEAN


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"이메일": "hong@"}, "이메일(F열): 이메일 주소를 확인해 주세요. 예: gildong@example.com"),
        ({"휴대전화": "1.01E+09"}, "휴대전화(E열): 엑셀이 번호를 지수(1.01E+09)로 줄여"),
        ({"휴대전화": "010-12"}, "휴대전화(E열): 전화번호를 확인해 주세요"),
        ({"휴대전화": "901231-1234567"}, "휴대전화(E열): 주민등록번호로 보이는"),
        ({"비고": "901231-1234567"}, "비고(I열): 주민등록번호로 보이는"),
        ({"좌석": "두셋"}, "좌석(H열): 좌석 수를 1부터 300까지의 숫자로"),
        ({"좌석": "0"}, "좌석(H열): 좌석 수를 1부터 300까지의 숫자로"),
        ({"성명": "홍길동😀"}, "성명(A열): 그림 문자(이모지)나"),
        ({"성명": "홍" * 61}, "성명(A열): 60자까지 쓸 수 있습니다. 지금은 61자입니다."),
        ({"성명": "홍길동, 김철수"}, "성명(A열): 한 칸에 여러 사람이 있습니다."),
        ({"성명": ""}, "성명이 없습니다. 성명을 적거나, 기관 좌석이면"),
        ({"소속": "#REF!"}, "소속(B열): 셀에 엑셀의 오류 값(#REF!)이 있습니다."),
        ({"직위": "#N/A"}, "직위(D열): 셀에 엑셀의 오류 값(#N/A)이 있습니다."),
    ],
)
def test_row_that_is_wrong_says_where_and_why(values, sentence):
    row = one(line(**values))

    assert row.invitee is None
    (error,) = row.errors
    assert error.startswith(sentence)


def test_resident_number_in_a_column_that_is_not_read_is_refused():
    row = one([*HONG, "901231-1234567"], headings=[*HEADINGS, "주민번호"])

    assert row.errors[0].startswith("주민번호(J열): 주민등록번호로 보이는")
    assert row.invitee is None


def test_each_wrong_cell_of_a_row_is_told():
    row = one(line(이메일="hong", 휴대전화="12", 성명=""))

    assert [error.partition(":")[0] for error in row.errors] == [
        "성명이 없습니다. 성명을 적거나, 기관 좌석이면 소속과 좌석 수를 함께 적어 주세요.",
        "이메일(F열)",
        "휴대전화(E열)",
    ]


def test_formula_without_its_value_is_an_error_of_its_row():
    row = one(line(소속="=A1"))

    assert row.errors == ("소속(B열): 수식만 있고 값이 없습니다. 엑셀에서 열어 저장한 뒤 다시 올려 주세요.",)


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        ({"이메일": ""}, "이메일이 없어 초대 메일을 보낼 수 없습니다."),
        ({"소속": ""}, "소속이 없습니다."),
        ({"구분": "화성인"}, "구분(G열): 「화성인」(은)는 없는 구분이라 기본값으로 둡니다."),
        ({"이메일": "a@b.kr, c@d.kr"}, "이메일(F열): 주소가 여럿이라 첫 번째(a@b.kr)만 씁니다."),
        (
            {"휴대전화": "02-600-1234, 010-1234-5678"},
            "휴대전화(E열): 번호가 여럿이라 010-1234-5678만 씁니다.",
        ),
        ({"성명": "홍길동 외 3명"}, "성명(A열): 「외 3명」을 좌석 4석으로 읽었습니다."),
        ({"비고": "가" * 201}, "비고(I열): 길어서 200자까지만 남깁니다."),
    ],
)
def test_row_that_is_doubtful_is_read_and_says_so(values, warning):
    row = one(line(**values))

    assert (row.errors, row.warnings) == ((), (warning,))
    assert row.invitee is not None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("내빈", "vip"), ("vip", "vip"), ("VIP석", "vip"), ("내 빈", "vip"), ("학계(교수)", "academia"),
        ("언론사", "press"), ("", "general"), ("-", "general"),
    ],
)  # fmt: skip
def test_category_is_known_by_its_word(word, code):
    assert one(line(구분=word)).invitee.category == code


@pytest.mark.parametrize(
    ("text", "seats"), [("5석", 5), ("5명", 5), ("5", 5), ("5.0", 5), ("총 12명", 12), ("５석", 5), ("", 1)]
)
def test_seats_are_read_with_their_unit(text, seats):
    assert one(line(좌석=text)).invitee.seats == seats


@pytest.mark.parametrize("values", [{"좌석": "5석"}, {"비고": "5석"}])
def test_seats_of_a_body_need_no_name(values):
    row = one(line(성명="", 직위="", **values))

    assert (row.errors, row.invitee.name, row.invitee.organization, row.invitee.seats) == (
        (), "", "산업통상부", 5,
    )  # fmt: skip


def test_title_is_taken_from_the_body_where_no_column_has_it():
    row = one(["홍길동", "산업통상부 과장"], headings=["성명", "소속"])

    assert (row.invitee.organization, row.invitee.title) == ("산업통상부", "과장")


def test_ditto_marks_stand_for_the_cell_above():
    first, second = rows(
        HONG, line(성명="김철수", 소속="〃", 부서="상동", 이메일="kim@motir.go.kr", 휴대전화="")
    )

    assert (second.invitee.organization, second.invitee.department) == (
        first.invitee.organization,
        first.invitee.department,
    )


def test_rows_that_are_nobody_are_left_out():
    found = rows(
        ["□ 정부"],
        HONG,
        ["소계", "", "", "", "1명"],
        [],
        HEADINGS,
        ["", "", "", "", "", "", "", "", ""],
        ["※ 변경될 수 있음"],
        ["합계(총 1명)"],
    )

    assert [row.number for row in found if not row.errors] == [3]


def test_heading_between_rows_gives_their_category():
    content = spreadsheets.xlsx(
        [
            HEADINGS,
            ["□ 언론 (1명)"],
            line(구분=""),
            ["□ 그 밖"],
            line(성명="김철수", 구분="", 이메일="kim@a.kr"),
        ],
        merges=["A2:I2", "A4:I4"],
    )

    assert [row.invitee.category for row in read(content)] == ["press", "general"]


def test_hidden_row_is_read_and_told():
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    (row,) = read(spreadsheets.xlsx([HEADINGS, HONG], change=hide))

    assert row.warnings == ("엑셀에서 숨긴 행입니다. 초청할 사람이 맞는지 확인해 주세요.",)


def test_cell_that_was_marked_as_text_loses_its_mark():
    assert one(line(비고="'+동반 1인")).invitee.note == "+동반 1인"


def test_two_thousand_rows_are_read_each():
    lines = [
        [
            f"홍{chr(0xAC00 + number)}",
            f"기관{number}",
            "",
            "",
            1010000000 + number,
            f"u{number}@a.kr",
            "기업",
            "",
            "",
        ]
        for number in range(2_000)
    ]

    found = rows(*lines)

    assert [(row.number, row.errors, row.warnings) for row in found] == [
        (number + 2, (), ()) for number in range(2_000)
    ]
    assert found[-1].invitee.phone == "+821010001999"
