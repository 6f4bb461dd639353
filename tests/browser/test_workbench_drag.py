"""Sessions dragged on the workbench: with the mouse, with a finger, from one room into another."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import workbench
from tests.browser.conftest import DESK, PHONE
from tests.browser.workbench import enter, middle, row, said, times
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Finger:
    """Touches of a real touch screen, point by point."""

    def __init__(self, page: Page) -> None:
        self._wire = page.context.new_cdp_session(page)
        self._wire.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        self._send("touchStart", start)
        for step in range(1, steps + 1):
            self._send(
                "touchMove", tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            )
        self._send("touchEnd")

    def _send(self, kind: str, point: tuple[float, ...] | None = None) -> None:
        points = [{"x": point[0], "y": point[1]}] if point else []
        self._wire.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def event():
    return workbench.build_day()


def test_row_is_dragged_with_the_mouse(open_page, event):
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event))
    grip = row(page, "발제3").locator("[data-grip]")
    target = row(page, "발제1").bounding_box()

    grip.hover()
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 20, steps=4)
    page.mouse.move(target["x"] + 60, target["y"] + 4)
    page.mouse.up()
    expect(said(page)).to_contain_text("「발제3」 자리 옮김")

    assert times(event)["발제3"] == (10, 25)
    assert times(event)["발제2"] == (40, 55)
    expect(row(page, "발제3")).to_have_attribute("aria-selected", "true")
    assert heard == []


def test_block_is_dragged_into_another_room(open_page, event):
    small = event.venue.rooms.get(name="소회의실")
    SessionFactory(event=event, title="분과", room=small, starts_at=event.starts_at + timedelta(minutes=60))
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event), view="?view=rooms")
    column = page.locator(f"[data-room='{small.pk}']")

    row(page, "발제2").hover()
    page.mouse.down()
    box = column.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60, steps=5)
    page.mouse.move(box["x"] + 30, box["y"] + 13 * 6 + 5)
    page.mouse.up()
    expect(column.locator("[data-name='발제2']")).to_be_visible()

    assert times(event)["발제2"] == (30, 45)
    page.keyboard.press("Enter")
    expect(page.locator("#wb-start")).to_have_value("14:30")
    page.keyboard.press("Escape")
    expect(page.locator("#wb-start")).to_have_count(0)
    assert heard == []


def test_row_is_dragged_with_a_finger_by_its_grip(open_page, event):
    page = open_page(PHONE)
    heard = enter(page, event, organizer_of(event))
    page.locator("[data-row]").first.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('[data-row]').scrollIntoView({ block: 'start' })")
    target = row(page, "발제2").bounding_box()

    Finger(page).drag(
        middle(row(page, "개회").locator("[data-grip]")),
        (target["x"] + 60, target["y"] + target["height"] - 6),
    )
    expect(said(page)).to_contain_text("「개회」 자리 옮김")

    assert times(event)["개회"] == (30, 40)
    expect(page.locator("[data-cell]")).to_have_count(0)
    assert heard == []


def test_finger_off_the_grip_scrolls_the_page_and_moves_nothing(open_page, event):
    page = open_page(PHONE)
    enter(page, event, organizer_of(event))
    page.evaluate("document.querySelector('[data-row]').scrollIntoView({ block: 'center' })")
    before, place = times(event), page.evaluate("scrollY")
    start = middle(row(page, "발제1").locator("[data-field=title]"))

    Finger(page).drag(start, (start[0], start[1] - 200))
    page.wait_for_function("place => scrollY > place + 100", arg=place)

    assert times(event) == before
    expect(page.locator("[data-cell]")).to_have_count(0)


def test_block_is_dragged_with_a_finger_to_an_empty_place(open_page, event):
    page = open_page(PHONE)
    SessionFactory(
        event=event,
        title="분과",
        room=event.venue.rooms.get(name="소회의실"),
        starts_at=event.starts_at + timedelta(minutes=60),
    )
    heard = enter(page, event, organizer_of(event), view="?view=rooms")
    grip = row(page, "분과").locator("[data-grip]")
    grip.evaluate("grip => grip.scrollIntoView({block: 'center'})")  # there is room below for the finger
    x, y = middle(grip)

    Finger(page).drag((x, y), (x, y + 13 * 6))
    expect(said(page)).to_contain_text("「분과」 시각 15:00 →")

    assert times(event)["분과"][0] > 60
    assert heard == []
