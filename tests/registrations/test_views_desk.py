"""The desk over HTTP."""

from uuid import uuid4

import pytest
from django.utils import timezone

from events import publishing
from registrations.desk import checkin, stations
from registrations.models import (
    BadgePrint,
    CheckIn,
    EntryConflict,
    EntryList,
    EntryListKind,
    Presence,
    PrintStation,
)
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="demo")


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


def test_badge_that_is_loaded_again_needs_a_reason(desk, event):
    RegistrationFactory(event=event, code="ACDE3467")

    pages = [desk.post("/desk/demo/ACDE3467/print/") for _time in range(2)]
    look = desk.get("/desk/demo/ACDE3467/print/")

    assert [page.status_code for page in pages] == [200, 302]
    assert look.headers["Location"] == "/desk/demo/?q=ACDE3467"
    assert BadgePrint.objects.count() == 1


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

    # session, user, event; people, their seats; doors, figures, the last scan, conflicts, badges to look at
    with django_assert_num_queries(10):
        desk.get("/desk/demo/", {"q": "홍길동"})


def test_search_says_where_a_guest_sits(desk, event):
    area = make_area(event)
    sit(RegistrationFactory(event=event, name="홍길동"), area, "가-3")
    RegistrationFactory(event=event, name="홍길순")

    page = desk.get("/desk/demo/", {"q": "홍길"}).content.decode()

    assert "내빈석 가-3" in page
    assert page.count("person__seat") == 1


def test_last_scan_can_be_taken_back_on_the_page(desk, event):
    RegistrationFactory(event=event, name="박정호", title="교수", code="ACDE3467")
    desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": uuid4()})
    entry = CheckIn.objects.get()
    assert str(entry.scan_id) in text(desk.get("/desk/demo/"))

    page = text(desk.post("/desk/demo/undo/", {"scan_id": uuid4(), "undoes": entry.scan_id}, follow=True))

    assert "박정호 교수 님의 직전 처리를 되돌렸습니다." in page
    assert "마지막 처리" not in page
    assert not Presence.objects.exists()


def test_reason_lets_in_and_who_is_in_goes_out(desk, event):
    RegistrationFactory(event=event, code="ACDE3467", state="cancelled")
    url = "/desk/demo/ACDE3467/check-in/"

    steps = [{}, {"reason": " 초청\n담당자 확인 "}, {"kind": "out"}, {"kind": "out"}]
    for step in steps:
        desk.post(url, {"scan_id": uuid4(), **step})

    rows = CheckIn.objects.order_by("pk").values_list("outcome", "reason")
    assert list(rows) == [
        ("cancelled", ""),
        ("override", "초청 담당자 확인"),
        ("left", ""),
        ("not_in", ""),
    ]


def test_door_is_kept_from_page_to_page(desk, event):
    door = EntryList.objects.create(event=event, kind=EntryListKind.DINNER, name="만찬", categories=["vip"])
    RegistrationFactory(event=event, name="박정호", code="ACDE3467")

    page = text(
        desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": uuid4(), "list": door.pk}, follow=True)
    )

    assert "이 입장 명단에 없습니다" in page
    assert f'<option value="{door.pk}" selected>' in page
    assert CheckIn.objects.get().entry_list == door


@pytest.mark.parametrize("asked", ["x", "99", "-1", "9" * 30])
def test_door_of_no_event_is_not_found(desk, event, asked):
    RegistrationFactory(event=event, code="ACDE3467")

    answers = [
        desk.get("/desk/demo/", {"list": asked}).status_code,
        desk.post("/desk/demo/ACDE3467/check-in/", {"scan_id": uuid4(), "list": asked}).status_code,
        desk.post("/desk/demo/undo/", {"list": asked}).status_code,
        desk.post("/desk/demo/missed/", {"list": asked}).status_code,
    ]

    assert answers == [404] * 4
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"scan_id": "x"}, {"scan_id": uuid4(), "undoes": "x"}])
def test_undoing_nonsense_writes_nothing(desk, event, sent):
    assert "다시 찾아 주세요" in text(desk.post("/desk/demo/undo/", sent, follow=True))
    assert not CheckIn.objects.exists()


