"""An event's own form in a browser: what is shown follows the answers, without a reload."""

import pytest
from playwright.sync_api import expect

from registrations import answers, links, sessions
from registrations.models import Asking, QuestionKind, Registration, StandardField
from registrations.states import Category
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.test_accessibility import violations
from tests.factories.events import EventFactory
from tests.factories.questions import FieldRuleFactory, QuestionFactory, car_questions, offer_sessions
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "/events/demo/register/"


@pytest.fixture
def event():
    event = EventFactory(slug="demo", open_now=True, name="제1회 M.AX 컨퍼런스")
    FieldRuleFactory(event=event, field=StandardField.PHONE, category=Category.PRESS, asking=Asking.HIDDEN)
    FieldRuleFactory(event=event, field=StandardField.TITLE, category=Category.PRESS, asking=Asking.REQUIRED)
    car_questions(event, help_text="예: 12가 3456")
    QuestionFactory(
        event=event,
        kind=QuestionKind.CHOICES,
        label="관심 분야",
        choices="AI팩토리 | AI factory\n로봇 | Robots",
    )
    QuestionFactory(event=event, kind=QuestionKind.PARAGRAPH, label="매체 소개", categories=[Category.PRESS])
    QuestionFactory(event=event, kind=QuestionKind.FILE, label="기관 소개 자료", help_text="PDF나 한글 파일")
    offer_sessions(event, 0, 5, None)
    return event


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_form_is_accessible_before_and_after_errors(open_page, event, prefix, width):
    page = open_page(width)
    found = violations(page, prefix + FORM)
    page.locator("input[value=yes]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[role=alert]")

    assert found + problems(page) == []


def test_questions_appear_with_the_answers_they_wait_for(open_page, event):
    page = open_page()
    page.goto(FORM)
    plate, about, phone = (page.get_by_label(text) for text in ("차량번호", "매체 소개", "휴대전화"))
    title = page.locator(".field", has=page.get_by_label("직위"))

    expect(plate).to_be_hidden()
    expect(about).to_be_hidden()
    page.get_by_label("예", exact=True).check()
    expect(plate).to_be_visible()
    page.get_by_label("아니요", exact=True).check()
    expect(plate).to_be_hidden()
    page.get_by_label("참석구분").select_option("press")
    expect(about).to_be_visible()
    expect(phone).to_be_hidden()
    expect(title.get_by_text("필수")).to_be_visible()
    page.get_by_label("참석구분").select_option("company")
    expect(phone).to_be_visible()
    expect(title.get_by_text("선택")).to_be_visible()


def test_of_sessions_at_the_same_time_the_last_one_stays(open_page, event):
    page = open_page()
    page.goto(FORM)
    first, second, third = (page.get_by_label(f"분과{number}") for number in (1, 2, 3))

    expect(first).to_be_disabled()
    second.check()
    third.check()

    expect(second).not_to_be_checked()
    expect(third).to_be_checked()


@pytest.mark.parametrize("has_script", [True, False])
def test_guest_fills_the_form_in_with_and_without_a_script(browser, live_server, event, has_script):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": PHONE, "height": 800}, java_script_enabled=has_script
    )
    page = context.new_page()
    page.goto(FORM)
    page.get_by_label("참석구분").select_option("press")
    page.get_by_label("성명").fill("홍길동")
    page.get_by_label("소속").fill("제조산업신문")
    page.get_by_label("직위").fill("기자")
    page.get_by_label("이메일").fill("press@example.com")
    page.get_by_label("예", exact=True).check()
    page.get_by_label("차량번호").fill("12가 3456")
    page.get_by_label("로봇").check()
    page.get_by_label("기관 소개 자료").set_input_files(
        {"name": "소개.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
    )
    page.get_by_label("분과2").check()
    for consent in ("개인정보 수집·이용에 동의합니다.", "만 14세 이상입니다."):
        page.get_by_label(consent).check()
    page.get_by_role("button", name="등록하기").click()
    page.wait_for_url("**/registered/")
    context.close()

    guest = Registration.objects.get()
    kept = answers.current([guest.pk])[guest.pk].values()
    assert {answer.question_text: answer.shown for answer in kept} == {
        "차량 이용": "예",
        "차량번호": "12가 3456",
        "관심 분야": "로봇",
        "기관 소개 자료": "소개.pdf",
    }
    assert len(sessions.held(guest.pk)) == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_change_page_is_accessible(open_page, event, width):
    guest = RegistrationFactory(event=event, category=Category.PRESS)

    assert violations(open_page(width), f"/r/{links.token(guest)}/change/") == []
