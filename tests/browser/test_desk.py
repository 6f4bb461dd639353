"""A shift at the desk by the keyboard alone: find in every way, let in, print, hear of a repeat, take back, let in with a reason."""

from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events import access
from events.models import EventRole
from registrations.desk import checkin
from registrations.models import BadgePrint, CheckIn
from registrations.states import Category, RegistrationState
from tests.browser import desks
from tests.browser.conftest import DESK, PHONE
from tests.browser.hangul import compose
from tests.browser.scene import signed_in
from tests.factories.admin import desk_user
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


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_shift_by_the_keyboard(open_page, client, event, guests, width):
    page = signed_in(open_page, desk_user(event), width)
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


@pytest.mark.parametrize(
    "typed",
    ["2468", "010-3579-2468", "ㅅㅅㅇㄷ", "QKRW3467", "qkrw3467", "박ㅈ3467", "빢ㅉ3467"],
    ids=[
        "last digits",
        "number",
        "initials",
        "scanner",
        "scanner of small letters",
        "Hangul",
        "Hangul, shifted",
    ],
)
def test_guest_is_found_as_people_and_scanners_type(open_page, client, event, guests, typed):
    RegistrationFactory(event=event, name="선상은도", phone="+821035792468", code="QKRW3467")
    page = signed_in(open_page, desk_user(event))
    page.goto("/desk/demo/")

    compose(page, typed) if not typed.isascii() else page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(1)
    expect(page.locator(".person--chosen")).to_contain_text("선상은도")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("선상은도 과장 님, 입장 처리했습니다.")
    assert CheckIn.objects.get().registration.name == "선상은도"


def test_reason_is_written_where_enter_asks_for_it(open_page, event, guests):
    page = signed_in(open_page, desk_user(event))
    page.goto("/desk/demo/?q=김대기")

    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.name === 'reason'")
    page.keyboard.type("국장실에서 확인함")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("사유를 남기고 입장 처리했습니다.")
    assert CheckIn.objects.get().reason == "국장실에서 확인함"


def test_code_scanned_for_a_reason_is_the_next_guest(open_page, event, guests):
    RegistrationFactory(event=event, name="선상은도", code="QKRW3467")
    page = signed_in(open_page, desk_user(event))
    page.goto("/desk/demo/?q=김대기")
    page.get_by_text("이유를 적고 입장").click()
    page.wait_for_function("() => document.activeElement.name === 'reason'")

    page.keyboard.type("QKRW3467")
    page.keyboard.press("Enter")

    expect(page.locator(".person--chosen")).to_contain_text("선상은도")
    assert not CheckIn.objects.exists()


def test_scan_finds_the_field_wherever_the_focus_is(open_page, event, guests):
    page = signed_in(open_page, desk_user(event))
    page.goto("/desk/demo/?q=박정호")
    page.get_by_role("link", name="대리참석 박정호").focus()

    page.keyboard.type("KQRW")

    assert page.get_by_role("searchbox").input_value() == "KQRW"


def test_long_words_stay_on_a_phone(open_page, event):
    body = "한국산업기술기획평가원부설국가산업인공지능전환정책연구센터"
    guest = RegistrationFactory(
        event=event,
        name="남궁황보제갈선우독고사공",
        organization=body,
        title="수석연구위원겸사업추진단장직무대행",
    )
    page = signed_in(open_page, desk_user(event), PHONE)

    page.goto(f"/desk/demo/?q={guest.code}")

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_who_is_found_is_in_sight_on_a_phone(open_page, event, guests):
    page = signed_in(open_page, desk_user(event), PHONE)
    page.set_viewport_size({"width": PHONE, "height": 520})

    page.goto("/desk/demo/?q=박정호")

    expect(page.get_by_role("button", name="입장 처리 박정호")).to_be_in_viewport(ratio=1)


