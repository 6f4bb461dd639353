"""Badge in hand: from Enter to the print call in Chromium, with "바로 인쇄", on the desk's page and in its app offline."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from events import access
from events.models import Event, EventRole
from registrations import crowd
from registrations.models import BadgePrint
from registrations.states import RegistrationState
from tests import chromium, workers
from tests.bench.figures import Figure
from tests.browser.desks import PRINTER
from tests.browser.offline import app
from tests.factories.events import EventFactory, UserFactory
from tests.smtp import free_port

PEOPLE, TURNS = 1_500, 30
WEB_WORKERS = 2
PATIENCE = 60_000  # milliseconds
# The clock goes on over the pages: when Enter was struck is kept for whichever page prints.
CLOCK = """
addEventListener("keydown", (event) => {
  const at = performance.timeOrigin + event.timeStamp;
  if (event.key === "Enter") sessionStorage.setItem("entered-at", at);
}, true);
const stub = window.print;
window.print = function () {
  const at = performance.timeOrigin + performance.now();
  const taken = JSON.parse(sessionStorage.getItem("taken") ?? "[]");
  sessionStorage.setItem("taken", JSON.stringify([...taken, at - Number(sessionStorage.getItem("entered-at"))]));
  stub.call(this);
};
"""


def measure(runs: int) -> list[Figure]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    expect.set_options(timeout=PATIENCE)
    online: list[list[float]] = []
    offline: list[list[float]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options())
        for run in range(runs):
            event = EventFactory(slug=f"bench-badge-{run}", open_now=True, capacity=PEOPLE)
            crowd.fill(event_id=event.pk, guests=PEOPLE, seed=run, at=timezone.now())
            codes = _codes(event)
            with _site() as address:
                with _desk(browser, event, address) as page:
                    online.append(_online(page, event, codes[:TURNS]))
                with _desk(browser, event, address) as page:
                    offline.append(_offline(page, event, codes[TURNS : 2 * TURNS]))
            assert BadgePrint.objects.filter(registration__event=event).count() == TURNS
        browser.close()
        connection.close()  # inside of Playwright's loop it is another one than outside
    return [
        Figure(f"Enter to print call, {where}, {name}", "ms", [mark(one) for one in found])
        for where, found in (("desk's page", online), ("app offline", offline))
        for name, mark in (("median", _median), ("p95", _p95))
    ]


def _codes(event: Event) -> list[str]:
    guests = event.registrations.filter(state=RegistrationState.CONFIRMED).order_by("pk")
    return list(guests.values_list("code", flat=True)[: 2 * TURNS])


@contextmanager
def _site() -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with workers.web(port, env=workers.environment(PUBLIC_URL=address), processes=WEB_WORKERS):
        yield address


@contextmanager
def _desk(browser: Browser, event: Event, address: str) -> Iterator[Page]:
    """A browser of its own with somebody of the desk signed in, whose printer only takes the time."""
    staff = UserFactory()
    access.grant(event_id=event.pk, user_id=staff.pk, role=EventRole.DESK, by_id=None, at=timezone.now())
    client = Client()
    client.force_login(staff)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(base_url=address, locale="ko-KR", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    page = context.new_page()
    page.add_init_script(PRINTER + CLOCK)
    yield page
    context.close()


def _online(page: Page, event: Event, codes: list[str]) -> list[float]:
    page.goto(f"/desk/{event.slug}/settings/")
    page.get_by_label("데스크 이름").fill("데스크 1")
    page.get_by_label("입장 처리한 다음").select_option(label="바로 인쇄")
    page.get_by_role("button", name="저장").click()
    page.get_by_text("이 기기의 설정을 저장했습니다.").wait_for()
    for turn, code in enumerate(codes):
        page.get_by_role("searchbox").fill(code)
        page.keyboard.press("Enter")
        page.locator(f"[data-shown='{code}']").wait_for()
        page.locator(".person--chosen").wait_for()
        page.wait_for_load_state("networkidle")  # whoever sits there looks at the person first
        page.keyboard.press("Enter")
        page.get_by_text("입장 처리했습니다.").wait_for()
        _wait_for(page, turn + 1)
    return _taken(page)


def _offline(page: Page, event: Event, codes: list[str]) -> list[float]:
    page.goto(f"/desk/{event.slug}/app/")
    app.load(page, "데스크 2")
    page.get_by_text("데스크 설정").click()
    page.get_by_label("입장 처리 후 명찰").select_option(label="바로 인쇄")
    app.cut(page)
    for turn, code in enumerate(codes):
        app.enter(page, code)
        _wait_for(page, turn + 1)
    return _taken(page)


def _wait_for(page: Page, prints: int) -> None:
    page.wait_for_function(
        "prints => JSON.parse(sessionStorage.getItem('taken') ?? '[]').length === prints", arg=prints
    )


def _taken(page: Page) -> list[float]:
    taken: list[float] = json.loads(page.evaluate("sessionStorage.getItem('taken')"))
    return taken


def _median(taken: list[float]) -> float:
    return sorted(taken)[len(taken) // 2]


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]
