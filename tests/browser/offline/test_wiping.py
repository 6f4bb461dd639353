"""When a device forgets its roster: signing out, by command, without the role, as a kiosk, after the event."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events import access
from events.models import EventRole, RoleGrant
from registrations.desk import holdings
from registrations.models import CheckIn, CheckInOutcome, DeskLoad
from tests.browser.offline.app import COUNTS, cut, enter, load, said
from tests.factories.admin import desk_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_signing_out_wipes_the_roster_and_keeps_what_is_not_sent(open_desk, guests):
    page = open_desk()
    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    asked = []

    def accept(dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", accept)

    page.get_by_role("link", name="로그아웃").click()
    expect(page.locator("[data-said-text]")).to_contain_text("로그아웃은 네트워크에 연결된 다음에")
    assert "보내지 않은 기록 1건은 이 기기에 남아 있다가" in asked[0]
    counts = page.evaluate(COUNTS)
    assert counts == {"events": 0, "records": 0, "presence": 0, "journal": 0, "outbox": 1}


def test_a_role_that_was_taken_away_wipes_the_roster(open_desk, event):
    page = open_desk()
    access.revoke(grant_id=RoleGrant.objects.get(role=EventRole.DESK).pk, at=timezone.now())

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_text("데스크 권한이 없어 기기의 명단을 지웠습니다")).to_be_visible()
    assert page.evaluate(COUNTS)["records"] == 0


@pytest.mark.parametrize("is_locked", [False, True])
def test_an_organizer_has_the_roster_wiped_and_what_was_kept_arrives_first(open_desk, event, is_locked):
    page = open_desk()
    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    if is_locked:
        page.reload()
        expect(page.get_by_role("button", name="명단 열기")).to_be_visible()
    holdings.order_wipe(load_id=DeskLoad.objects.get().pk, by_id=desk_user(event).pk, at=timezone.now())

    page.context.set_offline(False)

    expect(
        page.get_by_text("담당자가 관리 화면에서 이 기기의 명단을 지우게 하여 지웠습니다.")
    ).to_be_visible()
    counts = page.evaluate(COUNTS)
    assert counts == {"events": 0, "records": 0, "presence": 0, "journal": 0, "outbox": 0}
    assert CheckIn.objects.get().outcome == CheckInOutcome.ENTERED
    load(page, "데스크 1")
    enter(page, "5678")
    expect(page.locator("[data-said-text]")).to_contain_text("박정호 교수 님은 이미 입장했습니다")


def test_a_desk_that_does_nothing_hears_that_its_roster_is_to_be_wiped(open_desk, event):
    page = open_desk()
    holdings.order_wipe(load_id=DeskLoad.objects.get().pk, by_id=desk_user(event).pk, at=timezone.now())

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_text("이 기기의 명단을 지우게 하여 지웠습니다.")).to_be_visible()
    assert page.evaluate(COUNTS)["records"] == 0


def test_a_day_after_the_event_the_roster_is_gone(open_desk, event, guests):
    page = open_desk()
    cut(page)
    page.clock.set_system_time(event.ends_at + timedelta(hours=24, minutes=1))

    page.reload()

    expect(page.get_by_text("기기의 명단을 지웠습니다.")).to_be_visible()
    assert page.evaluate(COUNTS)["records"] == 0


def test_a_kiosk_has_neither_roster_nor_app(open_desk, guests):
    page = open_desk()
    other_tab = page.context.new_page()
    other_tab.goto("/desk/demo/kiosk/")
    other_tab.get_by_label("PIN").fill("2468")
    other_tab.get_by_role("button", name="키오스크로 잠그기").click()
    other_tab.get_by_text("메일의 QR 코드를 보여 주세요").wait_for()

    expect(page.get_by_text("기기의 명단을 지웠습니다.")).to_be_visible()
    assert other_tab.evaluate(COUNTS)["records"] == 0
    assert other_tab.evaluate("fetch('/desk/demo/roster/').then((response) => response.status)") == 403
    assert not other_tab.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
    other_tab.goto("/desk/demo/app/")
    expect(other_tab.get_by_role("heading", name="키오스크로 잠긴 화면입니다")).to_be_visible()
