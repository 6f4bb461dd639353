"""Walk-ins and deputies over HTTP."""

from uuid import uuid4

import pytest
from django.test import Client

from registrations.desk import walkins
from registrations.models import CheckIn, Consent, Registration, StationJob, WalkIn
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
WALK_IN = "/desk/demo/walk-in/"


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


def filled(**fields):
    return {
        "walkin_id": str(uuid4()),
        "name": "박정호",
        "organization": "명지대학교",
        "title": "교수",
        "phone": "010-1111-2222",
        "category": "academia",
        "paper": "on",
        **fields,
    }


def text(response):
    return response.content.decode()


def test_guest_is_registered_let_in_and_gets_the_badge(desk, event):
    desk.post(
        "/desk/demo/settings/",
        {"name": "데스크 1", "layout": "sticker-2x4", "after": "at_once", "way": "station"},
    )
    page = text(desk.post(WALK_IN, filled(photo="on"), follow=True))

    guest = Registration.objects.get()
    assert "박정호 님을 등록하고 입장 처리했습니다." in page
    assert guest.code in page
    assert CheckIn.objects.get().device == "데스크 1"
    assert StationJob.objects.get().registration == guest
    assert Consent.objects.filter(given=True, way="desk").count() == 3


def test_form_that_is_sent_twice_lets_in_once(desk, event):
    form = filled(is_new="1")

    for _time in range(2):
        desk.post(WALK_IN, form)

    assert (Registration.objects.count(), CheckIn.objects.count()) == (1, 1)


def test_who_may_be_registered_is_shown_first(desk, event):
    known = RegistrationFactory(event=event, name="박정호", organization="명지대학교")

    first = text(desk.post(WALK_IN, filled()))
    assert Registration.objects.count() == 1
    desk.post(WALK_IN, filled(is_new="1"))

    assert "이미 등록된 분일 수 있습니다." in first
    assert known.code in first
    assert Registration.objects.count() == 2


def test_full_hall_is_said_and_nobody_is_let_in(desk, event):
    event.capacity = 1
    event.save()
    RegistrationFactory(event=event, name="다른 사람", phone="")

    page = text(desk.post(WALK_IN, filled(), follow=True))

    assert "「대기」 상태이므로 입장 처리하지 않았습니다." in page
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"paper": ""},
        {"name": ""},
        {"category": "king"},
        {"walkin_id": "x"},
        {"phone": "12"},
        {"category": "vip"},
        {"name": "😀"},
    ],
)
def test_what_is_wrong_registers_nobody(desk, event, fields):
    response = desk.post(WALK_IN, filled(**fields))

    assert response.status_code == 200
    assert not Registration.objects.exists()


def test_guest_agrees_on_their_own_phone_and_the_desk_finds_them(desk, event, user):
    assert "data:image/png" in text(desk.get(f"{WALK_IN}link/"))
    token = walkins.link_token(event_id=event.pk, desk=walkins.Desk(user.pk, "데스크 1"))
    phone = Client()
    form = {**filled(), "consent_privacy": "on", "consent_age": "on", "consent_news": "on"}

    shown = phone.get(f"/walk-in/{token}/")
    refused = text(phone.post(f"/walk-in/{token}/", {**form, "consent_privacy": ""}))
    done = [text(phone.post(f"/walk-in/{token}/", form)) for _ in range(2)]

    assert shown["X-Robots-Tag"] == "noindex, nofollow"
    assert "이 항목에 동의가 필요합니다" in refused
    assert done[0] == done[1]
    assert set(Consent.objects.filter(given=True).values_list("item", "way")) == {
        ("privacy", "link"),
        ("age", "link"),
        ("news", "link"),
    }
    row = WalkIn.objects.get()
    assert (row.by, row.device) == (user, "데스크 1")
    assert row.registration.code not in done[0]
    assert "박정호" in text(desk.get("/desk/demo/", {"q": "박정호"}))


def test_phones_page_says_the_same_of_who_is_registered(event, user, client):
    token = walkins.link_token(event_id=event.pk, desk=walkins.Desk(user.pk))
    RegistrationFactory(event=event, name="박정호", organization="명지대학교")

    page = text(client.post(f"/walk-in/{token}/", {**filled(), "consent_privacy": "on", "consent_age": "on"}))

    assert "등록데스크에 성명을 말씀해 주세요." in page
    assert Registration.objects.count() == 1


def test_guest_puts_nobody_among_the_vips(event, user, client):
    token = walkins.link_token(event_id=event.pk, desk=walkins.Desk(user.pk))

    client.post(
        f"/walk-in/{token}/",
        {**filled(category="vip"), "consent_privacy": "on", "consent_age": "on", "override_reason": "x"},
    )

    assert not Registration.objects.exists()


def test_forged_link_opens_nothing(client, event):
    assert client.get("/walk-in/x:y:z/").status_code == 410


def test_deputy_is_let_in_with_the_reason_on_record(desk, event):
    guest = RegistrationFactory(event=event, name="장차관", code="ACDE3467", category="vip")
    form = {**filled(name="김대리"), "reason": "국회 출석"}

    without = text(desk.post("/desk/demo/ACDE3467/deputy/", {**form, "reason": ""}))
    assert Registration.objects.count() == 1
    page = text(desk.post("/desk/demo/ACDE3467/deputy/", form, follow=True))

    guest.refresh_from_db()
    deputy = guest.deputy
    assert "대리참석 사유를 적어 주세요." in without
    assert "김대리 님을 등록하고 입장 처리했습니다." in page
    assert (deputy.category, deputy.moves.get().note) == ("vip", "국회 출석")
    assert CheckIn.objects.get().registration == deputy


def test_guest_of_another_event_has_no_deputy_here(desk):
    RegistrationFactory(code="ACDE3467")

    assert desk.post("/desk/demo/ACDE3467/deputy/", filled()).status_code == 404


def test_strangers_register_nobody(event, client):
    assert client.post(WALK_IN, filled()).status_code == 302
    client.force_login(UserFactory())
    assert client.post(WALK_IN, filled()).status_code == 404
    assert client.get(f"{WALK_IN}link/").status_code == 404
    assert not Registration.objects.exists()
