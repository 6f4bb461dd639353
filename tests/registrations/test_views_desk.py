"""The desk over HTTP."""

from uuid import uuid4

import pytest

from events import access, publishing
from events.models import EventRole
from registrations.models import BadgePrint, CheckIn
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, sit

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
    page = text(response)

    assert BadgePrint.objects.count() == 1
    assert "js/print.js" in page
    assert "no-store" in response["Cache-Control"]
    assert "박정호" in page
    assert "data:image/png" in page
    assert "style=" not in page


def test_badge_that_is_loaded_again_is_written_down_again(desk, event):
    RegistrationFactory(event=event, code="ACDE3467")

    pages = [desk.post("/desk/demo/ACDE3467/print/") for _time in range(2)]
    looks = [desk.get(f"/desk/demo/ACDE3467/{page}/").status_code for page in ("print", "badge")]

    assert [page.status_code for page in pages] == [200, 200]
    assert looks == [405, 404]
    assert BadgePrint.objects.count() == 2


@pytest.mark.parametrize(
    ("state", "shown"), [(RegistrationState.CANCELLED, "취소"), (RegistrationState.WAITLISTED, "대기")]
)
def test_guest_without_a_seat_gets_no_badge_but_a_sentence(desk, event, state, shown):
    RegistrationFactory(event=event, name="박정호", code="ACDE3467", state=state, waiting_number=1)

    page = text(desk.post("/desk/demo/ACDE3467/print/", follow=True))

    assert f"박정호 님의 등록은 「{shown}」 상태입니다. 명찰을 출력하지 않았습니다." in page
    assert "js/print.js" not in page
    assert not BadgePrint.objects.exists()


def test_scan_of_another_guest_is_refused(desk, event):
    RegistrationFactory(event=event, name="박정호", code="ACDE3467")
    RegistrationFactory(event=event, name="이은호", code="ACDE3469")
    scan_id = uuid4()
    desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": scan_id})

    response = desk.post("/desk/demo/ACDE3469/check-in/", {"scan_id": scan_id}, follow=True)

    told = [str(message) for message in response.context["messages"]]
    assert told[-1] == "화면이 오래되었습니다. 다시 찾아 주세요."
    assert CheckIn.objects.get().registration.name == "박정호"


def test_stranger_sees_no_desk(client, event):
    RegistrationFactory(event=event, code="ACDE3467")
    client.force_login(UserFactory())

    answers = [client.get("/desk/demo/"), client.post("/desk/demo/ACDE3467/print/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not BadgePrint.objects.exists()


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


def test_search_says_where_a_guest_sits(desk, event):
    area = make_area(event)
    sit(RegistrationFactory(event=event, name="홍길동"), area, "가-3")
    RegistrationFactory(event=event, name="홍길순")

    page = desk.get("/desk/demo/", {"q": "홍길"}).content.decode()

    assert "내빈석 가-3" in page
    assert page.count("person__seat") == 1