def test_shift_with_a_printer(open_page, event, guests):
    """Each guest of it has one badge on a page of the label's size, and whoever is without one has none."""
    RegistrationFactory(event=event, name="홍길동", phone="+821035792468", code="QKRW3467")
    page = desks.open_desk(open_page, desk_user(event))
    page.goto("/desk/demo/settings/")
    page.get_by_label("데스크 이름").fill("데스크 1")
    page.get_by_label("이 기기의 프린터에 끼운 라벨").select_option("roll-102x152")
    page.get_by_label("입장 처리한 다음").select_option(label="바로 인쇄")
    page.get_by_role("button", name="저장").click()
    page.get_by_text("이 기기의 설정을 저장했습니다.").wait_for()
    sheets = []

    def scan(typed: str) -> None:
        page.get_by_role("searchbox").fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_role("searchbox")).to_have_attribute("data-shown", typed)
        expect(page.locator(".person")).to_have_count(1)

    def keep_what_is_printed() -> None:
        page.wait_for_function("() => window.printed?.length")
        sheets.extend((one["page"], one["name"]) for one in desks.printed(page))

    scan("2468")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("홍길동 과장 님, 입장 처리했습니다.")
    keep_what_is_printed()

    scan("박ㅈ3467")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("이미 입장했습니다")
    assert desks.printed(page) == []

    page.get_by_role("link", name="명찰 다시 인쇄 홍길동").click()
    page.get_by_label("다시 인쇄하는 사유").select_option(label="분실")
    page.get_by_role("button", name="명찰 인쇄").click()
    expect(page.get_by_role("status").first).to_contain_text("홍길동 님의 명찰을 인쇄했습니다.")
    keep_what_is_printed()

    page.goto("/desk/demo/walk-in/")
    page.get_by_label("성명").fill("강현장")
    page.get_by_label("소속").fill("새기계")
    page.get_by_label("참석구분").select_option(label="기업")
    page.get_by_label("필수 항목 동의서를 종이로 받음").check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.get_by_role("status").first).to_contain_text("강현장 님을 등록하고 입장 처리했습니다.")
    keep_what_is_printed()

    scan("박정호")
    page.get_by_role("link", name="대리참석 박정호").click()
    page.get_by_label("성명").fill("서대리")
    page.get_by_label("대리참석 사유").fill("국회 출석")
    page.get_by_label("필수 항목 동의서를 종이로 받음").check()
    page.get_by_role("button", name="대리참석으로 바꾸고 입장 처리").click()
    expect(page.get_by_role("status").first).to_contain_text("서대리 님을 등록하고 입장 처리했습니다.")
    keep_what_is_printed()

    page.get_by_role("button", name="되돌리기").click()
    expect(page.get_by_role("status").first).to_contain_text("되돌렸습니다")

    names = ["홍길동", "홍길동", "강현장", "서대리"]
    assert sheets == [("102mm 152mm", f"{name} 명찰") for name in names]
    printed = BadgePrint.objects.order_by("pk").values_list("registration__name", "reason", "station")
    reasons = ["", "lost", "", ""]
    assert list(printed) == [(name, why, "데스크 1") for name, why in zip(names, reasons, strict=True)]
    outcomes = list(CheckIn.objects.order_by("pk").values_list("outcome", flat=True))
    assert outcomes == ["entered", "already", "entered", "entered", "undone"]


def test_live_page_counts_on_and_tells_of_a_guest_of_honour(open_page, client, event, guests):
    organizer = UserFactory()
    access.grant(event_id=event.pk, user_id=organizer.pk, role=EventRole.ORGANIZER, by_id=None, at=NOON)
    organizer.refresh_from_db()
    vip = RegistrationFactory(event=event, name="김장관", title="장관", category=Category.VIP)
    page = signed_in(open_page, organizer)
    page.goto(reverse("admin:events_event_live", args=[event.pk]))
    inside = page.locator(".mf-figure", has_text="현재 입장").locator("strong")
    expect(inside).to_have_text("0")

    checkin.check_in(registration_id=vip.pk, scan_id=uuid4(), by_id=organizer.pk, at=NOON)

    expect(inside).to_have_text("1")
    expect(page.locator("[data-arrived]")).to_contain_text("장관 김장관")
    expect(page.locator("svg.mf-chart rect")).to_have_count(1)
