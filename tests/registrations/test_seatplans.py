"""Areas of a hall: their seats by name, what cannot be, and that nobody loses a seat by a change."""

import pytest

from registrations import seatassigning, seatplans
from registrations.models import AreaKind, Marks, Seat, SeatArea, SeatPlan
from registrations.seatplans import PlanRefused, Shape
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit, sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory()


def shape(**wishes):
    return Shape(**{"name": "내빈석", "position": 1, "rows": 2, "seats": 3, **wishes})


def names(area):
    return list(area.places.order_by("row", "number").values_list("name", flat=True))


def test_area_has_its_seats_named_as_the_hall_names_them(event):
    assert names(make_area(event, rows=2, seats=2)) == ["가-1", "가-2", "나-1", "나-2"]
    assert names(make_area(event, "일반석", rows=1, seats=2, marks=Marks.LATIN, first_row=3)) == [
        "C-1",
        "C-2",
    ]
    tables = make_area(event, "원탁", rows=2, seats=2, kind=AreaKind.TABLES, aisle=1)
    assert names(tables) == ["1-1", "1-2", "2-1", "2-2"]
    assert (tables.aisle, tables.marks) == (0, Marks.NUMBER)


@pytest.mark.parametrize(
    "wishes",
    [
        {"rows": 0},
        {"rows": 41},
        {"seats": 41},
        {"aisle": 3},
        {"aisle": -1},
        {"rows": 15},
        {"first_row": 14},
        {"first_row": 0},
        {"marks": Marks.LATIN, "first_row": 26},
        {"kind": AreaKind.TABLES, "first_row": 99},
    ],
)
def test_shape_that_cannot_be_is_refused(event, wishes):
    with pytest.raises(PlanRefused):
        seatplans.make_area(event_id=event.pk, shape=shape(**wishes))

    assert not SeatArea.objects.exists()


def test_name_is_used_once_in_an_event(event):
    make_area(event)
    make_area(EventFactory())

    with pytest.raises(PlanRefused, match="같은 이름"):
        make_area(event)


def test_hall_has_an_end(event, monkeypatch):
    monkeypatch.setattr(seatplans, "MOST_OF_EVENT", 10)
    make_area(event)
    area = make_area(event, "둘째")

    with pytest.raises(PlanRefused, match="10석"):
        make_area(event, "셋째", seats=1)
    seatplans.change_area(area_id=area.pk, shape=shape(name="둘째", rows=1, seats=5))
    with pytest.raises(PlanRefused, match="10석"):
        seatplans.change_area(area_id=area.pk, shape=shape(name="둘째", rows=1, seats=6))


def test_guests_keep_their_seats_when_an_area_is_changed(event):
    area = make_area(event, rows=2, seats=3)
    sit(RegistrationFactory(event=event, name="김내빈"), area, "나-2")

    changed = seatplans.change_area(
        area_id=area.pk, shape=shape(name="앞자리", seats=4, marks=Marks.LATIN, first_row=2)
    )

    assert changed.name == "앞자리"
    assert names(changed) == ["B-1", "B-2", "B-3", "B-4", "C-1", "C-2", "C-3", "C-4"]
    assert sitting(changed) == {"C-2": "김내빈"}


@pytest.mark.parametrize("is_held", [True, False])
def test_area_is_not_cut_where_a_seat_is_in_use(event, is_held):
    area = make_area(event, rows=2, seats=3)
    if is_held:
        seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "나-1").pk, word="예비")
    else:
        sit(RegistrationFactory(event=event), area, "나-1")

    with pytest.raises(PlanRefused, match="줄어드는"):
        seatplans.change_area(area_id=area.pk, shape=shape(rows=1))

    assert len(names(area)) == 6
    seatplans.change_area(area_id=area.pk, shape=shape(rows=2, seats=1))
    assert names(area) == ["가-1", "나-1"]


def test_area_is_removed_only_when_nobody_sits_there(event):
    area = make_area(event)
    guest = RegistrationFactory(event=event)
    sit(guest, area, "가-1")

    with pytest.raises(PlanRefused):
        seatplans.remove_area(area_id=area.pk)
    seatassigning.take_away(event_id=event.pk, registration_id=guest.pk)
    seatplans.remove_area(area_id=area.pk)

    assert not Seat.objects.exists()


def test_guests_are_told_or_not(event):
    seatplans.tell(event_id=event.pk, is_told=True)
    seatplans.tell(event_id=event.pk, is_told=True)
    assert SeatPlan.objects.get().is_told
    seatplans.tell(event_id=event.pk, is_told=False)
    assert not SeatPlan.objects.get().is_told


def test_copy_brings_the_areas_and_nobody(event):
    area = make_area(event, rows=2, seats=2, aisle=1)
    sit(RegistrationFactory(event=event), area, "가-1")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-2").pk, word="장관 수행")
    other = EventFactory()

    assert seatplans.copy(event_id=event.pk, to_id=other.pk) == 1

    made = SeatArea.objects.get(event=other)
    assert (made.name, made.aisle, names(made)) == ("내빈석", 1, ["가-1", "가-2", "나-1", "나-2"])
    assert sitting(made) == {}
    assert not made.places.exclude(held_for="").exists()
    assert len(sitting(area)) == 1
    assert seatplans.next_position(other.pk) == 2
