"""Somebody comes instead of a guest, with and without the network."""

import pytest
from playwright.sync_api import expect

from registrations.models import BadgePrint, CheckInOutcome, EntryConflict, Registration
from registrations.states import RegistrationState
from tests import pdfs
from tests.browser.offline.app import COUNTS, cut, enter, field, found, mend, said, send_deputy

pytestmark = pytest.mark.django_db(transaction=True)


def taken_in(page, name):
    """The code under which a deputy was taken in."""
    expect(page.locator("[data-said-text]")).to_contain_text(
        f"{name} 님, 대리참석으로 입장 처리했습니다. 임시 번호"
    )
    return page.locator("[data-said-text]").inner_text()[-8:]


def test_a_deputy_without_the_network_has_the_guests_place_and_a_badge(open_desk, guests):
    page = open_desk()
    page.evaluate("() => { window.print = () => { window.isPrinting = true; }; }")
    cut(page)

    send_deputy(page, "5678", "황보혜원", "010-7777-8888")
    code = taken_in(page, "황보혜원")
    page.locator("[data-print-last]").click()
    page.wait_for_function("window.isPrinting")
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    said(page, "황보혜원 님의 명찰을 인쇄했습니다.")
    field(page).fill("황보혜원")
    expect(found(page)).to_contain_text("박정호 님 대신")
    mend(page)

    assert pdfs.codes(pdfs.picture(sheet, dpi=300)) == [code]
    assert "명지대학교" in pdfs.text(sheet)
    deputy = Registration.objects.get(code=code)
    assert (deputy.name, deputy.stands_in_for) == ("황보혜원", guests["QKRW3467"])
    assert deputy.category == guests["QKRW3467"].category
    assert deputy.check_ins.get().outcome == CheckInOutcome.ENTERED
    assert BadgePrint.objects.get().registration == deputy
    assert not EntryConflict.objects.exists()


def test_a_deputy_for_a_guest_whom_another_desk_let_in_is_a_conflict(open_desk, guests):
    first, second = open_desk("데스크 1"), open_desk("데스크 2")
    cut(second)
    enter(first, "QKRW3467")
    said(first, "박정호 교수 님, 입장 처리했습니다.")

    send_deputy(second, "5678", "황보혜원")
    taken_in(second, "황보혜원")
    mend(second)

    assert EntryConflict.objects.get().scan.registration.name == "황보혜원"
    guests["QKRW3467"].refresh_from_db()
    assert guests["QKRW3467"].state == RegistrationState.CONFIRMED


def test_with_the_network_the_word_of_the_server_counts(open_desk, guests):
    first, second = open_desk("데스크 1"), open_desk("데스크 2")
    enter(first, "QKRW3467")
    said(first, "박정호 교수 님, 입장 처리했습니다.")

    send_deputy(second, "5678", "황보혜원")

    expect(second.locator("[data-said-text]")).to_contain_text("이미 입장한 분입니다.")
    expect(second.get_by_label("대리참석하실 분 성명")).to_have_value("황보혜원")
    assert Registration.objects.count() == 3
    assert second.evaluate(COUNTS)["outbox"] == 0
    send_deputy(second, "3333", "남궁민수")
    taken_in(second, "남궁민수")
    assert Registration.objects.get(name="남궁민수").check_ins.get().outcome == CheckInOutcome.ENTERED


def test_a_deputy_that_was_refused_is_put_right_or_the_guest_may_come_again(open_desk, guests):
    page = open_desk()
    cut(page)
    for guest, name in (("5678", "황보혜원"), ("3333", "남궁민수")):
        send_deputy(page, guest, name, "02-12")
        taken_in(page, name)
    page.context.set_offline(False)
    expect(page.locator("[data-line-refused]")).to_have_text("서버가 받지 않은 기록 2건")
    page.locator("[data-line-refused]").click()
    rows = page.locator("[data-refused] > li")
    expect(rows).to_contain_text(["대리참석 황보혜원", "대리참석 남궁민수"])

    rows.first.get_by_role("button", name="고쳐서 보내기").click()
    expect(page.get_by_text("명지대학교 박정호 님의 자리를 넘겨받습니다.")).to_be_visible()
    page.get_by_label("대리참석하실 분 휴대전화").fill("010-7777-8888")
    page.get_by_role("button", name="대리참석으로 바꾸고 입장 처리").click()
    code = taken_in(page, "황보혜원")
    expect(rows).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    rows.first.get_by_role("button", name="확인하고 지우기").click()
    expect(page.locator("[data-line-refused]")).to_be_hidden()
    enter(page, "3333")
    said(page, "김수진 부장 님, 입장 처리했습니다.")

    deputy = Registration.objects.get(code=code)
    assert deputy.stands_in_for == guests["QKRW3467"]
    assert deputy.check_ins.get().outcome == CheckInOutcome.ENTERED
    assert guests["ACDE3467"].check_ins.get().outcome == CheckInOutcome.ENTERED


def test_a_locked_desk_takes_no_deputy(open_desk, guests):
    page = open_desk()
    cut(page)
    field(page).fill("5678")
    found(page).get_by_role("button", name="대리참석").click()
    page.get_by_label("대리참석하실 분 성명").fill("황보혜원")
    page.get_by_text("데스크 설정").click()
    page.get_by_role("button", name="명단 잠그기").click()

    expect(page.get_by_role("button", name="명단 열기")).to_be_visible()
    expect(page.get_by_label("대리참석하실 분 성명")).to_be_hidden()
    expect(page.get_by_label("대리참석하실 분 성명")).to_have_value("")
    page.route("**/outbox/", lambda route: route.abort())
    field(page).fill("QKRW3467")
    field(page).press("Enter")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
