"""Seating guests in a browser: by mouse and by keyboard, on a desk's screen and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registrations import ordering
from registrations.models import SeatArea
from registrations.states import Category
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import signed_in
from tests.browser.test_mailings import assert_accessible
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, sit, sitting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return EventFactory(name="제3회 M.AX 컨퍼런스")


@pytest.fixture
def open_seating(open_page, event):
    def opened(width):
        page = signed_in(open_page, organizer_of(event), width)
        page.goto(reverse("admin:events_event_seating", args=[event.pk]))
        return page

    return opened


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_hall_from_the_first_area_to_guests_in_their_seats(open_seating, event, width):
    for rank, name in enumerate(["김장관", "이차관", "박실장"], start=1):
        guest = RegistrationFactory(event=event, name=name, category=Category.VIP)
        ordering.rank(registration_id=guest.pk, rank=rank)
    RegistrationFactory(event=event, name="최사원", organization="한국기계")
    page = open_seating(width)
    page.get_by_role("link", name="구역 더하기").click()
    assert_accessible(page)
    page.get_by_label("구역 이름").fill("내빈석")
    page.get_by_label("열 수").fill("2")
    page.get_by_label("한 열의 좌석 수").fill("14")
    page.get_by_role("button", name="더하기").click()
    assert_accessible(page)

    page.get_by_role("button", name="배정", exact=True).click()
    expect(page.get_by_text("3명을 의전 순서로 배정했습니다.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="나-2", exact=False).first.click()
    expect(page.get_by_role("heading", name="내빈석 나-2")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="최사원").click()
    expect(page.get_by_text("최사원 님을 내빈석 나-2에 배정했습니다.")).to_be_visible()
    page.get_by_role("link", name="나-2").first.click()
    page.get_by_role("link", name="옮기거나 바꾸기").click()
    assert_accessible(page)
    page.get_by_role("button", name="김장관").click()
    expect(page.get_by_text("두 분의 좌석을 서로 바꾸었습니다.")).to_be_visible()

    assert sitting(SeatArea.objects.get()) == {
        "가-6": "박실장",
        "가-7": "최사원",
        "가-8": "이차관",
        "나-2": "김장관",
    }


def test_keys_go_from_seat_to_seat_and_the_plan_stays_where_it_was(open_seating, event):
    area = make_area(event, rows=3, seats=20, aisle=10)
    sit(RegistrationFactory(event=event, name="김장관"), area, "가-1")
    page = open_seating(PHONE)

    def focused():
        return page.evaluate("document.activeElement.querySelector('.mf-seat__name')?.textContent")

    page.get_by_role("link", name="가-1 ").first.focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft"):
        page.keyboard.press(key)
    assert focused() == "나-1"
    page.keyboard.press("ArrowLeft")
    assert focused() == "가-20"
    aside = page.evaluate("document.querySelector('[data-keep]').scrollLeft")
    assert aside > 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="내빈석 가-20")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-keep]').scrollLeft") == aside
    assert focused() == "가-20"
