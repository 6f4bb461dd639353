"""The hall as it stands, at the same price however large it is."""

import pytest

from registrations import ordering, seatassigning, seatcharts
from registrations.models import AreaKind, Marks
from registrations.states import Category, RegistrationState
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


def test_chart_has_the_areas_from_the_stage_on_with_their_rows(event):
    make_area(event, "원탁", position=2, rows=2, seats=2, kind=AreaKind.TABLES)
    front = make_area(event, "앞줄", position=1, rows=2, seats=2, marks=Marks.LATIN, first_row=3)
    make_area(EventFactory())
    sit(RegistrationFactory(event=event, name="김내빈"), front, "C-2")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(front, "D-1").pk, word="예비")

    first, second = seatcharts.of_event(event.pk)

    assert [line.mark for line in first.lines] == ["C", "D"]
    assert [line.mark for line in second.lines] == ["1", "2"]
    assert [place.name for place in first.places] == ["C-1", "C-2", "D-1", "D-2"]
    assert first.places[1].registration.name == "김내빈"
    assert (first.taken, first.held, first.free) == (1, 1, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_chart_takes_two_queries(event, count, django_assert_num_queries):
    for number in range(count):
        area = make_area(event, f"구역{number}", position=number + 1)
        sit(RegistrationFactory(event=event), area, "가-1")

    with django_assert_num_queries(2):
        charts = seatcharts.of_event(event.pk)
        assert [place.registration.name for chart in charts for place in chart.places if place.registration]
        assert [seatassigning.full_name(place) for chart in charts for place in chart.places]


def test_unseated_are_the_confirmed_in_protocol_order(event):
    area = make_area(event)
    sit(RegistrationFactory(event=event, name="앉은이"), area, "가-1")
    RegistrationFactory(event=event, name="나기업", organization="한국 기계")
    RegistrationFactory(event=event, name="다내빈", category=Category.VIP)
    first = RegistrationFactory(event=event, name="하내빈", category=Category.VIP)
    ordering.rank(registration_id=first.pk, rank=1)
    RegistrationFactory(event=event, name="취소자", state=RegistrationState.CANCELLED)
    RegistrationFactory(name="남의손님")

    def found(query=""):
        return [one.name for one in seatcharts.unseated(event.pk, query=query)]

    assert found() == ["하내빈", "다내빈", "나기업"]
    assert found("내빈") == ["하내빈", "다내빈"]
    assert found("나 기업") == ["나기업"]
    assert found("국기계") == ["하내빈", "다내빈", "나기업"]
    assert found("%") == []
    assert seatcharts.unseated_by_category(event.pk) == {Category.VIP: 2, Category.COMPANY: 1}
