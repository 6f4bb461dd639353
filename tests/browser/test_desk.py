"""A shift at the desk by the keyboard alone: find, let in, hear of a repeat, take back, let in with a reason."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from events import access
from events.models import EventRole
from registrations.desk import checkin
from registrations.models import CheckIn
from registrations.states import Category, RegistrationState
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import desk_user
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def guests(event):
    return [
        RegistrationFactory(event=event, name="박정호", title="교수", organization="한국대학교"),
        RegistrationFactory(event=event, name="박준형", title="과장"),
        RegistrationFactory(event=event, name="김대기", state=RegistrationState.WAITLISTED, waiting_number=1),
    ]


def signed_in(open_page, client, user, width: int = DESK) -> Page:
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return open_page(width, cookies={name: client.cookies[name].value})


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_shift_by_the_keyboard(open_page, client, event, guests, width):
    page = signed_in(open_page, client, desk_user(event), width)
    page.goto("/desk/demo/")
    assert page.locator("[hidden]:visible").count() == 0

    page.keyboard.type("ㅂㅈㅎ")
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(2)
    expect(page.locator(".person--chosen")).to_contain_text("박정호")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".person--chosen")).to_contain_text("박준형")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("박정호 교수 님, 입장 처리했습니다.")

    page.get_by_role("searchbox").press("Enter")  # a plain Enter prints the badge
    expect(page.get_by_role("alert").first).to_contain_text("이미 입장했습니다")

    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_role("status").first).to_contain_text("되돌렸습니다")

    page.get_by_role("searchbox").fill("김대기")
    page.keyboard.press("Enter")
    page.get_by_text("이유를 적고 입장").click()
    page.get_by_placeholder("예: 초청 담당자 확인").fill("국장실에서 확인함")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("사유를 남기고 입장 처리했습니다.")

    page.get_by_role("searchbox").fill("ACDE3467")
    page.keyboard.press("Enter")
    expect(page.locator("[data-missed-text]")).to_contain_text("등록되지 않은 번호입니다")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    outcomes = list(CheckIn.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["entered", "already", "undone", "override", "unknown"]
    assert overflow <= 0


def test_live_page_counts_on_and_tells_of_a_guest_of_honour(open_page, client, event, guests):
    organizer = UserFactory()
    access.grant(event_id=event.pk, user_id=organizer.pk, role=EventRole.ORGANIZER, by_id=None, at=NOON)
    organizer.refresh_from_db()
    vip = RegistrationFactory(event=event, name="김장관", title="장관", category=Category.VIP)
    page = signed_in(open_page, client, organizer)
    page.goto(reverse("admin:events_event_live", args=[event.pk]))
    inside = page.locator(".mf-figure", has_text="현재 입장").locator("strong")
    expect(inside).to_have_text("0")

    checkin.check_in(registration_id=vip.pk, scan_id=uuid4(), by_id=organizer.pk, at=NOON)

    expect(inside).to_have_text("1")
    expect(page.locator("[data-arrived]")).to_contain_text("장관 김장관")
    expect(page.locator("svg.mf-chart rect")).to_have_count(1)
