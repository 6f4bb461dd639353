"""What the server refuses: seen in words, put right, sent again or dismissed."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events import phones
from registrations.desk import receiving
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, Registration
from tests.browser.offline.app import COUNTS, cut, enter, found, mend, opened, said

pytestmark = pytest.mark.django_db(transaction=True)
BAD_PHONE = "02-12"


def walk_in(page: Page, phone: str) -> None:
    page.get_by_text("현장등록", exact=True).click()
    page.get_by_label("성명", exact=True).fill("황보혜원")
    page.get_by_label("소속", exact=True).fill("현대자동차")
    page.get_by_label("휴대전화", exact=True).fill(phone)
    page.get_by_label("참석구분").select_option("company")
    page.get_by_label("개인정보 동의서를 종이로 받았습니다.", exact=True).check()
    page.get_by_role("button", name="등록하고 입장 처리").click()


def sent_but(page: Page, refused: int) -> None:
    page.context.set_offline(False)
    expect(page.locator("[data-line-refused]")).to_have_text(f"서버가 받지 않은 기록 {refused}건")


def rows(page: Page):
    return page.locator("[data-refused] > li")


def test_a_walk_in_that_was_refused_is_put_right_under_its_code(open_desk):
    page = open_desk()
    cut(page)
    walk_in(page, BAD_PHONE)
    expect(page.locator("[data-said-text]")).to_contain_text("황보혜원 님의 현장등록을 받았습니다.")
    code = page.locator("[data-said-text]").inner_text()[-8:]
    sent_but(page, 1)
    assert CheckIn.objects.get().outcome == CheckInOutcome.UNKNOWN
    refused_by = timezone.now()
    page.reload()
    opened(page)

    page.locator("[data-line-refused]").click()
    expect(rows(page)).to_contain_text([f"현장등록 황보혜원 · 현대자동차 · {code}"])
    expect(rows(page).locator("[data-why]")).to_contain_text("휴대전화")
    page.get_by_role("button", name="고쳐서 보내기").click()
    expect(page.get_by_text(f"서버가 받지 않은 현장등록을 고칩니다. 임시 번호 {code}")).to_be_visible()
    expect(page.get_by_label("성명", exact=True)).to_have_value("황보혜원")
    page.get_by_label("휴대전화", exact=True).fill("010-7777-8888")
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.locator("[data-said-text]")).to_contain_text(f"현장등록을 받았습니다. 임시 번호 {code}")

    guest = Registration.objects.get(name="황보혜원")
    assert (guest.code, phones.stored(guest.phone)) == (code, "+821077778888")
    assert guest.check_ins.get().outcome == CheckInOutcome.ENTERED
    assert guest.walk_in.at < refused_by  # when they stood there, not when somebody put the telephone right
    expect(page.locator("[data-line-refused]")).to_be_hidden()
    expect(rows(page)).to_have_count(0)


def test_a_walk_in_that_the_server_refuses_at_once_was_never_there(open_desk):
    page = open_desk()

    walk_in(page, BAD_PHONE)

    expect(page.locator("[data-said-text]")).to_contain_text("휴대전화")
    expect(page.get_by_label("성명", exact=True)).to_have_value("황보혜원")
    assert page.evaluate(COUNTS)["outbox"] == 0
    assert page.evaluate(COUNTS)["records"] == 3
    page.get_by_label("휴대전화", exact=True).fill("010-7777-8888")
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.locator("[data-said-text]")).to_contain_text("현장등록을 받았습니다.")
    assert Registration.objects.get(name="황보혜원").check_ins.get().outcome == CheckInOutcome.ENTERED


def test_what_the_server_stumbled_over_is_sent_again(open_desk, guests, monkeypatch):
    page = open_desk()
    page.evaluate("() => { window.print = () => dispatchEvent(new Event('afterprint')); }")

    def stumble(**_row):
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "_printed", stumble)
        enter(page, "QKRW3467")
        said(page, "박정호 교수 님, 입장 처리했습니다.")
        page.locator("[data-print-last]").click()
        said(page, "박정호 님의 명찰을 인쇄했습니다.")
        expect(page.locator("[data-line-refused]")).to_be_visible()
    page.locator("[data-line-refused]").click()
    expect(rows(page)).to_contain_text(["명찰 인쇄 박정호 교수 · QKRW3467"])

    page.get_by_role("button", name="다시 보내기").click()

    expect(page.locator("[data-line-refused]")).to_be_hidden()
    assert BadgePrint.objects.get().registration == guests["QKRW3467"]


def test_somebody_has_looked_at_a_refusal(open_desk):
    page = open_desk()
    cut(page)
    walk_in(page, BAD_PHONE)
    expect(page.locator("[data-said-text]")).to_contain_text("현장등록을 받았습니다.")
    sent_but(page, 1)
    page.locator("[data-line-refused]").click()
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("button", name="확인하고 지우기").click()

    expect(page.locator("[data-line-refused]")).to_be_hidden()
    assert page.evaluate(COUNTS)["outbox"] == 0
    mend(page)
    expect(found(page)).to_have_count(0)
