"""The app of the desk in Chromium: what is done in it and seen of it."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PATIENCE

PIN = "가을하늘 42"
STORE = "import('/static/js/desk/store.js')"
GET_EVENT = f"{STORE}.then((store) => store.get('events', 'demo'))"
CHANGE_EVENT = f"""async (changes) => {{
  const store = await {STORE};
  await store.put("events", {{ ...(await store.get("events", "demo")), ...changes }});
}}"""
COUNTS = f"""async () => {{
  const store = await {STORE};
  const names = ["events", "records", "presence", "journal", "outbox"];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await store.all(name)).length])));
}}"""


def load(page: Page, label: str) -> None:
    page.get_by_label("데스크 이름").fill(label)
    page.get_by_label("오늘의 PIN (6자 이상)").fill(PIN)
    page.get_by_label("PIN 다시 입력").fill(PIN)
    page.get_by_role("button", name="행사 불러오기").click()
    expect(field(page)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")


def field(page: Page):
    return page.get_by_role("searchbox")


def found(page: Page):
    return page.locator("#found .person")


def enter(page: Page, text: str) -> None:
    field(page).fill(text)
    field(page).press("Enter")


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-said-text]")).to_have_text(text)


def cut(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("[data-line-state]")).to_contain_text("오프라인")


def mend(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator("[data-line-state]")).to_have_text("온라인")
    expect(page.locator("[data-line-unsent]")).to_have_text("모든 기록을 보냈습니다.")


def until(page: Page, is_true: Callable[[], object]) -> None:
    """Waits for what the test counts itself, while the page goes on."""
    ends_at = time.monotonic() + PATIENCE / 1000
    while not is_true():
        assert time.monotonic() < ends_at
        page.wait_for_timeout(50)


def hear_of_nobody(page: Page) -> None:
    """From now on the desk does not hear of what others do."""
    asked = []

    def say_nothing(route: Route) -> None:
        route.fulfill(json={"device": "", "people": [], "gone": [], "event": {}})
        asked.append(route)

    page.route("**/roster/changes/**", say_nothing)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: asked)  # whatever was asked before has its answer by then


def unlock(page: Page, pin: str = PIN) -> None:
    page.get_by_label("오늘의 PIN", exact=True).fill(pin)
    page.get_by_role("button", name="명단 열기").click()


def opened(page: Page) -> None:
    unlock(page)
    expect(page.locator("[data-part='walkin']")).to_be_visible()


def send_deputy(page: Page, guest: str, name: str, phone: str = "") -> None:
    """Somebody comes instead of the guest whom this finds."""
    field(page).fill(guest)
    expect(found(page)).to_have_count(1)
    found(page).get_by_role("button", name="대리참석").click()
    page.get_by_label("대리참석하실 분 성명").fill(name)
    page.get_by_label("대리참석하실 분 휴대전화").fill(phone)
    page.get_by_label("대리참석 사유").fill("해외 출장")
    page.get_by_label("대리참석하실 분의 개인정보 동의서를 종이로 받았습니다.").check()
    page.get_by_role("button", name="대리참석으로 바꾸고 입장 처리").click()
