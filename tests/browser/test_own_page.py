"""A guest's own pages in a real browser, which sends what a test client does not: where a form came from."""

import re

import pytest
from playwright.sync_api import expect

from events.models import Message
from registrations.models import ConsentItem, DataRequest, DataRequestKind, Interest, Registration
from registrations.states import RegistrationState
from tests.browser import scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made():
    return scene.build()


def test_guest_changes_and_cancels(open_page, made):
    own = f"/r/{made.tokens['confirmed']}/"
    page = open_page()

    page.goto(f"{own}change/")
    page.locator("input[name=title]").fill("부장")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"{own}$"))
    page.goto(f"{own}cancel/")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(f"{own}$"))

    changed = Registration.objects.get(title="부장")
    assert changed.state == RegistrationState.CANCELLED


def test_guest_withdraws_a_consent_and_asks_for_deletion(open_page, made):
    page = open_page()
    page.goto(f"/r/{made.tokens['confirmed']}/data/")

    page.get_by_role("button", name="동의 철회: 향후 행사 안내").click()
    expect(page.get_by_role("button", name="동의 철회: 향후 행사 안내")).to_have_count(0)
    page.get_by_role("button", name="내 개인정보 삭제 요청하기").click()
    expect(page.get_by_role("button", name="내 개인정보 삭제 요청하기")).to_have_count(0)

    guest = Registration.objects.confirmed().get()
    assert [row.given for row in guest.consents.filter(item=ConsentItem.NEWS).order_by("pk")] == [True, False]
    assert DataRequest.objects.filter(registration=guest, kind=DataRequestKind.DELETION).exists()


def test_guest_gets_the_ticket_as_a_file(open_page, made):
    page = open_page()
    page.goto(f"/r/{made.tokens['confirmed']}/")

    response = page.request.get(page.get_by_role("link", name="참가증 받기").get_attribute("href"))

    assert response.body().startswith(b"%PDF-")


def test_visitor_asks_to_be_told_and_confirms(open_page, made):
    Interest.objects.all().delete()
    page = open_page()
    page.goto("/events/robots/")
    page.get_by_role("link", name="개최 알림 신청").click()
    page.locator("input[name=email]").fill("gildong@example.com")
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name="개최 알림 신청하기").click()
    expect(page.get_by_role("heading", name="메일을 확인해 주세요")).to_be_visible()
    assert Message.objects.filter(key__startswith="interest:").exists()

    page.goto(f"/interest/{scene.token_of(Interest.objects.get())}/")
    page.get_by_role("button", name="개최 알림 신청 확인하기").click()
    expect(page.get_by_text("신청되어 있습니다.")).to_be_visible()

    assert Interest.objects.get().confirmed_at
