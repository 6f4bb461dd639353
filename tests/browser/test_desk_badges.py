"""Badge in hand in Chromium: after entry at once, by one more key, once more with a reason, with other words."""

from functools import partial

import pytest
from django.conf import settings

from registrations.models import BadgePrint, BadgeSpoil, BadgeText, CheckIn
from tests.browser import desks
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guest():
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")
    return RegistrationFactory(event=event, name="박정호", organization="명지대학교", code="ACDE3467")


@pytest.fixture
def open_desk(open_page, guest):
    return partial(desks.open_desk, open_page, desk_user(guest.event))


def set_up(page, after):
    page.goto("/desk/demo/settings/")
    page.get_by_label("데스크 이름").fill("데스크 1")
    page.get_by_label("이 기기의 프린터에 끼운 라벨").select_option("roll-102x152")
    page.get_by_label("입장 처리한 다음").select_option(label=after)
    page.get_by_role("button", name="저장").click()
    page.get_by_text("이 기기의 설정을 저장했습니다.").wait_for()


def let_in(page):
    page.goto("/desk/demo/?q=ACDE3467")
    page.get_by_role("button", name="입장 처리 박정호").click()
    page.get_by_text("입장 처리했습니다.").wait_for()


def wait_for_print(page):
    page.wait_for_function("() => window.printed?.length")


def test_badge_is_printed_at_once_after_entry_and_once(open_desk):
    page = open_desk()
    set_up(page, "바로 인쇄")

    let_in(page)
    wait_for_print(page)
    first = desks.printed(page)
    page.reload()
    page.get_by_role("link", name="명찰 다시 인쇄 박정호").wait_for()

    assert [(one["page"], one["name"], one["fonts"]) for one in first] == [
        ("102mm 152mm", "박정호 명찰", "loaded")
    ]
    assert desks.printed(page) == []
    assert BadgePrint.objects.get().station == "데스크 1"


def test_badge_in_hand_needs_no_second_request(open_desk):
    page = open_desk()
    set_up(page, "바로 인쇄")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)

    let_in(page)
    wait_for_print(page)

    assert [url.rsplit("/", 2)[1] for url in asked] == ["check-in"]
    assert (CheckIn.objects.count(), BadgePrint.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("address", "is_heard"),
    [("**/badge/", False), ("**/check-in/", False), ("**/check-in/", True)],
    ids=["page for badges", "request", "answer"],
)
def test_guest_is_in_with_a_badge_though_something_of_it_does_not_come(open_desk, address, is_heard):
    page = open_desk()
    set_up(page, "바로 인쇄")

    def lose(route):
        """Of the script's requests alone: the form, sent as without a script, arrives."""
        if route.request.is_navigation_request() and "check-in" in address:
            return route.continue_()
        if is_heard:
            route.fetch()
            page.context.clear_cookies(name="messages")  # which that kept although the page hears nothing
        return route.abort()

    page.route(address, lose)

    let_in(page)
    wait_for_print(page)

    assert len(desks.printed(page)) == 1
    assert (CheckIn.objects.count(), BadgePrint.objects.in_hand().count()) == (1, 1)
    assert BadgeSpoil.objects.count() == is_heard


def test_one_more_key_prints_where_the_desk_is_asked(open_desk):
    page = open_desk()
    set_up(page, "인쇄할지 묻기")

    let_in(page)
    page.wait_for_function("() => document.activeElement.matches('[data-next]')")
    page.keyboard.press("Enter")
    wait_for_print(page)

    assert len(desks.printed(page)) == 1
    assert BadgePrint.objects.count() == 1


def test_next_scan_is_heard_though_the_badge_is_asked_for(open_desk):
    page = open_desk()
    set_up(page, "인쇄할지 묻기")
    let_in(page)
    page.wait_for_function("() => document.activeElement.matches('[data-next]')")

    page.keyboard.type("KQRW")

    assert page.get_by_role("searchbox").input_value() == "KQRW"


def test_badge_that_is_refused_says_so_on_the_desks_page(open_desk):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")
    other = open_desk()
    other.goto("/desk/demo/?q=ACDE3467")
    other.get_by_role("button", name="명찰 인쇄 박정호").click()
    wait_for_print(other)

    page.get_by_role("button", name="명찰 인쇄 박정호").click()

    page.get_by_role("alert").get_by_text("이미 명찰을 받은 분입니다.").wait_for()
    assert desks.printed(page) == []


def test_desk_that_is_signed_out_says_that_no_badge_is_printed(open_desk):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_role("button", name="명찰 인쇄 박정호").click()

    page.get_by_role("alert").get_by_text("명찰을 인쇄하지 못했습니다.").wait_for()
    assert not BadgePrint.objects.exists()


def test_badge_once_more_with_other_words(open_desk, guest):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")
    page.get_by_role("button", name="명찰 인쇄 박정호").click()
    wait_for_print(page)
    page.reload()

    page.get_by_role("link", name="명찰 다시 인쇄 박정호").click()
    page.get_by_label("다시 인쇄하는 사유").select_option(label="오기")
    page.get_by_label("소속").fill("명지대학교 산학협력단")
    page.get_by_role("button", name="명찰 인쇄").click()
    page.get_by_text(
        "박정호 님의 명찰을 인쇄했습니다."
    ).wait_for()  # on the desk's page, ready for the next guest

    assert "산학협력단" in desks.printed(page)[0]["text"]
    assert BadgePrint.objects.latest("pk").reason == "mistake"
    assert BadgeText.objects.get().organization == "명지대학교 산학협력단"


def test_badge_that_is_refused_once_more_says_why_on_its_form(open_desk, guest):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")
    page.get_by_role("button", name="명찰 인쇄 박정호").click()
    wait_for_print(page)
    page.goto("/desk/demo/ACDE3467/badge/")

    page.get_by_label("다시 인쇄하는 사유").select_option(label="기타")
    page.get_by_role("button", name="명찰 인쇄").click()

    page.get_by_text("사유가 「기타」이면 설명을 적어 주세요.").wait_for()
    assert BadgePrint.objects.count() == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(open_desk, width):
    page = open_desk(width)

    found = []
    for path in ("/desk/demo/?q=ACDE3467", "/desk/demo/settings/", "/desk/demo/ACDE3467/badge/"):
        page.goto(path)
        found += problems(page)

    assert found == []
