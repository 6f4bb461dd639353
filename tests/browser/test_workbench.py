"""The workbench as organizers use it: by keyboard alone, by menu, and two of them at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from agenda.models import Appearance, Override
from events.models import Message, MessageState
from tests.browser import workbench
from tests.browser.conftest import DESK, PHONE
from tests.browser.workbench import axe, cell, enter, row, said, times
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return workbench.build_day()


def test_organizer_works_by_keyboard_and_releases(open_page, event):
    organizer = organizer_of(event, email="organizer@example.com", name="김주최")
    page = open_page(DESK)
    heard = enter(page, event, organizer)
    cell(page, "개회").focus()
    page.keyboard.press("ArrowDown")
    expect(cell(page, "발제1")).to_be_focused()

    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(said(page)).to_have_text(
        "「발제1」 길이 20분 → 25분. 뒤따르는 세션 2건이 5분 늦춰졌습니다. 「토론」이 5분 줄었습니다. "
        "행사가 끝나는 시각에서 멈췄습니다."
    )
    longer = {"개회": (0, 10), "발제1": (10, 35), "발제2": (35, 50), "발제3": (50, 65), "토론": (65, 120)}
    assert times(event) == longer
    expect(cell(page, "발제1")).to_be_focused()
    expect(row(page, "토론").locator("[data-field=start]")).to_have_text("15:05~16:00")

    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(row(page, "토론").locator("[data-field=start]")).to_have_text("14:55~16:00")
    expect(said(page)).to_contain_text("되돌렸습니다")
    assert times(event)["발제1"] == (10, 25)
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+y")
    expect(row(page, "토론").locator("[data-field=start]")).to_have_text("15:05~16:00")
    assert times(event) == longer

    # A parallel session with the same speaker: inserted, filled in and saved without the mouse.
    cell(page, "발제1").focus()
    page.keyboard.press("Insert")
    expect(page.locator("#wb-title")).to_be_focused()
    page.keyboard.type("분과 세션")
    page.locator("#wb-start").fill("14:10")
    page.locator("#wb-room").select_option(label="8층 소회의실")
    page.locator("[name=part_who]").last.press_sequentially("김연사1")
    expect(page.locator("#wb-speakers option")).to_have_attribute("value", "김연사1 교수 (명지대)")
    page.locator("[name=part_who]").first.fill("김연사1 교수 (명지대)")
    page.keyboard.press("Enter")
    expect(row(page, "분과 세션")).to_be_visible()
    stop = page.locator("[data-conflict]").filter(has_text="김연사1 연사가 같은 시간에 두 세션에 있습니다")
    expect(stop).to_contain_text("확정 막음")
    stop.get_by_label("예외로 두는 사유").fill("분과는 영상으로 대신합니다.")
    stop.get_by_role("button", name="사유를 적고 통과").click()
    expect(stop).to_contain_text("사유: 분과는 영상으로 대신합니다.")
    assert Override.objects.get().reason == "분과는 영상으로 대신합니다."

    for role, name in (("link", "검토하고 확정"), ("button", "프로그램 확정"), ("button", "4통 보내기")):
        page.get_by_role(role, name=name).press("Enter")
        page.wait_for_load_state()
    page.get_by_text("안내 메일 4통을 보냅니다.").first.wait_for()
    assert event.releases.get().number == 1
    assert not Message.objects.filter(state=MessageState.DRAFT).exists()
    assert Message.objects.exists()
    assert heard == []


def test_two_organizers_on_the_same_row(open_page, event):
    first, second = open_page(DESK), open_page(DESK)
    enter(first, event, organizer_of(event, email="one@example.com", name="김하나"))
    enter(second, event, organizer_of(event, email="two@example.com", name="이두리"))
    for page in (first, second):
        cell(page, "발제2").focus()
        page.keyboard.press("Shift+Enter")
        expect(page.locator("#wb-title")).to_be_focused()
    second.locator("#wb-title").fill("둘째가 고친 제목")

    first.locator("#wb-title").fill("첫째가 고친 제목")
    first.keyboard.press("Enter")
    expect(row(first, "첫째가 고친 제목")).to_be_visible()
    expect(second.locator("[data-meanwhile]")).to_be_visible()
    expect(said(second)).to_contain_text("김하나: 「발제2」 내용 수정")
    expect(second.locator("#wb-title")).to_have_value("둘째가 고친 제목")

    with second.expect_response(lambda response: response.request.method == "POST") as answer:
        second.keyboard.press("Enter")
    assert answer.value.status == 409
    expect(second.locator(".wb-versions tbody tr")).to_have_text(["내용둘째가 고친 제목첫째가 고친 제목"])
    assert "둘째가 고친 제목" not in times(event)

    second.get_by_role("button", name="내 것으로 저장").click()
    expect(row(second, "둘째가 고친 제목")).to_be_visible()
    expect(row(first, "둘째가 고친 제목")).to_be_visible()
    expect(said(first)).to_contain_text("이두리: 「첫째가 고친 제목」 내용 수정")


def test_stale_step_keeps_what_stands(open_page, event):
    page = open_page(DESK)
    enter(page, event, organizer_of(event))
    cell(page, "발제2").focus()
    page.evaluate("document.querySelector('[data-row][data-name=\"발제2\"]').dataset.version = 99")
    before = times(event)

    page.keyboard.press("+")
    expect(page.locator("[data-stale]")).to_contain_text("하려던 작업: 5분 길게")
    assert times(event) == before
    page.get_by_role("link", name="지금 것 두기").click()

    expect(page.locator("[data-stale]")).to_have_count(0)
    assert times(event) == before


def test_menu_of_a_row_deletes_it_and_the_deletion_is_taken_back(open_page, event):
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event))
    before = times(event)

    page.get_by_role("button", name="발제2 작업").click()
    expect(page.get_by_role("menuitem", name="행 전체 고치기")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(row(page, "발제2")).to_have_count(0)
    expect(page.get_by_role("menu")).to_be_hidden()
    assert times(event)["토론"] == (40, 105)
    page.locator("[data-toast-undo]").click()

    expect(row(page, "발제2")).to_be_visible()
    assert times(event) == before
    assert heard == []


def test_switched_off_ripple_moves_nothing_else(open_page, event):
    page = open_page(DESK)
    enter(page, event, organizer_of(event))
    page.get_by_role("switch", name="연동 이동").first.uncheck()

    cell(page, "발제2").focus()
    page.keyboard.press("-")
    expect(said(page)).to_have_text("「발제2」 길이 15분 → 10분.")
    assert times(event)["발제3"] == (40, 55)
    page.keyboard.press("Alt+ArrowUp")
    expect(said(page)).to_contain_text("위로 이동")
    page.reload()

    expect(page.get_by_role("switch", name="연동 이동").first).not_to_be_checked()
    assert [one.get_attribute("data-name") for one in page.locator("[data-row]").all()] == [
        "개회", "발제2", "발제1", "발제3", "토론",
    ]  # fmt: skip


def test_stretch_ends_on_the_day_of_the_chosen_row(open_page, event):
    for number, title in enumerate(["다음 날 발제1", "다음 날 발제2"]):
        start = event.starts_at + timedelta(days=1, minutes=15 * number)
        SessionFactory(event=event, title=title, starts_at=start, ends_at=start + timedelta(minutes=15))
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event, email="organizer@example.com"))
    last = page.locator("#wb-last option:checked")

    for title, end in [("발제1", "토론"), ("다음 날 발제1", "다음 날 발제2"), ("발제2", "토론")]:
        cell(page, title).focus()
        expect(page.locator("#wb-first option:checked")).to_contain_text(title)
        expect(last).to_contain_text(end)

    assert heard == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("view", ["", "?view=rooms"])
def test_axe_finds_nothing(open_page, event, view, width):
    small = event.venue.rooms.get(name="소회의실")
    first = event.sessions.get(title="발제1")
    clash = SessionFactory(event=event, title="분과", room=small, starts_at=first.starts_at)
    Appearance.objects.create(session=clash, speaker=first.speakers.get())
    page = open_page(width)
    enter(page, event, organizer_of(event), view=view)
    (row(page, "발제1") if view else cell(page, "발제1")).focus()
    page.keyboard.press("+")
    expect(said(page)).to_contain_text("길이")

    found = axe(page)
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#wb-title")).to_be_visible()
    found += axe(page)
    page.locator("#wb-minutes").fill("1000")
    page.locator("[data-editor] button", has_text="저장").click()
    expect(page.locator("[data-editor] [role=alert]")).to_be_visible()
    found += axe(page)

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
