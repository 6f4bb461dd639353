"""Two organizers at one plan, and a guest who cancels meanwhile."""

import pytest

from registrations import booking, ordering, seatassigning
from registrations.seatassigning import SeatRefused
from registrations.states import Category, Way
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit, sitting
from tests.racing import overtaken, race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_organizers_racing_for_a_seat_seat_one_and_hear_of_it():
    event = EventFactory()
    area = make_area(event)
    guests = RegistrationFactory.create_batch(4, event=event)
    seat = seat_at(area, "가-3")

    def place(number: int) -> str:
        try:
            seatassigning.place(event_id=event.pk, seat_id=seat.pk, registration_id=guests[number].pk)
        except SeatRefused as refusal:
            return str(refusal)
        return "seated"

    outcomes = race(place, racers=4)

    assert outcomes.count("seated") == 1
    assert sum("이미" in outcome for outcome in outcomes) == 3


def test_two_who_fill_the_hall_at_once_seat_everybody_once_in_order():
    event = EventFactory()
    area = make_area(event)
    for rank in range(1, 6):
        guest = RegistrationFactory(event=event, name=f"내빈{rank}", category=Category.VIP)
        ordering.rank(registration_id=guest.pk, rank=rank)

    def fill() -> int:
        return seatassigning.fill(event_id=event.pk, categories=[Category.VIP]).seated

    with overtaken(fill) as late:
        first = fill()

    assert (first, late.result()) == (5, 0)
    assert list(sitting(area).values()) == ["내빈5", "내빈3", "내빈1", "내빈2", "내빈4"]


def test_guest_who_has_just_cancelled_is_not_seated():
    event = EventFactory()
    area = make_area(event)
    guest = RegistrationFactory(event=event)

    def place() -> str:
        try:
            seatassigning.place(event_id=event.pk, seat_id=seat_at(area, "가-1").pk, registration_id=guest.pk)
        except SeatRefused as refusal:
            return str(refusal)
        return "seated"

    with overtaken(place) as late:
        booking.cancel(registration_id=guest.pk, way=Way.LINK, at=NOON)

    assert "확정" in late.result()
    assert sitting(area) == {}


def test_two_swaps_at_once_leave_everybody_seated():
    event = EventFactory()
    area = make_area(event)
    guests = RegistrationFactory.create_batch(3, event=event)
    for number, guest in enumerate(guests, 1):
        sit(guest, area, f"가-{number}")
    pairs = [(0, 1), (1, 2), (2, 0)]

    def swap(number: int) -> None:
        one, other = (guests[index].pk for index in pairs[number])
        seatassigning.swap(event_id=event.pk, registration_ids=(one, other))

    race(swap, racers=3)

    seated = area.places.filter(registration__isnull=False).values_list("registration", flat=True)
    assert sorted(seated) == [guest.pk for guest in guests]
