"""The settlement: who came and how many, from entries alone."""

from uuid import uuid4

import pytest

from events.kinds import NothingToPrint
from registrations import settlementpaper
from registrations.desk import checkin
from registrations.ordering import Order
from registrations.states import Category, RegistrationState
from tests import pdfs
from tests.factories.events import START, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.drawing import draw

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스")


def come(event, **fields):
    guest = RegistrationFactory(event=event, **fields)
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=START)
    return guest


def test_settlement_counts_and_names_those_who_came(event):
    come(event, name="홍길동", organization="한국기계", category=Category.COMPANY)
    come(event, name="강감찬", organization="명지대학교", category=Category.ACADEMIA)
    RegistrationFactory(event=event, name="안온이", category=Category.COMPANY)

    text = pdfs.text(draw(event, "settlement"))

    assert "확정 3명 가운데 2명이 참석하고 1명이 오지 않았습니다" in text
    lines = [line.split() for line in text.splitlines()]
    assert ["기업", "2", "1", "1"] in [line[:4] for line in lines]
    assert "안온이" not in text
    assert text.index("강감찬") < text.index("홍길동")
    assert "14:00" in text


def test_deputy_is_listed_with_whom_they_came_for(event):
    original = RegistrationFactory(event=event, name="강감찬", state=RegistrationState.CANCELLED)
    come(event, name="정대리", is_deputy=True, stands_in_for=original)

    [entry] = settlementpaper.entries_of(event.pk, order=Order.NAME)

    assert (entry.name, entry.entered, entry.remark) == ("정대리", "14:00", "강감찬 대리")


def test_last_page_never_has_a_single_line(event):
    for number in range(60):
        come(event, name=f"김손님{number:02}")
    on_first = _lines(draw(event, "settlement"))[0]
    event.registrations.filter(name__gt=f"김손님{on_first:02}").update(state=RegistrationState.CANCELLED)

    assert _lines(draw(event, "settlement")) == [on_first - 2, 3]


def _lines(paper: bytes) -> list[int]:
    """How many guests each page names."""
    return [sum(word.text.startswith("김손님") for word in page) for page in pdfs.words_of_pages(paper)]


def test_there_is_none_before_anybody_came(event):
    RegistrationFactory(event=event)

    with pytest.raises(NothingToPrint, match="입장한 분이 없어"):
        draw(event, "settlement")


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_one_query_however_many_came(event, count, django_assert_num_queries):
    for _ in range(count):
        come(event)

    with django_assert_num_queries(1):
        settlementpaper.entries_of(event.pk, order=Order.PROTOCOL)
