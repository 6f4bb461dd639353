"""The desk over HTTP."""

from uuid import uuid4

import pytest

from events import access, publishing
from events.models import EventRole
from registrations.models import BadgePrint, CheckIn
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="demo")


@pytest.fixture
def desk(client, event):
    user = UserFactory(name="김데스크")
    access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.DESK, by_id=None, at=NOON)
    client.force_login(user)
    return client


def text(response):
    return response.content.decode()


def test_desk_lists_own_events_alone(desk, event):
    EventFactory(name="남의 행사")

    page = text(desk.get("/desk/"))

    assert event.name in page
    assert "남의 행사" not in page


def test_search_finds_and_offers_the_next_step(desk, event):
    RegistrationFactory(event=event, name="박정호", code="ACDE3467")

    page = text(desk.get("/desk/demo/", {"q": "박정호"}))

    assert "박정호" in page
    assert "/desk/demo/ACDE3467/check-in/" in page
    assert "/desk/demo/ACDE3467/print/" in page


def test_search_without_a_result_says_so(desk, event):
    assert "맞는 등록이 없습니다" in text(desk.get("/desk/demo/", {"q": "없는사람"}))


def test_check_in_is_told_and_its_repeat_too(desk, event):
    RegistrationFactory(event=event, name="박정호", title="교수", code="ACDE3467")

    pages = [
        text(desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": uuid4()}, follow=True)) for _ in range(2)
    ]

    assert "박정호 교수 님, 입장 처리했습니다." in pages[0]
    assert "이미 입장했습니다" in pages[1]
    assert "김데스크" in pages[1]
    assert CheckIn.objects.count() == 2


def test_check_in_for_a_postponed_event_is_refused_with_a_sentence(desk, event):
    RegistrationFactory(event=event, name="박정호", title="교수", code="ACDE3467")
    publishing.postpone(event_id=event.pk)

    page = text(desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": uuid4()}, follow=True))

    assert "취소되었거나 연기된 행사입니다. 박정호 교수 님을 입장 처리하지 않았습니다." in page


def test_check_in_without_a_scan_number_writes_nothing(desk, event):
    RegistrationFactory(event=event, code="ACDE3467")

    page = text(desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": "x"}, follow=True))

    assert "다시 찾아 주세요" in page
    assert not CheckIn.objects.exists()


def test_printing_a_badge_is_written_down(desk, event):
    RegistrationFactory(event=event, name="박정호", code="ACDE3467")

    response = desk.post("/desk/demo/ACDE3467/print/")
    page = text(desk.get(response["Location"]))

    assert BadgePrint.objects.count() == 1
    assert "박정호" in page
    assert "data:image/png" in page
    assert "style=" not in page


@pytest.mark.parametrize("address", ["", "ACDE3467/badge/"])
def test_stranger_sees_no_desk(client, event, address):
    RegistrationFactory(event=event, code="ACDE3467")
    client.force_login(UserFactory())

    assert client.get(f"/desk/demo/{address}").status_code == 404


def test_visitor_is_sent_to_sign_in(client, event):
    response = client.get("/desk/demo/")

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("step", ["check-in", "print"])
def test_guest_of_another_event_is_not_found(desk, event, step):
    RegistrationFactory(code="ACDE3467")

    assert desk.post(f"/desk/demo/ACDE3467/{step}/", {"scan_id": uuid4()}).status_code == 404
    assert (CheckIn.objects.count(), BadgePrint.objects.count()) == (0, 0)


@pytest.mark.parametrize("guests", [1, 3])
def test_search_takes_the_same_queries_however_many_it_finds(desk, event, guests, django_assert_num_queries):
    RegistrationFactory.create_batch(guests, event=event)

    with django_assert_num_queries(6):
        desk.get("/desk/demo/", {"q": "홍길동"})
