"""Mass mail in a browser: written, looked at, submitted, and watched while it goes out."""

from datetime import time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.models import Mailing, MessageState
from registrations import mailing_rounds, newsrefusals, reminders
from registrations.models import ReminderKind
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_mass_mail_from_the_first_word_to_the_last_mail(open_page, width):
    event = EventFactory(open_now=True, name="제3회 M.AX 컨퍼런스")
    RegistrationFactory.create_batch(3, event=event)
    RegistrationFactory(event=event, name="박없음", email="")
    page = signed_in(open_page, organizer_of(event), width)
    page.goto(reverse("admin:events_event_mailings", args=[event.pk]))
    assert_accessible(page)
    page.get_by_role("link", name="단체 메일 쓰기").click()
    page.get_by_label("메일 제목", exact=True).fill("[주차 안내] {행사명}")
    page.get_by_label("본문", exact=True).fill("{소속} {성명} {직위}님,\n\n주차장은 지하 2층입니다.")
    assert_accessible(page)
    page.get_by_role("button", name="저장하고 받는 사람 확인").click()
    expect(page.get_by_role("heading", name="받는 사람 3명")).to_be_visible()
    letter = page.frame_locator(".mf-preview")
    expect(letter.get_by_text("한국기계 홍길동 과장님,")).to_be_visible()
    expect(page.get_by_text("이메일 주소 없음")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="3명에게 보내기").click()

    expect(page.get_by_role("heading", name="발송 현황")).to_be_visible()
    mailing = Mailing.objects.get()
    mailing_rounds.go_on(at=NOON)
    mailing.messages.update(state=MessageState.SENT, sent_at=NOON)
    expect(page.locator("#progress ~ dl dd").first).to_have_text("3")  # it renews itself
    assert_accessible(page)
    page.get_by_role("button", name="중단하기").click()
    expect(page.get_by_text("발송 중단").first).to_be_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_reminders_and_the_page_that_stops_news_are_accessible(open_page, width):
    event = EventFactory(open_now=True)
    for kind in ReminderKind:
        reminders.set_up(event_id=event.pk, kind=kind, days=1, clock=time(9))
    page = signed_in(open_page, organizer_of(event), width)
    page.goto(reverse("admin:events_event_reminders", args=[event.pk]))
    assert_accessible(page)

    token = newsrefusals.token(newsrefusals.subject("kim@example.com"))
    page.goto(reverse("registrations:news", args=[token]))
    assert_accessible(page, context="body")
    page.get_by_role("button", name="수신 거부하기").click()
    expect(page.get_by_role("status")).to_contain_text("수신을 거부하셨습니다.")


def assert_accessible(page, context="#content"):
    assert problems(page, context) == []
