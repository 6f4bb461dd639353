"""The words of a mail are written in a browser: fields, words to click in, preview."""

from functools import partial

import pytest
from django.urls import reverse

from registrations.models import MailText
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    event = EventFactory(name="제1회 M.AX 컨퍼런스")
    RegistrationFactory(event=event, name="박정호")
    return event


@pytest.fixture
def open_admin(open_page, event):
    return partial(signed_in, open_page, organizer_of(event))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(open_admin, event, width):
    MailText.objects.create(
        event=event, kind="waiting", language="ko", subject="가", heading="나", body="다", changed_at=NOON
    )
    page = open_admin(width)

    page.goto(reverse("admin:events_event_mail_texts", args=[event.pk]))
    found = problems(page, "#content")
    page.get_by_role("link", name="대기 접수 · 한국어: 직접 쓴 문구").click()
    found += problems(page, "#content")
    page.get_by_label("본문").fill("{성함}")
    page.get_by_role("button", name="저장").click()
    page.get_by_text("1번째 줄의 {성함} 항목은").wait_for()
    found += problems(page, "#content")
    page.get_by_label("본문").fill("{성명} 님")
    page.get_by_role("button", name="미리보기").click()
    page.locator("iframe").wait_for()
    found += problems(page, "#content")

    assert found == []


def test_word_is_put_where_the_writer_was_by_keyboard_alone(open_admin, event):
    page = open_admin(DESK)
    page.goto(reverse("admin:events_event_mail_text", args=[event.pk, "confirmation", "ko"]))
    page.get_by_label("메일 제목").fill("안내: ")

    page.get_by_role("button", name="{행사명}", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.type("!")

    assert page.get_by_label("메일 제목").input_value() == "안내: {행사명}!"
    page.get_by_label("미리 볼 분").fill("박정호")
    page.get_by_role("button", name="미리보기").click()
    assert page.frame_locator("iframe").get_by_text("박정호 님, 안녕하십니까.").is_visible()
    page.get_by_role("button", name="저장").click()
    page.get_by_text("문구를 저장했습니다.").wait_for()
    assert MailText.objects.get().subject == "안내: {행사명}!"
