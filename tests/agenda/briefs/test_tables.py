"""Columns of a timetable by their headings, their content or their order."""

import pytest

from agenda.briefs import reading, tables
from agenda.briefs.brief import BriefRefused, Given, Part, Person
from tests.agenda.briefs.test_reading import at

HEAD = "「제2회 M.AX 컨퍼런스」\n(일시) 2026. 5. 20.(수) 14:00~16:00\n"
HONG, KIM = Person("홍길동", "대표", "한국기계"), Person("김영희", "교수", "한국대")


def rows(table: str, **options) -> tuple:
    return reading.read(HEAD + table, **options).rows


@pytest.mark.parametrize(
    "table",
    [
        "시간\t내용\t발표자\t비고\n14:00~14:20 ('20)\t발제1. 데이터\t홍길동 대표(한국기계)\t영상",
        "연번\t구분\t시간\t내용\t발표자(소속)\t비고\n1\t발제\t14:00~14:20\t데이터\t한국기계 홍길동 대표\t영상",
        "시작\t종료\t내용\t연사\t비고\n14:00\t14:20\t[발제 1] 데이터\t홍길동 대표(한국기계)\t영상",
        "시각\t소요(분)\t세션명\t발표자\t비고\n14:00\t20\t발제1: 데이터\t홍길동 대표<sup>한국기계</sup>\t영상",
        "내용\t시간\t분\t비고\t발표자\n발제1. 데이터\t14:00\t20\t영상\t한국기계 홍길동 대표",
        "| 시 간 | 내 용 | 발표자/토론자 | 비고 |\n|---|---|---|---|\n| 14:00~14:20 | 발제1. 데이터 | 홍길동 대표(한국기계) | 영상 |",
        "일시\t내용\t발표자\t비고\n14:00~14:20\t발제1. 데이터\t홍길동 대표(한국기계)\t영상",
    ],
)
def test_columns_are_told_by_their_headings(table):
    (row,) = rows(table)

    assert (row.starts_at, row.minutes, row.kind, row.title) == (at(14), 20, "talk", "데이터")
    assert (row.parts, row.remark) == ((Part(HONG, "speaker"),), "영상")


def test_rooms_stand_side_by_side():
    table = "시간\t장소\t내용\n14:00~14:20\tA홀\t발제1. 데이터\n14:00~14:20\tB홀\t발제2. 로봇"

    assert [(row.starts_at, row.room, row.title) for row in rows(table)] == [
        (at(14), "A홀", "데이터"),
        (at(14), "B홀", "로봇"),
    ]


def test_rows_of_merged_cells_are_one_with_everybody():
    table = "시간\t내용\t발표자\n14:00~15:00\t패널토론\t홍길동 대표(한국기계)\n14:00~15:00\t패널토론\t김영희 교수(한국대)"

    (row,) = rows(table)

    assert row.parts == (Part(HONG, "panelist"), Part(KIM, "panelist"))


@pytest.mark.parametrize(
    ("table", "minutes", "note"),
    [
        (
            "14:00~14:20\t개회\n14:10~14:30\t토론",
            [20, 20],
            "세부일정의 시간이 서로 겹칩니다: 14:10~14:30 토론",
        ),
        (
            "14:00~14:20 (15')\t개회",
            [20],
            "시각과 길이가 맞지 않는 행이 있습니다: 개회 (시각으로는 20분, 적힌 길이는 15분)",
        ),
        ("14:20~14:00\t개회", [10], "끝나는 시각이 시작보다 늦지 않은 행이 있습니다: 개회"),
        ("15:50~16:20\t토론", [30], "행사 시간을 벗어난 행이 있습니다: 15:50~16:20 토론"),
    ],
)
def test_contradictions_of_a_draft_are_notes(table, minutes, note):
    with pytest.raises(BriefRefused):
        rows(table)

    brief = reading.read(HEAD + table, is_draft=True)

    assert ([row.minutes for row in brief.rows], brief.notes) == (minutes, (note,))


def test_what_is_given_stands_in_for_what_the_text_does_not_say():
    given = Given(name="산업성장포럼", day=at(14).date(), starts=14 * 60, ends=16 * 60)

    brief = reading.read("14:00~14:20\t개회\n14:20\t토론", given=given)

    assert (brief.name, brief.starts_at, brief.ends_at) == ("산업성장포럼", at(14), at(16))
    assert [row.minutes for row in brief.rows] == [20, 100]


def test_what_the_text_says_goes_before_what_is_given():
    given = Given(name="다른 이름", day=at(14).date().replace(day=1), starts=0, ends=60)

    brief = reading.read(HEAD + "14:00~14:20\t개회", given=given)

    assert (brief.name, brief.starts_at, brief.ends_at) == ("제2회 M.AX 컨퍼런스", at(14), at(16))


@pytest.mark.parametrize(
    ("cells", "is_head"), [(["시간", "내용"], True), (["내용"], False), (["장소", "코엑스"], False)]
)
def test_head_has_a_title_among_several_cells(cells, is_head):
    assert tables.is_head(cells) is is_head
