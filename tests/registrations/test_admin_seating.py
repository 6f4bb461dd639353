"""좌석 배정 and its areas in the admin: each step, what was made by hand, and whose event it is."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from events import access
from events.models import EventRole
from registrations import seatassigning, seats
from registrations.models import AreaKind, SeatArea
from registrations.states import Category, RegistrationState
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit, sitting

pytestmark = pytest.mark.django_db

AREA = {
    "name": "내빈석",
    "position": "1",
    "kind": "rows",
    "rows": "2",
    "seats": "4",
    "aisle": "2",
    "marks": "hangul",
    "first_row": "1",
}


@pytest.fixture
def event(client):
    event = EventFactory()
    client.force_login(organizer_of(event))
    return event


@pytest.fixture
def area(event):
    return make_area(event)


@pytest.fixture
def guest(event):
    return RegistrationFactory(event=event, name="김내빈", category=Category.VIP)


def page_of(event):
    return reverse("admin:events_event_seating", args=[event.pk])


@pytest.fixture
def step(client, event):
    """Take a step; what the page says then."""

    def take(name, **data):
        response = client.post(page_of(event), {"step": name, **data})
        assert response.status_code == 302
        [said] = [str(message) for message in get_messages(response.wsgi_request)][-1:]
        return said

    return take


def test_page_without_areas_asks_for_one(client, event):
    page = client.get(page_of(event)).content.decode()

    assert "아직 좌석이 없습니다" in page
    assert reverse("admin:events_event_seat_area_new", args=[event.pk]) in page


def test_page_shows_who_sits_where_and_who_does_not(client, event, area, guest):
    sit(guest, area, "가-3")
    RegistrationFactory(event=event, name="서있는이")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(area, "가-1").pk, word="예비")

    page = client.get(page_of(event)).content.decode()

    assert "김내빈" in page
    assert "예비" in page
    assert "서있는이" in page


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_however_large_the_hall_is(client, event, count):
    for number in range(count):
        area = make_area(event, f"구역{number}", position=number + 1)
        sit(RegistrationFactory(event=event), area, "가-1")
        RegistrationFactory(event=event)

    with assertNumQueries(9):
        client.get(page_of(event))


def test_guest_is_seated_moved_swapped_and_taken_away(step, event, area, guest):
    other = RegistrationFactory(event=event, name="이연사")
    first, last = seat_at(area, "가-1"), seat_at(area, "가-5")

    assert step("put", seat=first.pk, guest=guest.pk) == "김내빈 님을 내빈석 가-1에 배정했습니다."
    step("put", seat=last.pk, guest=guest.pk, **{"from": first.pk})
    step("put", seat=first.pk, guest=other.pk)
    assert sitting(area) == {"가-1": "이연사", "가-5": "김내빈"}
    assert "서로 바꾸었습니다" in step("put", guest=guest.pk, **{"with": other.pk})
    assert sitting(area) == {"가-1": "김내빈", "가-5": "이연사"}
    step("take-away", guest=other.pk)
    assert sitting(area) == {"가-1": "김내빈"}


def test_refusal_is_said_and_nobody_moves(step, event, area, guest):
    sit(guest, area, "가-1")
    other = RegistrationFactory(event=event, name="이연사")

    assert "이미 김내빈 님" in step("put", seat=seat_at(area, "가-1").pk, guest=other.pk)

    assert sitting(area) == {"가-1": "김내빈"}


def test_seat_is_held_with_a_clean_word_and_opened_up(step, area):
    seat = seat_at(area, "가-1")

    step("hold", seat=seat.pk, word="  장관  수행 ")
    assert seat_at(area, "가-1").held_for == "장관 수행"
    for wrong in ("가" * 21, "예\x07비", "900101-1234567"):
        step("hold", seat=seat.pk, word=wrong)
        assert seat_at(area, "가-1").held_for == "장관 수행"
    step("open-up", seat=seat.pk)
    assert seat_at(area, "가-1").held_for == ""
    step("hold", seat=seat.pk)
    assert seat_at(area, "가-1").held_for == "비움"


def test_all_of_a_category_are_seated(step, event, area, guest):
    assert "하나 이상" in step("fill")
    assert step("fill", category=["vip", "nonsense"], area="") == "1명을 의전 순서로 배정했습니다."
    assert sitting(area) == {"가-3": "김내빈"}
    RegistrationFactory.create_batch(5, event=event, category=Category.PANEL)
    assert "1명이 남았습니다" in step("fill", category="panel", area=area.pk)


def test_guests_are_told_when_the_organizer_wants(step, event):
    assert "보입니다" in step("tell", told="yes")
    assert seats.told_at(event.pk)
    step("tell", told="no")
    assert not seats.told_at(event.pk)


@pytest.mark.parametrize(
    "data",
    [
        {"step": "put"},
        {"step": "put", "seat": "x", "guest": "y"},
        {"step": "put", "seat": "9" * 30, "guest": "-1"},
        {"step": "put", "guest": "1", "with": "١"},
        {"step": "hold", "seat": ""},
        {"step": "open-up", "seat": "0"},
        {"step": "take-away", "guest": "nobody"},
        {"step": "fill", "category": "vip", "area": "x"},
    ],
)
def test_hand_made_step_changes_nothing(client, event, area, guest, data):
    response = client.post(page_of(event), data)

    assert response.status_code == 302
    assert sitting(area) == {}


def test_step_that_is_none_is_not_found(client, event, area):
    assert client.post(page_of(event), {}).status_code == 404
    assert client.post(page_of(event), {"step": "__class__"}).status_code == 404


@pytest.mark.parametrize(
    "query", ["seat=x", "seat=0", "guest=x", "guest=999999999999999999", "q=%25&seat=-1"]
)
def test_hand_made_address_chooses_nothing(client, event, area, guest, query):
    response = client.get(f"{page_of(event)}?{query}")

    assert response.status_code == 200
    assert (response.context["seat"], response.context["guest"]) == (None, None)


def test_what_is_chosen_is_offered_its_steps(client, event, area, guest):
    sit(guest, area, "가-3")
    other = RegistrationFactory(event=event, name="<script>alert(1)</script>")

    taken = client.get(page_of(event), {"seat": seat_at(area, "가-3").pk}).content.decode()
    free = client.get(page_of(event), {"seat": seat_at(area, "가-1").pk}).content.decode()
    moving = client.get(page_of(event), {"guest": guest.pk}).content.decode()

    assert "배정 풀기" in taken
    assert f'name="guest" value="{other.pk}"' in free
    assert "지금 좌석은 내빈석 가-3입니다" in moving
    assert 'name="seat"' in moving
    assert "<script>alert" not in taken + free + moving


def test_guest_of_another_event_is_not_offered(client, event, area):
    stranger = RegistrationFactory(name="남의손님")
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    for one in (stranger, waiting):
        assert client.get(page_of(event), {"guest": one.pk}).context["guest"] is None


def test_area_is_made_changed_cleared_and_removed(client, event, guest):
    new = reverse("admin:events_event_seat_area_new", args=[event.pk])
    assert client.get(new).status_code == 200

    client.post(new, AREA)
    area = SeatArea.objects.get()
    assert (area.event, area.places.count(), area.aisle) == (event, 8, 2)
    assert client.post(new, AREA).status_code == 422
    one = reverse("admin:events_event_seat_area", args=[event.pk, area.pk])
    client.post(one, {**AREA, "kind": AreaKind.TABLES, "name": "원탁"})
    area.refresh_from_db()
    assert (area.name, area.kind, area.aisle) == ("원탁", AreaKind.TABLES, 0)
    sit(guest, area, "1-1")
    client.post(one, {"remove": ""})
    assert SeatArea.objects.exists()
    client.post(one, {"clear": ""})
    assert sitting(area) == {}
    client.post(one, {"remove": ""})
    assert not SeatArea.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": "0"},
        {"rows": "999999999999"},
        {"seats": "x"},
        {"aisle": "4"},
        {"kind": "boat"},
        {"marks": "hangul", "rows": "20"},
        {"name": ""},
        {"name": "가" * 21},
        {"position": "-1"},
        {"first_row": "0"},
    ],
)
def test_area_that_cannot_be_is_refused_with_a_sentence(client, event, wrong):
    new = reverse("admin:events_event_seat_area_new", args=[event.pk])

    response = client.post(new, {**AREA, **wrong})

    assert response.status_code == 422
    assert "저장하지 않았습니다" in response.content.decode()
    assert client.post(new, {}).status_code == 422
    assert not SeatArea.objects.exists()


def test_area_of_another_event_is_not_found(client, event):
    other = make_area(EventFactory())
    address = reverse("admin:events_event_seat_area", args=[event.pk, other.pk])

    assert client.get(address).status_code == 404
    assert client.post(address, {"remove": ""}).status_code == 404
    assert SeatArea.objects.get() == other


@pytest.mark.parametrize("role", ["stranger", "desk"])
def test_whoever_does_not_organize_the_event_finds_nothing(client, event, area, guest, role):
    user = organizer_of(EventFactory())
    if role == "desk":
        access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.DESK, by_id=None, at=NOON)
    client.force_login(user)
    seat = seat_at(area, "가-1")

    assert client.get(page_of(event)).status_code == 404
    assert client.post(page_of(event), {"step": "put", "seat": seat.pk, "guest": guest.pk}).status_code == 404
    assert sitting(area) == {}
