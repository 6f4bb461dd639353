"""Badge in hand over HTTP: what a device is set to decides which way; once more needs a reason."""

from uuid import uuid4

import pytest

from registrations.desk import checkin
from registrations.models import (
    BadgePrint,
    BadgeSpoil,
    BadgeText,
    CheckIn,
    EntryList,
    EntryListKind,
    Registration,
    StationJob,
)
from registrations.states import RegistrationState
from tests.factories.events import EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="demo")


@pytest.fixture
def guest(event):
    return RegistrationFactory(event=event, name="박정호", organization="명지대학교", code="ACDE3467")


def text(response):
    return response.content.decode()


def set_up(desk, **fields):
    values = {"name": "데스크 1", "layout": "roll-102x152", "after": "ask", "way": "browser", **fields}
    return desk.post("/desk/demo/settings/", values, follow=True)


def check_in(desk, code="ACDE3467", **fields):
    return desk.post(f"/desk/demo/{code}/check-in/", {"scan_id": uuid4(), **fields}, follow=True)


def test_settings_stay_on_the_device(desk, guest):
    page = text(set_up(desk))
    shown = text(desk.get("/desk/demo/settings/"))

    assert "이 기기의 설정을 저장했습니다." in page
    assert "데스크 1 · 이 기기의 설정" in page
    assert 'value="roll-102x152" selected' in shown


def test_badge_from_this_browser_has_its_labels_size_and_says_by_which_desk(desk, guest):
    set_up(desk)

    page = text(desk.post("/desk/demo/ACDE3467/print/"))

    assert "layout=roll-102x152" in page
    assert "js/print.js" in page
    assert BadgePrint.objects.get().station == "데스크 1"


def test_entry_names_the_device_and_its_page_stands_at_the_devices_door(desk, event, guest):
    dinner = EntryList.objects.create(event=event, kind=EntryListKind.DINNER, name="만찬")
    set_up(desk, entry_list=dinner.pk)

    usual = desk.get("/desk/demo/").context["door"]
    chosen = desk.get("/desk/demo/", {"list": ""}).context["door"]
    after = check_in(desk, list=dinner.pk).context["door"]

    scan = CheckIn.objects.get()
    assert (usual, chosen, after) == (dinner, None, dinner)
    tag = desk.get("/desk/demo/roster/").json()["device"]
    assert (scan.device, scan.entry_list) == (f"데스크 1 · {tag}", dinner)


@pytest.mark.parametrize(
    ("after", "marks"), [("at_once", ["data-at-once", "data-next"]), ("ask", ["data-next"]), ("not", [])]
)
def test_badge_after_entry_is_printed_asked_for_or_not(desk, guest, after, marks):
    set_up(desk, after=after)

    page, again = text(check_in(desk)), text(desk.get("/desk/demo/", {"q": "ACDE3467"}))

    assert [mark for mark in ("data-at-once", "data-next") if mark in page] == marks
    assert "data-next" not in again
    assert not BadgePrint.objects.exists()


def test_badge_after_entry_goes_to_the_station_at_once(desk, guest):
    set_up(desk, after="at_once", way="station")

    page = text(check_in(desk))

    job = StationJob.objects.get()
    assert (job.registration, job.device, job.state) == (guest, "데스크 1", "queued")
    assert "열려 있는 인쇄 스테이션이 없어 기다리고 있습니다" in page


def test_second_entry_prints_nothing(desk, guest):
    set_up(desk, after="at_once", way="station")
    check_in(desk)
    StationJob.objects.all().delete()

    check_in(desk)

    assert not StationJob.objects.exists()


def test_who_has_a_badge_already_gets_none_after_entry(desk, guest):
    set_up(desk, after="at_once")
    desk.post("/desk/demo/ACDE3467/print/")

    assert "data-at-once" not in text(check_in(desk))


def test_badge_once_more_needs_a_reason(desk, guest):
    desk.post("/desk/demo/ACDE3467/print/")

    refused = desk.post("/desk/demo/ACDE3467/print/", {"frame": "1"})
    form = desk.post("/desk/demo/ACDE3467/badge/", {"name": "박정호", "organization": "명지대학교"})
    other = desk.post("/desk/demo/ACDE3467/badge/", {"name": "박정호", "reason": "other"})
    printed = desk.post(
        "/desk/demo/ACDE3467/badge/", {"name": "박정호", "organization": "명지대학교", "reason": "lost"}
    )

    assert (refused.status_code, "사유" in text(refused)) == (409, True)
    assert "다시 인쇄하는 사유를 골라 주세요." in text(form)
    assert "설명을 적어 주세요." in text(other)
    assert "js/print.js" in text(printed)
    assert list(BadgePrint.objects.order_by("pk").values_list("reason", flat=True)) == ["", "lost"]


def test_badges_words_are_put_right_and_the_registration_stays(desk, guest):
    page = text(
        desk.post(
            "/desk/demo/ACDE3467/badge/",
            {"name": "박정호", "organization": "명지대학교 산학협력단", "title": guest.title},
        )
    )

    assert "산학협력단" in page
    assert BadgeText.objects.get().organization == "명지대학교 산학협력단"
    assert Registration.objects.get().organization == "명지대학교"


def test_words_are_not_put_right_where_the_badge_is_refused(desk, event):
    RegistrationFactory(event=event, code="ACDE3467", state=RegistrationState.CANCELLED)

    page = text(desk.post("/desk/demo/ACDE3467/badge/", {"name": "다른 이름"}))

    assert "명찰을 출력하지 않았습니다" in page
    assert not BadgeText.objects.exists()


