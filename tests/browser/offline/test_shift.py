"""A shift at the desk with the network cut: what was loaded finds, decides and keeps; what was kept arrives once."""

import re
import time
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events import phones
from registrations.models import CheckIn, CheckInOutcome, DeskLoad, EntryConflict, Registration
from tests import pdfs
from tests.browser.hangul import compose
from tests.browser.offline.app import (
    cut,
    enter,
    field,
    found,
    hear_of_nobody,
    mend,
    opened,
    said,
    send_deputy,
    until,
)
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_shift_without_the_network_is_in_the_ledger_once(open_desk, guests):
    page = open_desk()
    assert DeskLoad.objects.get().people == 3
    cut(page)

    field(page).fill("ㅂㅈㅎ")
    expect(found(page)).to_have_count(1)
    field(page).press("Enter")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    enter(page, "5678")
    expect(page.locator("[data-said-text]")).to_contain_text("박정호 교수 님은 이미 입장했습니다")

    enter(page, "김수진")
    expect(found(page)).to_have_count(2)
    expect(page.get_by_text("동명이인 있음")).to_have_count(2)
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(page.locator("[data-said-text]")).to_contain_text("김수진")
    page.get_by_role("alert").or_(page.get_by_role("status")).get_by_role("button", name="되돌리기").click()
    said(page, "방금 처리를 되돌렸습니다.")
    assert not CheckIn.objects.exists()
    expect(page.locator("[data-line-unsent]")).to_have_text("보내지 않은 기록 4건")

    page.reload()
    opened(page)
    enter(page, "3333")
    said(page, "김수진 부장 님, 입장 처리했습니다.")
    send_deputy(page, "5555", "남궁민수")
    expect(page.locator("[data-said-text]")).to_contain_text("남궁민수 님, 대리참석으로 입장 처리했습니다.")
    enter(page, "5555")
    said(page, "김수진 기자 님은 취소된 등록입니다. 입장 처리하지 않았습니다.")
    second = page.context.new_page()
    page.close(run_before_unload=False)
    second.goto("/desk/demo/?q=QKRW3467")
    expect(second).to_have_url(re.compile("/desk/demo/app/"))
    expect(second.locator("#found")).to_contain_text("박정호")

    mend(second)
    outcomes = list(CheckIn.objects.order_by("sequence").values_list("registration__name", "outcome"))
    assert [outcome for _name, outcome in outcomes] == [
        CheckInOutcome.ENTERED,
        CheckInOutcome.ALREADY,
        CheckInOutcome.ENTERED,
        CheckInOutcome.UNDONE,
        CheckInOutcome.ENTERED,
        CheckInOutcome.ENTERED,
        CheckInOutcome.CANCELLED,
    ]
    assert outcomes[-2][0] == "남궁민수"
    deputy = Registration.objects.get(name="남궁민수")
    assert (deputy.is_deputy, deputy.stands_in_for, deputy.organization) == (
        True,
        guests["ACDE9976"],
        "전자신문",
    )
    assert all(CheckIn.objects.values_list("is_offline", flat=True))


def test_people_and_scanners_find_without_the_network(open_desk, guests):
    page = open_desk()
    cut(page)

    for text in ("5678", "010-1234-5678", "ㅂㅈㅎ", "박 정호", "qkrw3467", "박ㅈ3467", "빢ㅉ3467"):
        field(page).fill("")
        expect(found(page)).to_have_count(0)
        compose(page, text) if not text.isascii() else page.keyboard.type(text)
        expect(found(page)).to_have_count(1)
        expect(found(page)).to_contain_text("박정호")
    field(page).press("Tab")  # some scanners end with it
    said(page, "박정호 교수 님, 입장 처리했습니다.")


def test_two_desks_that_let_in_the_same_guest_leave_a_conflict_and_the_earlier_counts(
    open_desk, open_page, event, guests
):
    first, second = open_desk("데스크 1"), open_desk("데스크 2")
    for page in (first, second):
        cut(page)

    for page in (first, second):
        enter(page, "QKRW3467")
        said(page, "박정호 교수 님, 입장 처리했습니다.")
    mend(second)
    mend(first)

    entry = CheckIn.objects.entries().get()
    assert entry.device.startswith("데스크 1")
    conflict = EntryConflict.objects.get()
    assert conflict.entry == entry
    assert conflict.scan.device.startswith("데스크 2")
    live = signed_in(open_page, organizer_of(event))
    live.goto(reverse("admin:events_event_live", args=[event.pk]))
    expect(live.get_by_role("region", name="확인할 입장 충돌")).to_contain_text("박정호")


def test_online_the_word_of_the_server_counts(open_desk, guests):
    first, second = open_desk("데스크 1"), open_desk("데스크 2")

    enter(first, "QKRW3467")
    said(first, "박정호 교수 님, 입장 처리했습니다.")
    enter(second, "QKRW3467")

    expect(second.locator("[data-said-text]")).to_contain_text("박정호 교수 님은 이미 입장했습니다")
    assert list(CheckIn.objects.order_by("pk").values_list("outcome", "is_offline")) == [
        (CheckInOutcome.ENTERED, False),
        (CheckInOutcome.ALREADY, False),
    ]


@pytest.mark.parametrize("status", [401, 503])
def test_who_is_let_in_without_an_answer_is_let_in_by_the_device(open_desk, guests, status):
    first, second = open_desk("데스크 1"), open_desk("데스크 2")
    hear_of_nobody(second)
    enter(first, "QKRW3467")
    said(first, "박정호 교수 님, 입장 처리했습니다.")
    statuses = [status]

    def answer(route) -> None:
        route.fulfill(status=statuses[0]) if statuses else route.continue_()

    second.route("**/outbox/", answer)

    enter(second, "QKRW3467")
    said(second, "박정호 교수 님, 입장 처리했습니다.")
    statuses.clear()
    second.evaluate("dispatchEvent(new Event('online'))")
    expect(second.locator("[data-line-unsent]")).to_have_text("모든 기록을 보냈습니다.")

    assert EntryConflict.objects.get().scan.device.startswith("데스크 2")


