"""Which column of a roster holds what."""

import pytest

from events.sheets.table import Table
from registrations.rosters import columns
from registrations.rosters.columns import Field
from tests.registrations.rosters.making import HEADINGS, HONG


def guessed(*rows):
    layout = columns.guess(Table(tuple(map(tuple, rows))))
    return layout.header_row, dict(layout.columns)


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        (
            Field.NAME,
            ["성명", "이름", "성함", "성 명", "참석자명", "초청 대상", "성명(한글)", "Name", "*성명"],
        ),
        (
            Field.ORGANIZATION,
            ["소속", "기관", "기관명", "회사", "업체명", "소속 기관", "소속(기관명)", "Company"],
        ),
        (Field.DEPARTMENT, ["부서", "부서명", "소속부서", "Department"]),
        (Field.TITLE, ["직위", "직급", "직책", "직위/직급", "직위(직책)", "Title"]),
        (
            Field.PHONE,
            ["휴대전화", "연락처", "핸드폰", "전화번호", "H.P", "휴대폰 번호", "Mobile", "연락처(휴대폰)"],
        ),
        (Field.EMAIL, ["이메일", "E-mail", "메일", "이메일 주소", "e-Mail", "전자우편"]),
        (Field.CATEGORY, ["구분", "참석구분", "분류", "Category"]),
        (Field.DIVISION, ["분과", "소속 분과"]),
        (Field.SEATS, ["좌석", "인원", "석", "좌석 수", "인원(명)", "Seats"]),
        (Field.NOTE, ["비고", "특이사항", "Note"]),
    ],
)
def test_heading_is_known_by_its_words(field, headings):
    for heading in headings:
        other = "이메일" if field is not Field.EMAIL else "성명"
        fields = guessed(["연번", heading, other], ["1", "", ""])[1]
        assert fields == {field: 1, (Field.EMAIL if other == "이메일" else Field.NAME): 2}, heading


def test_english_headings_are_known():
    headings = [
        "Attending as",
        "Organization",
        "Department",
        "Job title",
        "Name",
        "Mobile phone",
        "Email",
        "Seats",
    ]

    assert guessed([*headings, "Remarks"], ["", "MOTIR", "", "", "Hong", "", "", "", ""])[1] == {
        "category": 0, "organization": 1, "department": 2, "title": 3, "name": 4, "phone": 5, "email": 6, "seats": 7,
        "note": 8,
    }  # fmt: skip


def test_name_in_another_script_is_not_the_name():
    assert guessed(["성명(영문)", "한자 성명", "성명", "소속"], ["", "", "홍길동", ""])[1] == {
        "name": 2,
        "organization": 3,
    }


def test_headings_are_found_below_titles_and_notes():
    header, fields = guessed(["초청 명단"], ["(단위: 명)"], [], HEADINGS, HONG)

    assert header == 4
    assert fields == {
        "name": 0, "organization": 1, "department": 2, "title": 3, "phone": 4, "email": 5, "category": 6, "seats": 7,
        "note": 8,
    }  # fmt: skip


def test_headings_in_two_rows_are_read_together():
    header, fields = guessed(
        ["연번", "성명", "소속", "소속", "연락처", "연락처"],
        ["", "", "기관명", "부서", "휴대전화", "이메일"],
        ["1", "홍길동", "산업통상부", "정책과", "", ""],
    )

    assert header == 2
    assert fields == {"name": 1, "organization": 2, "department": 3, "phone": 4, "email": 5}


def test_mobile_phone_goes_before_the_phone_of_the_office_and_of_an_assistant():
    _header, fields = guessed(
        ["성명", "전화번호", "담당자 연락처", "휴대폰", "담당자"], ["홍길동", "", "", "", ""]
    )

    assert fields == {"name": 0, "phone": 3}


def test_columns_without_headings_are_known_by_their_cells():
    header, fields = guessed(
        ["1", "산업통상부", "홍길동", "과장", "010-1234-5678", "hong@motir.go.kr"],
        ["2", "(주)인터엑스", "박정윤", "대표", "1022223333", "park@interx.com"],
        ["3", "명지대학교", "박정호", "교수", "", ""],
    )

    assert header == 0
    assert fields == {"organization": 1, "name": 2, "title": 3, "phone": 4, "email": 5}


def test_column_that_its_heading_does_not_tell_is_known_by_its_cells():
    assert guessed(["성명", "소속", "회신처"], ["홍길동", "산업통상부", "hong@motir.go.kr"]) == (
        1,
        {"name": 0, "organization": 1, "email": 2},
    )


def test_columns_that_a_person_chose_stand_instead():
    layout = columns.guess(Table((("성명", "소속"), ("홍길동", "산업통상부"))))

    chosen = layout.chosen({Field.NAME: 1})

    assert (chosen.cell(("홍길동", "산업통상부"), Field.NAME), chosen.place(Field.NAME)) == (
        "산업통상부",
        "소속(B열)",
    )