def test_device_without_a_printer_puts_words_right_alone(desk, guest):
    set_up(desk, way="none")

    page = text(desk.post("/desk/demo/ACDE3467/badge/", {"name": "朴正浩"}, follow=True))

    assert "명찰의 표기를 고쳤습니다." in page
    assert "/desk/demo/ACDE3467/print/" not in page
    assert not BadgePrint.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"layout": "own-1"},
        {"after": "later"},
        {"way": "fax"},
        {"entry_list": "99"},
        {"entry_list": "x"},
        {"name": "가" * 41},
    ],
)
def test_hand_made_settings_are_refused(desk, guest, fields):
    set_up(desk, **fields)

    assert not [name for name in desk.cookies if name.startswith("desk-")]


def test_settings_of_a_door_that_is_gone_are_as_usual(desk, event, guest):
    dinner = EntryList.objects.create(event=event, kind=EntryListKind.DINNER, name="만찬")
    set_up(desk, entry_list=dinner.pk)
    dinner.delete()

    assert desk.get("/desk/demo/").context["door"] is None


def test_cookie_of_ones_own_making_counts_for_nothing(desk, event, guest):
    desk.cookies[f"desk-{event.pk}"] = '{"way": "none"}:x:y'

    assert "명찰 인쇄" in text(desk.get("/desk/demo/", {"q": "ACDE3467"}))


def test_guest_of_another_event_is_not_found(desk):
    RegistrationFactory(code="ACDE3467")

    answers = [desk.get("/desk/demo/ACDE3467/badge/"), desk.post("/desk/demo/ACDE3467/print/")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_figures_stay_those_of_the_event(desk, event, guest):
    check_in(desk)

    assert checkin.figures(event.pk).entered == 1


def hand_over(desk, **fields):
    """What the desk's script asks for: the badge with the answer."""
    values = {"scan_id": uuid4(), **fields}
    return desk.post("/desk/demo/ACDE3467/check-in/", values, headers={"Accept": "application/json"})


def test_badge_comes_with_the_answer_that_lets_in(desk, guest):
    set_up(desk, after="at_once")

    answer = hand_over(desk).json()
    page = text(desk.get(answer["next"]))

    assert answer["next"] == "/desk/demo/?q=ACDE3467&list="
    assert answer["badge"]["title"] == "박정호 명찰"
    assert 'class="badge"' in answer["badge"]["html"]
    assert "명지대학교" in answer["badge"]["html"]
    assert BadgePrint.objects.get().station == "데스크 1"
    assert "입장 처리했습니다." in page
    assert "data-at-once" not in page


@pytest.mark.parametrize(
    ("fields", "jobs"),
    [({"after": "ask"}, 0), ({"after": "not"}, 0), ({"after": "at_once", "way": "station"}, 1)],
)
def test_answer_has_no_badge_where_the_device_is_set_otherwise(desk, guest, fields, jobs):
    set_up(desk, **fields)

    answer = hand_over(desk).json()

    assert answer["badge"] is None
    assert CheckIn.objects.get().outcome == "entered"
    assert (BadgePrint.objects.count(), StationJob.objects.count()) == (0, jobs)


def test_answer_that_did_not_arrive_has_its_badge_again(desk, guest):
    """The first badge never came out, so the ledger has one good badge and the second needs no reason."""
    set_up(desk, after="at_once")
    scan_id = uuid4()

    badges = [hand_over(desk, scan_id=scan_id).json()["badge"] is not None for _ in range(3)]

    assert badges == [True, True, True]
    assert (CheckIn.objects.count(), BadgePrint.objects.in_hand().count()) == (1, 1)
    assert BadgePrint.objects.filter(spoil__isnull=False).count() == 2


def test_form_sent_after_an_answer_that_did_not_arrive_prints_the_badge(desk, guest):
    set_up(desk, after="at_once")
    scan_id = uuid4()
    hand_over(desk, scan_id=scan_id)

    page = text(check_in(desk, scan_id=scan_id))

    assert "data-at-once" in page
    desk.post("/desk/demo/ACDE3467/print/")
    assert BadgePrint.objects.in_hand().get().registration == guest
    assert BadgeSpoil.objects.get().by.name == "김데스크"


def test_second_entry_takes_back_no_badge(desk, guest):
    set_up(desk, after="at_once")
    hand_over(desk)

    assert hand_over(desk).json()["badge"] is None
    assert not BadgeSpoil.objects.exists()


def test_answer_to_a_refusal_leads_to_its_sentence(desk, guest):
    set_up(desk, after="at_once")
    Registration.objects.update(state=RegistrationState.WAITLISTED, waiting_number=1)

    answer = hand_over(desk).json()

    assert answer["badge"] is None
    assert "대기" in text(desk.get(answer["next"]))
    assert not BadgePrint.objects.exists()


def test_answer_to_a_mangled_scan_leads_to_its_sentence(desk, guest):
    set_up(desk, after="at_once")

    answer = hand_over(desk, scan_id="nonsense").json()

    assert "화면이 오래되었습니다." in text(desk.get(answer["next"]))
    assert not CheckIn.objects.exists()


def test_ground_of_badges_has_the_labels_style_and_stands_in_the_desks_frame_alone(desk, guest):
    set_up(desk)

    response = desk.get("/desk/demo/badge/")

    assert "layout=roll-102x152" in text(response)
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_ground_of_badges_is_for_the_desk_alone(client, guest):
    client.force_login(UserFactory())

    assert client.get("/desk/demo/badge/").status_code == 404
