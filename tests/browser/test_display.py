"""The hall's screen: it goes on without a network, keeps the server's time, and takes a new release when it can."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agenda import releasing
from events import notation
from tests.browser.conftest import DESK
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, RoomFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def event(now: datetime):
    """A conference that is ten minutes into its first talk of twenty."""
    start = now - timedelta(minutes=10)
    event = EventFactory(
        slug="demo", name="제1회 M.AX 컨퍼런스", starts_at=start, ends_at=start + timedelta(hours=3)
    )
    for number, title in enumerate(["제조 AX의 효과", "국가별 제조 AX 현황"]):
        starts_at = start + timedelta(minutes=20 * number)
        SessionFactory(
            event=event, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=20)
        )
    release(event)
    return event


def release(event) -> None:
    releasing.release(event_id=event.pk, by_id=None, at=NOON)


def opened(open_page, *, browser_time: datetime, address: str = "/events/demo/display/") -> Page:
    page = open_page(DESK)
    page.clock.install(time=browser_time)
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if "Content Security" in message.text else None,
    )
    page.goto(address)
    expect(page.locator(".panel")).not_to_have_count(0)
    assert problems == []
    return page


def test_screen_goes_on_to_the_next_session_without_a_network(open_page, event, now):
    page = opened(open_page, browser_time=now)
    expect(page.locator(".panel__title")).to_have_text("발제1. 제조 AX의 효과")
    expect(page.locator(".panel__after")).to_have_text("발제2. 국가별 제조 AX 현황")
    expect(page.locator(".panel__minutes")).to_have_text("10분 남음")

    page.context.set_offline(True)
    page.clock.run_for("10:30")

    expect(page.locator(".panel__title")).to_have_text("발제2. 국가별 제조 AX 현황")
    expect(page.locator(".panel__now")).to_have_text("지금")
    expect(page.locator(".panel__next")).to_have_count(0)
    expect(page.locator(".panel__minutes")).to_have_text("20분 남음")
    page.clock.run_for("20:00")
    expect(page.locator(".panel__title")).to_have_text("오늘 순서를 모두 마쳤습니다")


def test_screen_takes_the_servers_time_for_a_wrong_clock(open_page, event, now):
    page = opened(open_page, browser_time=now - timedelta(days=400, hours=5))

    expect(page.locator(".panel__title")).to_have_text("발제1. 제조 AX의 효과")
    expect(page.locator(".panel__now")).to_have_text("지금")
    in_seoul = {f"{(now + timedelta(minutes=m)).astimezone(notation.SEOUL):%H:%M}" for m in (0, 1)}
    assert page.locator("[data-clock]").text_content() in in_seoul


def test_screen_shows_a_newer_release_within_a_minute(open_page, event, now):
    page = opened(open_page, browser_time=now)
    expect(page.locator("[data-release]")).to_have_text("확정본 1호")
    event.sessions.filter(title="제조 AX의 효과").update(title="바뀐 제목")
    release(event)

    page.clock.run_for("01:01")

    expect(page.locator(".panel__title")).to_have_text("발제1. 바뀐 제목")
    expect(page.locator("[data-release]")).to_have_text("확정본 2호")


def test_screen_of_one_room_shows_that_room_alone(open_page, event, now):
    second = RoomFactory(venue=event.venue, name="소회의실")
    SessionFactory(event=event, title="상담회", room=second, starts_at=now, ends_at=now + timedelta(hours=1))
    release(event)

    both = opened(open_page, browser_time=now)
    one = opened(open_page, browser_time=now, address="/events/demo/display/?room=8층-소회의실")

    expect(both.locator(".panel")).to_have_count(2)
    expect(one.locator(".panel__title")).to_have_text("발제2. 상담회")
