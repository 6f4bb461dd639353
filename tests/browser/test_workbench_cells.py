"""Single cells of the workbench, edited in place by keyboard, mouse and finger; what goes wrong with them."""

import pytest
from playwright.sync_api import Page, expect

from agenda import drafts, scheduling
from agenda.admin.workbench.forms import CELLS
from agenda.models import SessionKind
from tests.browser import workbench
from tests.browser.conftest import DESK, PHONE
from tests.browser.workbench import axe, cell, enter, field, middle, opened, row, said, times
from tests.factories.admin import organizer_of
from tests.factories.events import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return workbench.build_day()


@pytest.fixture
def page(open_page, event):
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event, email="organizer@example.com", name="김주최"))
    yield page
    assert heard == []


def labels(event) -> list[str]:
    return list(event.changes.order_by("number").values_list("label", flat=True))


def saves(page: Page) -> list[str]:
    """Fills with every address that something is sent to."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


@pytest.mark.parametrize("key", ["Enter", "F2"])
def test_cell_is_opened_and_saved_by_keyboard(page, event, key):
    cell(page, "개회").focus()
    for pressed in ("ArrowDown", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(pressed)
    expect(cell(page, "발제1", "minutes")).to_be_focused()

    page.keyboard.press(key)
    expect(field(page, "minutes")).to_be_focused()
    assert page.locator(".wb-table .wb-input").count() == 1
    page.keyboard.type("25")
    page.keyboard.press("Enter")

    expect(cell(page, "발제1", "minutes")).to_be_focused()
    expect(opened(page)).to_have_count(0)
    expect(said(page)).to_have_text(
        "「발제1」 길이 15분 → 25분. 뒤따르는 세션 2건이 10분 늦춰졌습니다. 「토론」이 10분 줄었습니다. "
        "행사가 끝나는 시각에서 멈췄습니다."
    )
    assert times(event)["발제1"] == (10, 35)
    page.keyboard.press("Control+z")
    expect(said(page)).to_contain_text("되돌렸습니다")
    assert times(event)["발제1"] == (10, 25)
    expect(cell(page, "발제1", "minutes")).to_be_focused()


def test_click_opens_the_one_cell_and_the_arrows_and_escape_work(page, event):
    sent = saves(page)
    cell(page, "발제2", "remark").click()
    expect(field(page, "remark")).to_be_focused()
    page.keyboard.type("안 쓸 말")
    page.keyboard.press("Escape")

    expect(cell(page, "발제2", "remark")).to_be_focused()
    expect(cell(page, "발제2", "remark")).to_have_text("")
    expect(said(page)).to_have_text("고치지 않고 그대로 두었습니다.")
    for pressed, place in [("ArrowLeft", "room"), ("ArrowRight", "remark"), ("ArrowRight", "remark")]:
        page.keyboard.press(pressed)
        expect(cell(page, "발제2", place)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, "발제1", "remark")).to_be_focused()
    page.keyboard.press("Shift+Enter")
    expect(page.locator("[data-editor] #wb-remark")).to_be_focused()
    page.keyboard.press("Escape")
    expect(cell(page, "발제1", "remark")).to_be_focused()
    assert sent == []


def test_tab_saves_and_opens_the_next_cell_through_the_row(page, event):
    sent = saves(page)
    cell(page, "발제1", "start").click()
    expect(field(page, "start")).to_have_value("14:10")
    page.keyboard.press("Tab")
    expect(field(page, "minutes")).to_be_focused()
    page.keyboard.press("Tab")
    expect(field(page, "kind")).to_be_focused()
    field(page, "kind").select_option("keynote")
    page.keyboard.press("Tab")
    expect(field(page, "title")).to_be_focused()
    page.keyboard.type("기조강연")
    page.keyboard.press("Tab")
    expect(field(page, "part_who").last).to_be_focused()
    field(page, "part_who").last.press_sequentially("김연사2")
    page.keyboard.press("Tab")
    expect(opened(page).locator("[name=part_role]").nth(1)).to_be_focused()
    opened(page).locator("[name=part_role]").nth(1).select_option("moderator")
    opened(page).locator("summary").focus()
    page.keyboard.press("Tab")
    expect(field(page, "room")).to_be_focused()
    field(page, "room").select_option(label="8층 소회의실")
    page.keyboard.press("Tab")
    expect(field(page, "remark")).to_be_focused()
    page.keyboard.type("현장 참석")
    page.keyboard.press("Tab")
    expect(field(page, "start")).to_be_focused()
    expect(opened(page)).to_have_attribute("data-cell", str(event.sessions.get(title="발제2").pk))
    page.keyboard.press("Shift+Tab")
    expect(field(page, "remark")).to_have_value("현장 참석")

    assert labels(event) == [
        "「발제1」 구분 수정", "「발제1」 내용 수정", "「기조강연」 발표자 수정", "「기조강연」 장소 수정", "「기조강연」 비고 수정",
    ]  # fmt: skip
    assert len(sent) == 5
    session = event.sessions.get(title="기조강연")
    assert (session.kind, session.room.name, session.remark) == (SessionKind.KEYNOTE, "소회의실", "현장 참석")
    assert [(one.speaker.name, one.role) for one in session.appearances.order_by("position")] == [
        ("김연사1", "speaker"),
        ("김연사2", "moderator"),
    ]


def test_leaving_a_changed_cell_saves_it_and_the_click_counts(page, event):
    cell(page, "발제1").click()
    field(page, "title").fill("첫 발제")
    cell(page, "발제3").click()
    expect(field(page, "title")).to_have_value("발제3")
    expect(field(page, "title")).to_be_focused()
    expect(cell(page, "첫 발제")).to_be_visible()

    field(page, "title").fill("셋째 발제")
    page.get_by_role("button", name="5분 길게").first.click()
    expect(said(page)).to_contain_text("「셋째 발제」 길이 15분 → 20분")
    cell(page, "토론", "remark").click()
    field(page, "remark").fill("참석자")
    page.locator(".wb-help summary").click()
    expect(cell(page, "토론", "remark")).to_have_text("참석자")
    expect(page.locator(".wb-help summary")).to_be_focused()
    cell(page, "토론", "kind").click()
    expect(field(page, "kind")).to_be_focused()
    page.locator(".wb-help summary").click()
    expect(opened(page)).to_have_count(0)

    assert labels(event) == [
        "「발제1」 내용 수정", "「발제3」 내용 수정", "「셋째 발제」 길이 15분 → 20분", "「토론」 비고 수정",
    ]  # fmt: skip


def test_slow_click_is_not_lost_to_the_save_that_it_causes(page, event):
    cell(page, "발제1").click()
    field(page, "title").fill("첫 발제")
    x, y = middle(cell(page, "발제3"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(400)  # milliseconds: longer than a save takes
    page.mouse.up()

    expect(field(page, "title")).to_have_value("발제3")
    expect(cell(page, "첫 발제")).to_be_visible()


def test_value_that_cannot_be_keeps_the_cell_open_with_the_sentence(page, event):
    before = times(event)
    cell(page, "발제1", "start").click()
    field(page, "start").fill("스물다섯 시")
    page.keyboard.press("Tab")
    sentence = opened(page).locator(".wb-error")
    expect(sentence).to_have_text("시각을 14:10처럼 적어 주세요.")
    expect(field(page, "start")).to_be_focused()
    expect(field(page, "start")).to_have_value("스물다섯 시")
    expect(said(page)).to_have_text("시각을 14:10처럼 적어 주세요.")

    cell(page, "발제3").click()
    expect(field(page, "start")).to_be_focused()
    field(page, "start").fill("1700")
    page.get_by_role("button", name="저장").click()
    expect(sentence).to_contain_text("남는 시간이")
    assert times(event) == before
    page.keyboard.press("Escape")
    expect(cell(page, "발제1", "start")).to_have_text("14:10~14:25")
    assert labels(event) == []


def test_syllable_that_is_being_put_together_is_not_saved(page, event):
    sent = saves(page)
    cell(page, "발제2").click()
    field(page, "title").fill("둘째 발ㅈ")
    page.evaluate(
        """document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))"""
    )
    page.keyboard.press("Escape")

    expect(said(page)).to_have_text("고치지 않고 그대로 두었습니다.")
    assert sent == []


@pytest.mark.parametrize(("width", "colours"), [(PHONE, "light"), (DESK, "light"), (DESK, "dark")])
def test_axe_finds_nothing_in_an_open_cell(open_page, event, width, colours):
    page = open_page(width)
    page.emulate_media(color_scheme=colours)
    enter(page, event, organizer_of(event))
    found, places = [], []
    for name in CELLS:
        cell(page, "발제2", name).click()
        expect(page.locator(f"[data-cell][data-field={name}] form")).to_be_visible()
        found += axe(page)
        places += [one.bounding_box() for one in opened(page).locator("form, .wb-cell__below").all()]
        page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#wb-remark")).to_be_focused()
    found += axe(page)

    assert found == []
    assert page.locator("html.dark").count() == (colours == "dark")
    assert [box for box in places if box["x"] < 0 or box["x"] + box["width"] > width] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_rooms_side_by_side_are_walked_and_edited(open_page, event):
    small = event.venue.rooms.get(name="소회의실")
    talk = event.sessions.get(title="발제2")
    scheduling.rewrite(session_id=talk.pk, room_id=small.pk, at=NOON)
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event), view="?view=rooms")
    row(page, "발제3").click()
    expect(row(page, "발제3")).to_be_focused()
    aside = (
        "ArrowLeft"
        if row(page, "발제2").bounding_box()["x"] < row(page, "발제3").bounding_box()["x"]
        else "ArrowRight"
    )
    page.keyboard.press(aside)
    expect(row(page, "발제2")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator("dialog #wb-title")).to_be_focused()
    page.locator("dialog #wb-title").fill("분과 발제")
    page.keyboard.press("Enter")
    expect(row(page, "분과 발제")).to_be_focused()

    expect(page.locator(".wb-axis__room")).to_have_count(2)
    assert drafts.read(event.pk)[talk.pk].title == "분과 발제"
    assert heard == []
