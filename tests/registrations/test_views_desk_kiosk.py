"""The kiosk over HTTP: its lock, its limits, and a guest's way through it."""

import re

import pytest
from django.test import Client

from events import access
from events.models import EventRole
from registrations.models import CheckIn, StationJob
from tests.factories.admin import desk_user
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.desk.test_decoding import photo

pytestmark = pytest.mark.django_db
KIOSK = "/desk/demo/kiosk/"


@pytest.fixture
def event():
    return EventFactory(slug="demo")


@pytest.fixture
def guest(event):
    return RegistrationFactory(
        event=event, name="홍길동", organization="한국기계", phone="+821012345678", code="ACDE3467"
    )


@pytest.fixture
def desk(client, event):
    user = desk_user(event, is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.fixture
def kiosk(desk):
    assert desk.post(f"{KIOSK}lock/", {"pin": "2468"}).status_code == 302
    return desk


def text(response):
    return response.content.decode()


def find(kiosk, **said):
    return kiosk.post(f"{KIOSK}find/", said)


def token_in(response):
    return re.search(r'name="token" value="([^"]+)"', text(response))[1]


def test_locked_browser_opens_the_kiosk_alone(kiosk, event, guest):
    inside = kiosk.get(KIOSK)
    others = [
        "/desk/",
        "/desk/demo/",
        "/en/desk/demo/",
        "/desk/demo/prints/",
        "/desk/demo/station/",
        "/desk/demo/kioskx/",
        "/desk/other/kiosk/",
        "/admin/",
        "/accounts/logout/",
        "/accounts/password/change/",
        "/staff/",
    ]

    assert (inside.status_code, "메일의 QR 코드를" in text(inside)) == (200, True)
    assert kiosk.get(f"/en{KIOSK}").status_code == 200
    assert {kiosk.get(path).status_code for path in others} == {403}
    assert kiosk.post("/desk/demo/ACDE3467/check-in/").status_code == 403
    assert kiosk.get("/events/demo/").status_code == 200


def test_lock_needs_a_pin_of_digits_and_is_not_set_anew(desk):
    for pin in ("", "12", "abcd", "123456789", "١٢٣٤", "1234\n5"):
        assert desk.post(f"{KIOSK}lock/", {"pin": pin}).status_code == 200
    desk.post(f"{KIOSK}lock/", {"pin": "2468"})
    desk.post(f"{KIOSK}lock/", {"pin": "1111"})

    wrong = text(desk.post(f"{KIOSK}leave/", {"pin": "1111"}))
    assert "PIN이 맞지 않습니다." in wrong
    assert desk.get("/desk/demo/").status_code == 403
    assert desk.post(f"{KIOSK}leave/", {"pin": "2468"}).status_code == 302
    assert desk.get("/desk/demo/").status_code == 200


def test_pin_cannot_be_tried_out(kiosk):
    for number in range(5):
        kiosk.post(f"{KIOSK}leave/", {"pin": f"000{number}"})

    page = text(kiosk.post(f"{KIOSK}leave/", {"pin": "2468"}))

    assert "여러 번 잘못 입력했습니다" in page
    assert kiosk.get("/desk/demo/").status_code == 403


def test_guest_confirms_a_masked_name_and_is_let_in_once(kiosk, guest):
    shown = find(kiosk, digits="5678", initials="ㅎㄱㄷ")
    token = token_in(shown)
    done = [text(kiosk.post(f"{KIOSK}enter/", {"token": token})) for _ in range(2)]

    page = text(shown)
    assert ("홍*동" in page, "한***" in page) == (True, True)
    assert "홍길동" not in page
    assert "한국기계" not in page
    assert "ACDE3467" not in page
    assert "프린터에서 명찰을 받아" in done[0]
    assert 'data-home="/desk/demo/kiosk/"' in done[0]
    assert CheckIn.objects.count() == 1
    assert StationJob.objects.get().device == "키오스크"


def test_code_finds_too(kiosk, guest):
    assert "홍*동" in text(find(kiosk, code="acde3467"))


def test_guessing_is_slowed_and_finds_count_for_nothing(kiosk, guest):
    for _time in range(20):
        assert find(kiosk, code="ACDE3467").status_code == 200
    answers = [find(kiosk, digits="5678", initials="ㅂㅈㅎ") for _ in range(8)]
    after = find(kiosk, code="ACDE3467")

    assert {answer.status_code for answer in answers} == {200}
    assert "안내데스크로 오세요" in text(answers[0])
    assert after.status_code == 429
    assert "홍*동" not in text(after)


@pytest.mark.parametrize("token", ["", "x", "a:b:c"])
def test_token_of_ones_own_making_lets_nobody_in(kiosk, guest, token):
    page = kiosk.post(f"{KIOSK}enter/", {"token": token})

    assert "안내데스크로 오세요" in text(page)
    assert not CheckIn.objects.exists()


def test_unlocked_browser_is_no_kiosk(desk, guest):
    answers = [
        find(desk, code="ACDE3467"),
        desk.post(f"{KIOSK}enter/", {"token": "x"}),
        desk.get(f"{KIOSK}find/"),
    ]

    assert {answer.status_code for answer in answers} == {302}
    assert "PIN" in text(desk.get(KIOSK))


def test_role_that_is_taken_back_shuts_the_kiosk(event, guest, client):
    user = UserFactory()
    grant = access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.DESK, by_id=None, at=NOON)
    client.force_login(user)
    client.post(f"{KIOSK}lock/", {"pin": "2468"})
    access.revoke(grant_id=grant.pk, at=NOON)

    assert find(client, code="ACDE3467").status_code == 404


@pytest.mark.parametrize("path", [f"{KIOSK}decode/", "/desk/demo/decode/"])
def test_picture_is_read_for_desk_and_kiosk(desk, path):
    answer = desk.post(path, photo(), content_type="image/jpeg")

    assert answer.json() == {"code": "ACDE3467"}


def test_pictures_are_bounded_in_size_kind_and_number(desk, settings):
    decode = "/desk/demo/decode/"

    assert desk.post(decode, b"x" * 400_001, content_type="image/jpeg").status_code == 413
    assert desk.post(decode, b"no", content_type="image/jpeg").status_code == 415
    settings.ACCOUNT_RATE_LIMITS = {"desk_picture": "2/m/key"}
    answers = [desk.post(decode, photo(), content_type="image/jpeg").status_code for _ in range(3)]
    assert 429 in answers
    assert Client().post(decode, photo(), content_type="image/jpeg").status_code == 302