@pytest.mark.parametrize("status", [401, 503])
def test_a_server_that_cannot_answer_is_not_asked_without_a_pause(open_desk, guests, status):
    page = open_desk()
    asked = []

    def answer(route) -> None:
        asked.append(time.monotonic())
        route.fulfill(status=status)

    page.route("**/outbox/", answer)

    enter(page, "QKRW3467")
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: len(asked) >= 4)

    rounds = asked[1:4]  # the first asking was that of the scan
    assert all(
        later - sooner > 3 for sooner, later in pairwise(rounds)
    )  # a pause of four seconds, and of eight


def test_the_app_bears_the_tag_of_the_desks_pages(open_desk, guests):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")
    page.get_by_role("button", name="입장 처리").first.click()
    expect(page.get_by_text("김수진 부장 님, 입장 처리했습니다.")).to_be_visible()
    page.goto("/desk/demo/app/")
    opened(page)
    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    mend(page)

    by_page, by_app = CheckIn.objects.order_by("pk").values_list("device", flat=True)
    assert by_app == f"데스크 1 · {by_page}"


def test_an_answer_from_before_the_cut_does_not_hide_it(open_desk, guests):
    page = open_desk()
    asked = []

    def keep(route) -> None:
        asked.append(route)

    page.route("**/roster/changes/**", keep)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: asked)

    cut(page)
    asked[0].fulfill(json={"device": "", "people": [], "gone": [], "event": {}})
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: len(asked) > 1)

    expect(page.locator("[data-line-state]")).to_contain_text("오프라인")


def test_the_browser_sends_when_it_can_though_no_desk_is_open(open_desk, guests):
    page = open_desk()
    home = page.context.new_page()
    home.goto("/")  # beyond the worker's reach
    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    expect(page.locator("[data-line-unsent]")).to_have_text("보내지 않은 기록 1건")
    page.close(run_before_unload=False)
    assert not CheckIn.objects.exists()

    home.context.set_offline(False)

    until(home, CheckIn.objects.exists)
    assert CheckIn.objects.get().is_offline


def test_late_registrations_are_known_before_the_network_drops(open_desk, event):
    page = open_desk()
    RegistrationFactory(event=event, name="남궁민수", code="HJKM3467", changed_at=timezone.now())

    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-line-roster]")).to_contain_text("명단 4명")
    cut(page)
    enter(page, "ㄴㄱㅁㅅ")

    expect(page.locator("[data-said-text]")).to_contain_text("남궁민수")


def test_an_unknown_code_is_kept_and_settled_by_the_server(open_desk, guests):
    page = open_desk()
    RegistrationFactory(name="다른 행사 손님", code="WXYT7777")
    cut(page)

    enter(page, "WXYT7777")
    said(page, "이 행사에 없는 등록번호입니다: WXYT7777")
    mend(page)

    assert CheckIn.objects.get().outcome == CheckInOutcome.OTHER_EVENT


def test_a_walk_in_without_the_network_becomes_a_registration(open_desk, event):
    page = open_desk()
    cut(page)
    page.get_by_text("현장등록").click()
    page.get_by_label("성명", exact=True).fill("황보혜원")
    page.get_by_label("소속", exact=True).fill("현대자동차")
    page.get_by_label("휴대전화", exact=True).fill("010-7777-8888")
    page.get_by_label("참석구분").select_option("company")
    page.get_by_role("button", name="등록하고 입장 처리").click()
    said(page, "개인정보 동의서를 받은 다음에 등록해 주세요.")

    page.get_by_label("개인정보 동의서를 종이로 받았습니다.", exact=True).check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.locator("[data-said-text]")).to_contain_text("황보혜원 님의 현장등록을 받았습니다. 임시 번호")
    code = page.locator("[data-said-text]").inner_text()[-8:]
    page.evaluate("() => { window.print = () => { window.isPrinting = true; }; }")
    page.locator("[data-print-last]").click()
    page.wait_for_function("window.isPrinting")
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    said(page, "황보혜원 님의 명찰을 인쇄했습니다.")
    assert pdfs.codes(pdfs.picture(sheet, dpi=300)) == [code]
    assert "현대자동차" in pdfs.text(sheet)
    mend(page)

    guest = Registration.objects.get(name="황보혜원")
    assert (guest.code, guest.state, phones.stored(guest.phone)) == (code, "confirmed", "+821077778888")
    assert guest.check_ins.get().outcome == CheckInOutcome.ENTERED
    assert guest.consents.filter(given=True).count() == 2
    assert guest.badge_prints.count() == 1


def test_pages_of_the_desk_that_the_network_does_not_bring_are_the_app(open_desk, guests):
    page = open_desk()
    page.goto("/desk/demo/?q=QKRW3467")
    page.context.set_offline(True)

    page.get_by_role("button", name="입장 처리").first.click()

    expect(page).to_have_url(re.compile("/desk/demo/app/$"))
    said(page, "네트워크가 끊겨 방금 처리를 보내지 못했습니다. 여기에서 다시 찾아 처리해 주세요.")
    assert not CheckIn.objects.exists()

    page.goto("/desk/")
    expect(page.get_by_role("heading", name="이 기기에 불러온 행사")).to_be_visible()
    page.get_by_role("link", name="데스크 열기").click()
    expect(field(page)).to_be_visible()
