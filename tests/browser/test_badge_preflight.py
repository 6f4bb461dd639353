"""Badges are looked over in a browser: each as it will be printed, drawn anew while its words are typed."""

import os
from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registrations.models import BadgeText
from registrations.states import Category
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    event = EventFactory(name="제1회 M.AX 컨퍼런스 겸 산업성장포럼")
    RegistrationFactory(
        event=event, name="홍길동😀", organization="산업통상자원부", category=Category.GOVERNMENT
    )
    RegistrationFactory(event=event, name="Maximilian Alexander von Habsburg-Lothringen", title="")
    RegistrationFactory(event=event, name="\u202eمحمد\u202c", organization="가나다라마바사아자차" * 10)
    RegistrationFactory(event=event, name="남궁민수", category=Category.VIP)
    return event


@pytest.fixture
def open_admin(open_page, event):
    return partial(signed_in, open_page, organizer_of(event))


def address(event):
    return reverse("admin:events_event_badge_preflight", args=[event.pk])


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("layout", ["", "sticker-2x4"])
def test_page_is_accessible_and_fits(open_admin, event, width, layout):
    page = open_admin(width)

    page.goto(f"{address(event)}?layout={layout}")
    page.locator("summary").first.click()
    expect(page.locator(".mf-look")).to_have_count(3)

    if "SHOTS" in os.environ:
        page.set_viewport_size({"width": width, "height": 4000})
        page.wait_for_timeout(300)
        page.screenshot(path=f"{os.environ['SHOTS']}/preflight-{layout}-{width}.png")
    assert problems(page, "#content") == []


def test_badge_is_drawn_anew_while_words_are_typed_and_kept_when_saved(open_admin, event):
    page = open_admin(DESK)
    page.goto(f"{address(event)}?layout=sticker-2x4")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="홍길동😀"))
    expect(card.locator(".mf-look")).to_contain_text("홍길동□")

    card.get_by_text("명찰에만 쓰는 표기").click()
    card.get_by_label("성명").fill("홍길동")
    expect(card.locator(".mf-look")).not_to_contain_text("□")
    expect(card.locator("[data-badge-seen]")).to_contain_text("문제 없음")
    card.get_by_label("성명").fill("홍🔥")
    expect(card.locator("[data-badge-errors]")).to_contain_text("그림 문자")
    assert BadgeText.objects.count() == 0
    card.get_by_label("성명").fill("홍길동")
    card.get_by_label("성명").press("Enter")

    expect(page.get_by_text("명찰 표기를 저장했습니다.")).to_be_visible()
    assert BadgeText.objects.get().name == "홍길동"


def test_badge_is_left_out_by_keyboard_alone(open_admin, event):
    page = open_admin(DESK)
    page.goto(f"{address(event)}?layout=sticker-2x4")

    page.get_by_label("이번 출력에서 빼기").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="표시한 명찰을 이번 출력에서 빼기").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("1명을 이번 출력에서 뺐습니다.")).to_be_visible()
    expect(page.locator(".mf-look")).to_have_count(2)