def test_missed_code_is_kept_and_told(desk, event):
    elsewhere = RegistrationFactory(code="ACDE3469")
    page = text(desk.get("/desk/demo/", {"q": "ACDE3467"}))
    assert "data-missed" in page
    assert "data-missed" not in text(desk.get("/desk/demo/", {"q": "없는사람"}))

    answers = [
        desk.post("/desk/demo/missed/", {"scan_id": uuid4(), "q": code}).json()["text"]
        for code in ("ACDE3467", elsewhere.code)
    ]

    assert answers == [
        "등록되지 않은 번호입니다. 성명으로 다시 찾아 주세요.",
        "다른 행사의 등록번호입니다. 행사 이름을 확인해 주세요.",
    ]
    assert list(CheckIn.objects.order_by("pk").values_list("outcome", "typed")) == [
        ("unknown", "ACDE3467"),
        ("other_event", ""),
    ]


def test_conflicts_are_shown_at_the_desk_until_somebody_looked(desk, event):
    guest = RegistrationFactory(event=event, name="박정호")
    by = UserFactory()
    for device in (checkin.Device("a"), checkin.Device("b", is_offline=True, let_in=True)):
        checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON, device=device)
    conflict = EntryConflict.objects.get()

    assert "확인할 입장 충돌이 1건 있습니다." in text(desk.get("/desk/demo/"))
    assert "박정호" in text(desk.get("/desk/demo/conflicts/"))
    desk.post(f"/desk/demo/conflicts/{conflict.pk}/")
    assert "확인할 입장 충돌이 없습니다." in text(desk.get("/desk/demo/conflicts/"))


def test_desk_is_told_of_badges_that_a_dead_station_had_in_hand(desk, event, settings):
    guest = RegistrationFactory(event=event)
    user = UserFactory()
    at = timezone.now()
    stations.ask(registration_id=guest.pk, by_id=user.pk, at=at)
    station = stations.hello(
        event_id=event.pk, key=uuid4(), name="1층", layout="roll-102x152", by_id=user.pk, at=at
    )
    stations.take(station_id=station.pk, at=at)

    before = text(desk.get("/desk/demo/"))
    PrintStation.objects.update(seen_at=at - settings.STATION_LEASE)
    after = text(desk.get("/desk/demo/"))

    assert "인쇄되었는지 확인할 명찰" not in before
    assert "인쇄되었는지 확인할 명찰이 1장 있습니다." in after


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ("ACDE3467/check-in/", "/desk/demo/?q=ACDE3467"),
        ("ACDE3467/print/", "/desk/demo/?q=ACDE3467"),
        ("undo/", "/desk/demo/"),
        ("conflicts/1/", "/desk/demo/"),
        ("prints/1/", "/desk/demo/"),
    ],
)
def test_who_had_to_sign_in_on_the_way_is_told_that_nothing_was_done(desk, event, sent, back):
    RegistrationFactory(event=event, code="ACDE3467")

    response = desk.get(f"/desk/demo/{sent}", follow=True)

    assert response.redirect_chain == [(back, 302)]
    assert "방금 처리는 하지 못했습니다. 다시 눌러 주세요." in text(response)
    assert not CheckIn.objects.exists()


def test_kiosk_that_was_to_be_locked_is_asked_again_after_signing_in(desk, event):
    assert desk.get("/desk/demo/kiosk/lock/").headers["Location"] == "/desk/demo/kiosk/"


@pytest.mark.parametrize(("category", "is_told"), [(Category.VIP, False), (Category.PRESS, True)])
def test_door_tells_before_anybody_is_let_in_who_is_not_on_its_list(desk, event, category, is_told):
    dinner = EntryList.objects.create(
        event=event, kind=EntryListKind.DINNER, name="만찬", categories=[Category.VIP]
    )
    RegistrationFactory(event=event, code="ACDE3467", category=category)

    at_the_door = text(desk.get("/desk/demo/", {"q": "ACDE3467", "list": dinner.pk}))
    at_the_event = text(desk.get("/desk/demo/", {"q": "ACDE3467"}))

    assert ("명단에 없음" in at_the_door, "이유를 적고 입장" in at_the_door) == (is_told, is_told)
    assert "명단에 없음" not in at_the_event
