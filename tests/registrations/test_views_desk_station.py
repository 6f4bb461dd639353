"""The print station over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from events import access
from events.models import EventRole
from registrations.badges import printing
from registrations.desk import stations
from registrations.models import BadgePrint, PrintStation, StationJob
from registrations.states import RegistrationState, Way
from tests.factories.admin import desk_user
from tests.factories.badges import make_layout
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
STATION = "/desk/demo/station/"


@pytest.fixture
def event():
    return EventFactory(slug="demo")


@pytest.fixture
def user(event):
    return desk_user(event)


@pytest.fixture
def desk(client, user):
    client.force_login(user)
    return client


@pytest.fixture
def me():
    return {"station": str(uuid4()), "name": "1층", "layout": "roll-102x152"}


def ask(event, user, **fields):
    guest = RegistrationFactory(event=event, **fields)
    return stations.ask(registration_id=guest.pk, by_id=user.pk, at=NOON)


def test_badge_is_taken_shown_in_the_stations_size_and_closed(desk, event, user, me):
    job = ask(event, user, name="박정호")

    taken = desk.post(f"{STATION}take/", me).json()["job"]
    page = desk.get(taken["page"])
    style = desk.get("/desk/demo/badge.css", {"layout": "roll-102x152"}).content.decode()
    answer = desk.post(f"{STATION}{job.pk}/done/", me)

    assert (taken["id"], taken["name"]) == (job.pk, "박정호")
    assert "layout=roll-102x152" in page.content.decode()
    assert "js/print.js" not in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "size:102mm 152mm" in style
    assert answer.status_code == 204
    assert BadgePrint.objects.get().station == "1층"
    assert desk.post(f"{STATION}take/", me).json() == {"job": None}


def test_own_layout_of_the_event_can_be_in_the_printer(desk, event, user, me):
    row = make_layout(event)
    ask(event, user)
    me["layout"] = f"own-{row.pk}"

    assert desk.get(desk.post(f"{STATION}take/", me).json()["job"]["page"]).status_code == 200


def test_badge_of_another_station_is_not_shown_and_not_closed(desk, event, user, me):
    job = ask(event, user)
    desk.post(f"{STATION}take/", me)
    other = {**me, "station": str(uuid4())}
    desk.post(f"{STATION}alive/", other)

    page = desk.get(f"{STATION}{job.pk}/badge/", {"station": other["station"]})
    answer = desk.post(f"{STATION}{job.pk}/done/", other)

    assert (page.status_code, answer.status_code) == (404, 409)
    assert StationJob.objects.get().state == "taken"


def test_queue_is_told_once_and_then_not_modified(desk, event, user):
    ask(event, user, name="박정호")

    first = desk.get(f"{STATION}queue/")
    second = desk.get(f"{STATION}queue/", headers={"If-None-Match": first["ETag"]})
    ask(event, user)
    third = desk.get(f"{STATION}queue/", headers={"If-None-Match": first["ETag"]})

    assert first.json()["queued"] == 1
    assert "박정호" in first.json()["html"]
    assert (second.status_code, second.content) == (304, b"")
    assert third.json()["queued"] == 2


def test_failure_is_kept_with_its_word_and_printed_again_by_a_person(desk, event, user, me):
    job = ask(event, user)
    desk.post(f"{STATION}take/", me)

    desk.post(f"{STATION}{job.pk}/done/", {**me, "failure": "용지\n걸림"})
    page = desk.get("/desk/demo/prints/").content.decode()
    desk.post(f"/desk/demo/prints/{job.pk}/", {"what": "again"})

    assert "용지 걸림" in page
    assert StationJob.objects.get().state == "queued"


def test_dead_stations_badge_is_shown_as_to_be_looked_at(desk, event, user, me):
    job = ask(event, user)
    desk.post(f"{STATION}take/", me)
    PrintStation.objects.update(seen_at=NOON - timedelta(days=400))

    page = desk.get("/desk/demo/prints/").content.decode()
    after = desk.post(f"/desk/demo/prints/{job.pk}/", {"what": "printed"}, follow=True).content.decode()

    assert "확인 필요" in page
    assert "나왔습니다" in page
    assert "인쇄함" in after
    assert BadgePrint.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"station": "x"},
        {"station": ""},
        {"station": str(uuid4()), "layout": "own-99999999999999999999"},
        {"station": str(uuid4()), "layout": "own-²"},
    ],
)
def test_hand_made_stations_open_nothing(desk, event, fields):
    answers = [desk.post(f"{STATION}{what}/", fields).status_code for what in ("take", "alive")]

    assert set(answers) <= {404, 409}
    assert not PrintStation.objects.exists()


@pytest.mark.parametrize("number", [0, 10**25])
def test_jobs_that_do_not_exist_are_not_found(desk, event, me, number):
    desk.post(f"{STATION}alive/", me)

    answers = [
        desk.get(f"{STATION}{number}/badge/", {"station": me["station"]}),
        desk.post(f"{STATION}{number}/done/", me),
        desk.post(f"/desk/demo/prints/{number}/", {"what": "printed"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_station_page_asks_for_its_label_and_then_stands_open(desk, event):
    asked = desk.get(STATION).content.decode()
    opened = desk.get(STATION, {"name": "1층", "layout": "sticker-2x4"})

    assert "프린터에 끼운 라벨" in asked
    assert "js/desk/station.js" in opened.content.decode()
    assert "frame-src 'self'" in opened["Content-Security-Policy"]
    assert "프린터에 끼운 라벨" in desk.get(STATION, {"layout": "own-1"}).content.decode()


def test_strangers_and_desks_of_other_events_get_nothing(event, user, me):
    ask(event, user)
    stranger, other = Client(), Client()
    helper = UserFactory()
    access.grant(event_id=EventFactory().pk, user_id=helper.pk, role=EventRole.DESK, by_id=None, at=NOON)
    other.force_login(helper)

    for path in (STATION, f"{STATION}queue/", "/desk/demo/prints/"):
        assert other.get(path).status_code == 404
        assert stranger.get(path).status_code == 302
    assert other.post(f"{STATION}take/", me).status_code == 404
    assert StationJob.objects.get().state == "queued"


def send(client, **asked):
    return client.post(f"{STATION}ask/", asked, content_type="application/json")


def test_app_sends_a_badge_once(desk, event, user):
    guest = RegistrationFactory(event=event, name="박정호")

    first, again = (send(desk, code=guest.code, device="데스크 1").json() for _ in range(2))

    assert first == again
    assert (first["is_open"], "박정호" in first["said"]) == (False, True)
    job = StationJob.objects.get()
    assert (job.registration, job.device, job.asked_by) == (guest, "데스크 1", user)


@pytest.mark.parametrize("asked", [{}, {"code": 7}, {"code": "QKRW3467"}, {"code": "\0"}])
def test_app_hears_of_a_code_that_is_nobodys(desk, event, asked):
    RegistrationFactory(code="QKRW3467")  # of another event

    assert "등록번호" in send(desk, **asked).json()["error"]
    assert not StationJob.objects.exists()


def test_app_hears_why_a_badge_is_not_sent(desk, event):
    guest = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)
    known = RegistrationFactory(event=event)
    printing.record_print(registration_ids=[known.pk], way=Way.DESK, by_id=None, at=NOON)

    assert "취소" in send(desk, code=guest.code).json()["error"]
    assert "사유" in send(desk, code=known.code).json()["error"]
    assert "사유" in send(desk, code=known.code, reason="other").json()["error"]
    assert "error" not in send(desk, code=known.code, reason="lost").json()
    assert StationJob.objects.get().reason == "lost"


def test_app_is_for_the_desk_alone(client, event):
    assert send(client, code="QKRW3467").status_code == 401
    client.force_login(UserFactory())
    assert send(client, code="QKRW3467").status_code == 404


def test_what_is_no_json_is_refused(desk, event):
    assert desk.post(f"{STATION}ask/", "{", content_type="application/json").status_code == 400
    assert "error" in desk.post(f"{STATION}ask/", "[]", content_type="application/json").json()
