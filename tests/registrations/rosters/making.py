"""Rosters as officials save them, and reading them in one step."""

from events.sheets import opening
from registrations.rosters import columns, people
from tests import spreadsheets

CATEGORIES = {
    "내빈": "vip", "VIP": "vip", "연사": "speaker", "패널": "panel", "기업": "industry", "학계": "academia",
    "언론": "press", "일반": "general",
}  # fmt: skip
HEADINGS = ["성명", "소속", "부서", "직위", "휴대전화", "이메일", "구분", "좌석", "비고"]
HONG = ["홍길동", "산업통상부", "인공지능정책과", "과장", "010-1234-5678", "hong@motir.go.kr", "내빈", "", ""]
# As a ministry's office prepares it: a title, a unit, headings in two rows, phones that Excel turned into numbers.
OFFICIAL = [
    ["2026년 M.AX 컨퍼런스 초청 명단"],
    [None, None, None, None, None, None, None, "(단위: 명)"],
    [],
    ["연번", "구분", "소속", None, "성명", "연락처", None, "비고"],
    [None, None, "기관명", "부서", None, "휴대전화", "이메일", None],
    [1, "내빈", "산업통상부", "인공지능정책과", "홍 길 동 과장", 1012345678, "hong@motir.go.kr", None],
    [2, None, "㈜인터엑스", None, "박정윤(朴正允)", 1.012345679e9, "mailto:PARK@interx.com", "대표"],
    ["소계", None, None, None, "2명", None, None, None],
    [3, "학계", "명지대학교", None, "박정호 교수", "010-2222-3333", "park @ mju.ac.kr", None],
    ["합 계", None, None, None, "3명", None, None, None],
    ["※ 5. 10.(일)까지 회신 바랍니다."],
]
OFFICIAL_MERGES = [
    "A1:H1", "C4:D4", "F4:G4", "A4:A5", "B4:B5", "E4:E5", "H4:H5", "B6:B7", "A8:D8", "A10:D10", "A11:H11",
]  # fmt: skip


def read(content: bytes, *, sheet=""):
    table = opening.read(content, sheet=sheet)
    layout = columns.guess(table)
    return people.read(table, layout, categories=CATEGORIES, default_category="general")


def rows(*lines, headings=HEADINGS):
    """The rows of a roster of these lines, saved as XLSX."""
    return read(spreadsheets.xlsx([headings, *lines]))


def line(**values):
    """Hong's line with some cells changed, by their headings."""
    return [values.get(heading, cell) for heading, cell in zip(HEADINGS, HONG, strict=True)]


def brief(row):
    """What mostly tells a row: name, title, organization, phone, address."""
    one = row.invitee
    return (one.name, one.title, one.organization, one.phone, one.email)
