"""Who sits where: by hand, all at once in protocol order, and what is refused with nobody moved."""

import pytest
from django.db import IntegrityError, transaction

from registrations import booking, deputies, ordering, privacy, seatassigning, seats
from registrations.models import AreaKind, DestructionReason, Seat
from registrations.seatassigning import Filled, SeatRefused, honour
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def area(event):
    return make_area(event)


def guest_of(event, name="김내빈", **fields):
    return RegistrationFactory(event=event, name=name, **fields)


def vips(event, count):
    for number in range(1, count + 1):
        one = guest_of(event, f"내빈{number}", category=Category.VIP)
        ordering.rank(registration_id=one.pk, rank=number)


def place(event, seat, guest, **more):
    return seatassigning.place(event_id=event.pk, seat_id=seat.pk, registration_id=guest.pk, **more)


def test_guest_gets_a_seat_moves_to_another_and_leaves_it(event, area):
    guest, first, second = guest_of(event), seat_at(area, "가-1"), seat_at(area, "가-2")

    place(event, first, guest)
    assert sitting(area) == {"가-1": "김내빈"}
    place(event, first, guest)
    place(event, second, guest, from_id=first.pk)
    assert sitting(area) == {"가-2": "김내빈"}
    seatassigning.take_away(event_id=event.pk, registration_id=guest.pk)
    seatassigning.take_away(event_id=event.pk, registration_id=guest.pk)
    assert sitting(area) == {}


def test_seat_of_another_is_not_given(event, area):
    sit(guest_of(event, "먼저온"), area, "가-1")

    with pytest.raises(SeatRefused, match=r"내빈석 가-1.*먼저온"):
        place(event, seat_at(area, "가-1"), guest_of(event))

    assert sitting(area) == {"가-1": "먼저온"}


def test_guest_whom_a_colleague_has_seated_meanwhile_is_not_moved(event, area):
    guest = guest_of(event)
    sit(guest, area, "가-1")

    with pytest.raises(SeatRefused, match="그 사이"):
        place(event, seat_at(area, "가-2"), guest)

    assert sitting(area) == {"가-1": "김내빈"}


@pytest.mark.parametrize(
    "state", [state for state in RegistrationState if state != RegistrationState.CONFIRMED]
)
def test_only_confirmed_guests_have_seats(event, area, state):
    guest = guest_of(event, state=state, waiting_number=1)

    with pytest.raises(SeatRefused, match="확정"):
        place(event, seat_at(area, "가-1"), guest)

    assert sitting(area) == {}


def test_other_events_are_out_of_reach(event, area):
    other = EventFactory()
    stranger, there = guest_of(other), make_area(other)
    sit(stranger, there, "가-1")
    seat_id = seat_at(there, "가-1").pk

    with pytest.raises(SeatRefused):
        place(event, seat_at(area, "가-1"), stranger)
    for step in (
        lambda: seatassigning.place(event_id=event.pk, seat_id=seat_id, registration_id=stranger.pk),
        lambda: seatassigning.hold(event_id=event.pk, seat_id=seat_id, word=""),
        lambda: seatassigning.open_up(event_id=event.pk, seat_id=seat_id),
        lambda: seatassigning.swap(event_id=event.pk, registration_ids=(stranger.pk, stranger.pk)),
    ):
        with pytest.raises(SeatRefused):
            step()
    seatassigning.take_away(event_id=event.pk, registration_id=stranger.pk)
    assert seatassigning.clear(event_id=event.pk, area_id=there.pk) == 0

    assert sitting(there) == {"가-1": "김내빈"}


def test_two_change_places(event, area):
    one, other, third = guest_of(event, "하나"), guest_of(event, "둘"), guest_of(event, "셋")
    sit(one, area, "가-1")
    sit(other, area, "가-5")

    seatassigning.swap(event_id=event.pk, registration_ids=(one.pk, other.pk))

    assert sitting(area) == {"가-1": "둘", "가-5": "하나"}
    with pytest.raises(SeatRefused, match="두 분 모두"):
        seatassigning.swap(event_id=event.pk, registration_ids=(one.pk, third.pk))
    with pytest.raises(SeatRefused, match="두 분 모두"):
        seatassigning.swap(event_id=event.pk, registration_ids=(one.pk, one.pk))
    assert sitting(area) == {"가-1": "둘", "가-5": "하나"}


def test_seat_is_held_back_with_a_word_and_given_again(event, area):
    seat, guest = seat_at(area, "가-3"), guest_of(event)

    assert seatassigning.hold(event_id=event.pk, seat_id=seat.pk, word="").held_for == "비움"
    assert seatassigning.hold(event_id=event.pk, seat_id=seat.pk, word="수행원").held_for == "수행원"
    with pytest.raises(SeatRefused, match="비워 둔 좌석입니다: 내빈석 가-3"):
        place(event, seat, guest)
    seatassigning.open_up(event_id=event.pk, seat_id=seat.pk)
    place(event, seat, guest)
    with pytest.raises(SeatRefused, match="김내빈"):
        seatassigning.hold(event_id=event.pk, seat_id=seat.pk, word="예비")

    assert sitting(area) == {"가-3": "김내빈"}


