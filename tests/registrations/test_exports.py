import csv
import io

import openpyxl
import pytest

from registrations import exports
from registrations.models import CheckInOutcome, Registration
from registrations.states import RegistrationState
from tests.factories.events import START, EventFactory
from tests.factories.registrations import RegistrationFactory, ScanFactory
from tests.factories.seating import make_area, sit

HEADS = [
    "등록번호",
    "행사",
    "성명",
    "소속",
    "부서",
    "직위",
    "휴대전화",
    "이메일",
    "참석구분",
    "상태",
    "대기 순번",
    "등록 시각",
    "입장 시각",
]


def _csv_rows() -> list[list[str]]:
    content, _type = exports.render(Registration.objects.order_by("pk"), name="csv")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _sheet() -> openpyxl.worksheet.worksheet.Worksheet:
    content, _type = exports.render(Registration.objects.order_by("pk"), name="xlsx")
    return openpyxl.load_workbook(io.BytesIO(content)).active


@pytest.mark.parametrize(
    "text", ["=1+1", "+82", "-5", "@SUM(A1)", "＝1+1", "＋82", "－5", "＠SUM(A1)", "\tx", "\rx"]
)
def test_text_that_would_be_a_formula_is_marked_as_text(text):
    assert exports.defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "홍길동", "010-1234-5678", "a=b", "1+1"])
def test_harmless_text_stays_as_it_is(text):
    assert exports.defuse(text) == text


def test_csv_begins_with_the_mark_that_excel_looks_for(db):
    RegistrationFactory()

    content, content_type = exports.render(Registration.objects.all(), name="csv")

    assert content[:3] == b"\xef\xbb\xbf"
    assert content_type == "text/csv"


def test_csv_holds_a_row_a_guest_in_korean(db):
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    guest = RegistrationFactory(
        event=event,
        name="홍길동",
        phone="+821012345678",
        state=RegistrationState.WAITLISTED,
        waiting_number=3,
    )

    assert _csv_rows() == [
        HEADS,
        [
            guest.code,
            "제1회 M.AX 컨퍼런스",
            "홍길동",
            "한국기계",
            "",
            "과장",
            "010-1234-5678",
            guest.email,
            "기업",
            "대기",
            "3",
            "2027-03-01 12:00",
            "",
        ],
    ]


def test_csv_tells_when_a_guest_came_in(db):
    guest = RegistrationFactory()
    for outcome in (CheckInOutcome.ENTERED, CheckInOutcome.ALREADY):
        ScanFactory(registration=guest, outcome=outcome, at=START)

    assert [row[-1] for row in _csv_rows()] == ["입장 시각", "2027-03-22 14:00"]


def test_number_of_the_waiting_list_is_gone_once_the_guest_has_a_seat(db):
    RegistrationFactory(state=RegistrationState.CONFIRMED, waiting_number=3)

    assert _csv_rows()[1][10] == ""


def test_csv_runs_no_formula_from_any_field(db):
    RegistrationFactory(name="=HYPERLINK(1)", organization="@회사", department="-1", title="+1")

    assert _csv_rows()[1][2:6] == ["'=HYPERLINK(1)", "'@회사", "'-1", "'+1"]


def test_xlsx_holds_the_same_as_text(db):
    RegistrationFactory(name="=1+1")

    sheet = _sheet()

    assert [cell.value for cell in sheet[1]] == HEADS
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("'=1+1", "s")
    assert (sheet["G2"].value, sheet["G2"].data_type) == ("010-1234-5678", "s")


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_unprintable_text_breaks_no_file(db, name):
    RegistrationFactory(
        name="\x01=1+1", organization="한국\x0b기계\x1f\ufffe", event__name="제1회\x07 컨퍼런스"
    )

    row = _csv_rows()[1] if name == "csv" else [cell.value for cell in _sheet()[2]]

    assert row[1:4] == ["제1회 컨퍼런스", "'=1+1", "한국기계"]


def test_foreign_phone_keeps_its_country(db):
    RegistrationFactory(phone="+12125550123")

    assert _csv_rows()[1][6] == "(+1) 212-555-0123"


@pytest.mark.parametrize("guests", [1, 3])
def test_list_costs_the_same_queries_however_long_it_is(db, django_assert_num_queries, guests):
    event = EventFactory()
    for _number in range(guests):
        RegistrationFactory(event=event)

    with django_assert_num_queries(4):
        exports.render(Registration.objects.order_by("pk"), name="xlsx")


def test_seats_stand_in_a_column_where_anybody_has_one(db):
    area = make_area(EventFactory(), "=내빈석")
    sit(RegistrationFactory(event=area.event), area, "가-3")
    RegistrationFactory(event=area.event)

    head, first, second = _csv_rows()

    assert head == [*HEADS, "좌석"]
    assert (first[-1], second[-1]) == ("'=내빈석 가-3", "")
