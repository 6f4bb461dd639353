"""A rehearsal in Chromium: made in the admin, worked at its desk, marked wherever somebody looks, and deleted."""

from dataclasses import replace
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import Event
from registrations import rehearsing
from registrations.badges import design
from registrations.models import CheckIn
from registrations.states import RegistrationState
from tests.browser import desks
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.factories.admin import organizer_of
from tests.factories.badges import make_layout
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return EventFactory(open_now=True, slug="demo", name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def organizer(event):
    return organizer_of(event)


@pytest.fixture
def open_admin(open_page, organizer):
    return partial(desks.open_desk, open_page, organizer)


@pytest.fixture
def rehearsal(event, organizer):
    return rehearsing.make(event_id=event.pk, people=10, by_id=organizer.pk, at=timezone.now())


def guest_of(rehearsal):
    return rehearsal.registrations.filter(state=RegistrationState.CONFIRMED).order_by("pk").first()


def test_rehearsal_from_the_button_to_the_last_row(open_admin, event):
    page = open_admin()
    page.goto(reverse("admin:events_event_change", args=[event.pk]))
    page.get_by_role("link", name="리허설 만들기").click()
    page.get_by_label("가상 참가자 수").fill("10")
    page.get_by_role("button", name="리허설 만들기").click()
    expect(page.get_by_text("리허설을 만들었습니다.")).to_be_visible()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="등록데스크 열기").click()
    desk = opened.value
    expect(desk.get_by_role("complementary", name="리허설")).to_contain_text("리허설")
    guest = guest_of(Event.objects.get(rehearsal_of=event))
    desk.get_by_role("searchbox").fill(guest.code)
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="입장 처리").first.click()
    expect(desk.get_by_role("status").first).to_contain_text("입장 처리했습니다.")

    page.reload()
    expect(page.locator(".mf-facts")).to_contain_text("1명 (지금 안에 1명)")
    page.get_by_role("link", name="리허설 지우기").click()
    page.get_by_role("button", name="리허설 지우기").click()
    expect(page.get_by_text("리허설을 지웠습니다.")).to_be_visible()
    assert CheckIn.objects.count() == 0
    assert list(Event.objects.all()) == [event]


@pytest.mark.parametrize("has_band", [True, False])
def test_badge_from_the_desk_bears_the_word(open_admin, rehearsal, has_band):
    guest = guest_of(rehearsal)
    usual = design.standard(102, 152)
    blocks = tuple(one for one in usual.blocks if has_band or one.field != design.Field.CATEGORY)
    make_layout(rehearsal, "roll-102x152", design=replace(usual, blocks=blocks))
    page = open_admin()
    page.goto(f"/desk/{rehearsal.slug}/settings/")
    page.get_by_label("데스크 이름").fill("데스크 1")
    page.get_by_label("이 기기의 프린터에 끼운 라벨").select_option(label="우리 명찰")
    page.get_by_role("button", name="저장").click()
    page.get_by_text("이 기기의 설정을 저장했습니다.").wait_for()
    page.goto(f"/desk/{rehearsal.slug}/?q={guest.code}")
    page.get_by_role("button", name="명찰 인쇄").click()
    page.wait_for_function("() => window.printed?.length")

    frame = page.frame(name="badge-frame")
    stamped = frame.evaluate("getComputedStyle(document.querySelector('.badge'), '::after').content")
    said = frame.evaluate("document.querySelector('.badge').innerText")

    assert ("리허설" in said, "리허설" in stamped) == (has_band, not has_band)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_say_that_it_is_a_rehearsal_fit_and_are_accessible(open_admin, event, rehearsal, width):
    page = open_admin(width)
    desk = [f"/desk/{rehearsal.slug}/{path}" for path in ("", "settings/", "walk-in/", "station/", "app/")]
    admin = [
        reverse(f"admin:{name}", args=[rehearsal.pk])
        for name in ("events_event_rehearsal", "events_event_rehearsal_discard")
    ]

    found = []
    for path in [*desk, *admin]:
        page.goto(path)
        if page.locator(".band, .mf-rehearsal", has_text="리허설").count() != 1:
            found.append(("no band", path))
        found += problems(page, None if path in desk else "#content")

    assert found == []