def test_area_is_cleared_but_for_what_is_held_back(event, area):
    sit(guest_of(event), area, "가-1")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-2").pk, word="예비")

    assert seatassigning.clear(event_id=event.pk, area_id=area.pk) == 1

    assert sitting(area) == {}
    assert seat_at(area, "가-2").held_for == "예비"


@pytest.mark.parametrize(
    ("count", "expected"), [(1, [1]), (2, [1, 2]), (4, [2, 3, 1, 4]), (5, [3, 4, 2, 5, 1])]
)
def test_middle_is_most_honoured_then_right_then_left(count, expected):
    assert sorted(range(1, count + 1), key=lambda number: honour(number, count)) == expected


def test_all_are_seated_in_protocol_order_from_the_middle_of_the_front_row(event):
    area = make_area(event, rows=2, seats=5, aisle=2)
    vips(event, 7)

    filled = seatassigning.fill(event_id=event.pk, categories=[Category.VIP], area_id=area.pk)

    assert filled == Filled(seated=7, left=0)
    assert sitting(area) == {
        "가-1": "내빈5",
        "가-2": "내빈3",
        "가-3": "내빈1",
        "가-4": "내빈2",
        "가-5": "내빈4",
        "나-3": "내빈6",
        "나-4": "내빈7",
    }


def test_filling_moves_nobody_and_leaves_what_is_held(event, area):
    sit(guest_of(event, "먼저온", category=Category.COMPANY), area, "가-3")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-4").pk, word="예비")
    vips(event, 4)
    guest_of(event, "못올분", category=Category.VIP, state=RegistrationState.CANCELLED)
    guest_of(event, "일반인", category=Category.PUBLIC)

    filled = seatassigning.fill(event_id=event.pk, categories=[Category.VIP])

    assert filled == Filled(seated=3, left=1)
    assert sitting(area) == {"가-1": "내빈3", "가-2": "내빈1", "가-3": "먼저온", "가-5": "내빈2"}


def test_areas_are_filled_one_after_another_and_tables_by_number(event):
    tables = make_area(event, "원탁", position=2, rows=2, seats=2, kind=AreaKind.TABLES)
    front = make_area(event, "앞줄", position=1, seats=1)
    vips(event, 4)

    seatassigning.fill(event_id=event.pk, categories=[Category.VIP])

    assert sitting(front) == {"가-1": "내빈1"}
    assert sitting(tables) == {"1-1": "내빈2", "1-2": "내빈3", "2-1": "내빈4"}


@pytest.mark.parametrize("count", [1, 3])
def test_filling_takes_the_same_queries_however_many_come(event, count, django_assert_num_queries):
    make_area(event, rows=3)
    for number in range(count):
        make_area(event, f"구역{number}", position=number)
    vips(event, count)

    with django_assert_num_queries(6):  # with the savepoints
        seatassigning.fill(event_id=event.pk, categories=[Category.VIP])


def test_whoever_cancels_loses_the_seat(event, area):
    guest = guest_of(event)
    sit(guest, area, "가-1")

    booking.cancel(registration_id=guest.pk, way=Way.LINK, at=NOON)

    assert sitting(area) == {}


def test_deputy_sits_where_the_guest_would_have(event, area):
    guest = guest_of(event)
    sit(guest, area, "가-1")

    deputies.send(
        registration_id=guest.pk,
        deputy=ApplicantFactory(name="정대리"),
        consent_answers=CONSENTS,
        way=Way.LINK,
        at=NOON,
    )

    assert sitting(area) == {"가-1": "정대리"}


def test_erased_guest_has_no_seat(event, area):
    guest = guest_of(event)
    sit(guest, area, "가-1")

    privacy.erase(registration_id=guest.pk, reason=DestructionReason.REQUEST, by_id=None, at=event.ends_at)

    assert sitting(area) == {}


def test_database_keeps_one_guest_to_a_seat_and_none_on_a_held_one(event, area):
    guest = guest_of(event)
    sit(guest, area, "가-1")

    for fields in ({"registration": guest}, {"registration": guest_of(event), "held_for": "예비"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=seat_at(area, "가-2").pk).update(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(area=area, row=1, number=1, name="가-1")


@pytest.mark.parametrize("count", [1, 3])
def test_seats_of_many_take_one_query(event, count, django_assert_num_queries):
    area = make_area(event, rows=2, seats=5)
    guests = [guest_of(event, f"손님{number}") for number in range(count)]
    for number, guest in enumerate(guests, 1):
        sit(guest, area, f"가-{number}")
    other = guest_of(event)

    with django_assert_num_queries(1):
        found = seats.of([*(guest.pk for guest in guests), other.pk])

    assert found == {guest.pk: f"내빈석 가-{number}" for number, guest in enumerate(guests, 1)}
