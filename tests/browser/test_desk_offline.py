"""A shift at the desk with the network cut: what was loaded finds, decides and keeps; what was kept arrives once."""

import base64
import io
import re
from datetime import timedelta
from urllib.parse import quote

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from events import access, phones
from events.models import EventRole, RoleGrant
from registrations import finding
from registrations.badges import single
from registrations.desk import holdings
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, DeskLoad, EntryConflict, Registration
from tests import chromium, pdfs
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import desk_user
from tests.browser.test_accessibility import RULES
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PIN = "가을하늘 42"
STORE = "import('/static/js/desk/store.js')"
GET_EVENT = f"{STORE}.then((store) => store.get('events', 'demo'))"
CHANGE_EVENT = f"""async (changes) => {{
  const store = await {STORE};
  await store.put("events", {{ ...(await store.get("events", "demo")), ...changes }});
}}"""
BADGES = f"""async () => {{
  const [store, secrets, lettering] = await Promise.all(
    ["store", "secrets", "lettering"].map((name) => import(`/static/js/desk/${{name}}.js`)));
  const event = await store.get("events", "demo");
  const key = await secrets.keyOfPin("{PIN}", event.pin_salt, event.rounds);
  const people = await Promise.all((await store.all("records")).map((row) => secrets.open(key, row.by_pin)));
  const names = (badge) => badge.lines.filter((line) => /\\bn\\d/.test(line.classes));
  return Promise.all(people.map(async (person) =>
    [names(await lettering.badgeFor(event.badge, person, "")), names(person.badge)]));
}}"""
FONTS_KEPT = """async () => {
  const addresses = document.querySelector("[data-desk]").dataset.fonts.split(" ");
  return (await Promise.all(addresses.map((one) => caches.match(one)))).every(Boolean);
}"""
COUNTS = f"""async () => {{
  const store = await {STORE};
  const names = ["events", "records", "presence", "journal", "outbox"];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, (await store.all(name)).length])));
}}"""
FIND = f"""async (query) => {{
  const [store, secrets, finding] = await Promise.all(
    ["store", "secrets", "finding"].map((name) => import(`/static/js/desk/${{name}}.js`)));
  const event = await store.get("events", "demo");
  const key = await secrets.keyOfPin("{PIN}", event.pin_salt, event.rounds);
  const rows = (await store.all("records")).filter((row) => row.by_pin);
  const index = new finding.Index(await Promise.all(rows.map((row) => secrets.open(key, row.by_pin))));
  return finding.find(index, query).map((found) => found.person.code);
}}"""

# The desk is shown, and cannot read what was done there for as long as another tab has hold of it.
SLOW_JOURNAL = """() => new Promise((held) => {
  indexedDB.open("maxforum-desk").onsuccess = ({ target }) => {
    const journal = target.result.transaction("journal", "readwrite").objectStore("journal");
    const until = Date.now() + 1500;
    const hold = () => { if (Date.now() < until) journal.count().onsuccess = hold; };
    hold();
    held();
  };
})"""


@pytest.fixture
def event():
    return EventFactory(slug="demo", open_now=True, name="제1회 M.AX 컨퍼런스")


@pytest.fixture
def guests(event):
    people = [
        ("박정호", "명지대학교", "교수", "+821012345678", "QKRW3467"),
        ("김수진", "(주)한국기계", "부장", "+821022223333", "ACDE3467"),
        ("김수진", "전자신문", "기자", "+821044445555", "ACDE9976"),
    ]
    return {
        code: RegistrationFactory(
            event=event, name=name, organization=body, title=title, phone=phone, code=code
        )
        for name, body, title, phone, code in people
    }


@pytest.fixture
def open_desk(open_page, event, guests):
    """Makes a device at the desk, with the roster loaded and open."""
    user = desk_user(event)

    def make(label="데스크 1", width=DESK) -> Page:
        client = Client()
        client.force_login(user)
        page = open_page(
            width,
            cookies={settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value},
        )
        page.goto("/desk/demo/app/")
        load(page, label)
        return page

    return make


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


def unlock(page: Page, pin: str = PIN) -> None:
    page.get_by_label("오늘의 PIN", exact=True).fill(pin)
    page.get_by_role("button", name="명단 열기").click()


def opened(page: Page) -> None:
    unlock(page)
    expect(page.locator("[data-part='walkin']")).to_be_visible()


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
    ]
    assert all(CheckIn.objects.values_list("is_offline", flat=True))


def test_two_desks_that_let_in_the_same_guest_leave_a_conflict_and_the_earlier_counts(open_desk, guests):
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
    enter(first, "QKRW3467")
    said(first, "박정호 교수 님, 입장 처리했습니다.")
    second.route("**/outbox/", lambda route: route.fulfill(status=status))

    enter(second, "QKRW3467")
    said(second, "박정호 교수 님, 입장 처리했습니다.")
    second.unroute("**/outbox/")
    second.evaluate("dispatchEvent(new Event('online'))")
    expect(second.locator("[data-line-unsent]")).to_have_text("모든 기록을 보냈습니다.")

    assert EntryConflict.objects.get().scan.device.startswith("데스크 2")


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


def test_who_types_the_pin_at_once_types_all_of_it_there(open_desk, guests):
    page = open_desk()
    other_tab = page.context.new_page()
    other_tab.goto("/desk/demo/app/")
    other_tab.evaluate(SLOW_JOURNAL)
    page.goto("/desk/demo/app/")
    pin = page.get_by_label("오늘의 PIN", exact=True)
    pin.wait_for()
    pin.press_sequentially(PIN, delay=300)  # longer than the other tab holds

    assert field(page).input_value() == ""
    page.keyboard.press("Enter")
    expect(page.locator("[data-part='walkin']")).to_be_visible()


def test_an_answer_from_before_the_cut_does_not_hide_it(open_desk, guests):
    page = open_desk()
    asked = []

    def keep(route) -> None:
        asked.append(route)

    page.route("**/roster/changes/**", keep)
    with page.expect_request("**/roster/changes/**"):
        page.evaluate("dispatchEvent(new Event('online'))")

    cut(page)
    asked[0].fulfill(json={"device": "", "people": [], "gone": [], "event": {}})
    with page.expect_request("**/roster/changes/**"):
        page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("[data-line-state]")).to_contain_text("오프라인")


def test_late_registrations_are_known_before_the_network_drops(open_desk, event):
    page = open_desk()
    RegistrationFactory(event=event, name="남궁민수", code="HJKM3467", changed_at=timezone.now())

    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-line-roster]")).to_contain_text("명단 4명")
    cut(page)
    enter(page, "ㄴㄱㅁㅅ")

    expect(page.locator("[data-said-text]")).to_contain_text("남궁민수")


def test_a_code_opens_its_own_record_while_the_roster_is_locked(open_desk, guests):
    page = open_desk()
    cut(page)
    page.get_by_text("데스크 설정").click()
    page.get_by_role("button", name="명단 잠그기").click()
    expect(page.get_by_role("button", name="명단 열기")).to_be_visible()

    field(page).fill("박정호")
    expect(page.get_by_text("성명으로 찾으시려면 오늘의 PIN을")).to_be_visible()
    expect(found(page)).to_have_count(0)
    enter(page, "qkrw3467")

    said(page, "박정호 교수 님, 입장 처리했습니다.")
    # A scanner types wherever the cursor is: a guest's code is no wrong PIN.
    unlock(page, "ACDE3467")
    said(page, "김수진 부장 님, 입장 처리했습니다.")
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.wrong)") == 0


def test_an_unknown_code_is_kept_and_settled_by_the_server(open_desk, guests):
    page = open_desk()
    RegistrationFactory(name="다른 행사 손님", code="WXYT7777")
    cut(page)

    enter(page, "WXYT7777")
    said(page, "이 행사에 없는 등록번호입니다: WXYT7777")
    mend(page)

    assert CheckIn.objects.get().outcome == CheckInOutcome.OTHER_EVENT


def test_wrong_pins_are_slowed_and_the_tenth_wipes(open_desk, guests):
    page = open_desk()
    cut(page)
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.rounds)") >= 600_000
    page.reload()

    for left in (9, 8, 7, 6):
        unlock(page, "틀린 번호")
        expect(page.locator("[data-unlock-said]")).to_contain_text(f"{left}번 더 틀리면")
    unlock(page)
    expect(page.locator("[data-unlock-said]")).to_contain_text("여러 번 틀렸습니다")
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.wrong)") == 4

    page.evaluate(CHANGE_EVENT, {"wrong": 9, "wait_until": 0})
    unlock(page, "틀린 번호")
    expect(page.get_by_text("기기의 명단을 지웠습니다.")).to_be_visible()
    assert page.evaluate(COUNTS) == {"events": 0, "records": 0, "presence": 0, "journal": 0, "outbox": 0}


def test_signing_out_wipes_the_roster_and_keeps_what_is_not_sent(open_desk, guests):
    page = open_desk()
    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    page.on("dialog", lambda dialog: dialog.accept())

    page.get_by_role("link", name="로그아웃").click()
    expect(page.locator("[data-said-text]")).to_contain_text("로그아웃은 네트워크에 연결된 다음에")
    counts = page.evaluate(COUNTS)
    assert counts == {"events": 0, "records": 0, "presence": 0, "journal": 0, "outbox": 1}


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


def test_a_badge_is_printed_on_its_own_page_without_the_network(open_desk, guests):
    page = open_desk()
    page.evaluate("window.print = () => { window.isPrinting = true; }")
    cut(page)
    enter(page, "QKRW3467")
    page.get_by_role("button", name="명찰 인쇄").first.click()
    page.wait_for_function("window.isPrinting")
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    said(page, "박정호 님의 명찰을 인쇄했습니다.")

    size = single.layout_of(guests["QKRW3467"].event_id).sheet
    with pdfplumber.open(io.BytesIO(sheet)) as document:
        [badge] = document.pages
        millimetres = (float(badge.width) / 72 * 25.4, float(badge.height) / 72 * 25.4)
    assert millimetres == pytest.approx((size.width, size.height), abs=0.3)
    assert pdfs.codes(pdfs.picture(sheet, dpi=300)) == ["QKRW3467"]
    assert "명지대학교" in pdfs.text(sheet)
    assert "등록데스크" not in pdfs.text(sheet)
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    mend(page)
    assert BadgePrint.objects.get().registration == guests["QKRW3467"]


def test_a_walk_in_without_the_network_becomes_a_registration(open_desk, event):
    page = open_desk()
    cut(page)
    page.get_by_text("현장등록").click()
    page.get_by_label("성명", exact=True).fill("황보혜원")
    page.get_by_label("소속", exact=True).fill("현대자동차")
    page.get_by_label("휴대전화").fill("010-7777-8888")
    page.get_by_label("참석구분").select_option("company")
    page.get_by_role("button", name="등록하고 입장 처리").click()
    said(page, "개인정보 동의서를 받은 다음에 등록해 주세요.")

    page.get_by_label("개인정보 동의서를 종이로 받았습니다.").check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.locator("[data-said-text]")).to_contain_text("황보혜원 님의 현장등록을 받았습니다. 임시 번호")
    code = page.locator("[data-said-text]").inner_text()[-8:]
    page.evaluate("window.print = () => { window.isPrinting = true; }")
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


def test_every_search_finds_whom_the_server_finds(open_desk, event, guests):
    for number in range(40):
        name = (
            "김이박최정강조윤장임"[number % 10]
            + "민서준하윤지우도현"[number % 9]
            + "호진영수미경은희철훈"[number % 7]
        )
        RegistrationFactory(
            event=event, name=name, organization=["(주)한국기계", "Samsung Electronics", "서울대학교"][number % 3],
            phone=f"+8210{number:04}{number * 37 % 10000:04}", email=f"person{number}@example.com",
            state=["confirmed", "cancelled", "requested"][number % 3],
        )  # fmt: skip
    page = open_desk()

    for query in [
        "ㄱ",
        "ㄱㅁㅎ",
        "김",
        "최하",
        "서울대",
        "samsung",
        "(주) 한국",
        "0037",
        "person1",
        "person1@",
        "없음",
        "QKRW3467",
        ".",
    ]:
        expected = [one.code for one in finding.find(event_id=event.pk, query=query)]
        assert page.evaluate(FIND, query) == expected, query


def test_the_first_load_is_small(open_desk):
    page = open_desk()
    page.wait_for_function(FONTS_KEPT)

    bytes_by_name = page.evaluate(
        """async () => {
          const sizes = {};
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) {
              sizes[new URL(request.url).pathname] = (await (await cache.match(request)).arrayBuffer()).byteLength;
            }
          }
          return sizes;
        }"""
    )

    fonts = {name for name in bytes_by_name if "/fonts/" in name}
    assert len(fonts) == 2
    assert "/desk/app.html" in bytes_by_name
    assert not [name for name in bytes_by_name if name.startswith("/desk/demo/")]
    assert sum(size for name, size in bytes_by_name.items() if name not in fonts) <= 200_000


def test_the_files_of_a_stopped_desk_name_nobody_without_code_or_pin(browser, live_server, event, tmp_path):
    """A lost device: its whole profile is read, also what is base64, UTF-16 or escaped in it."""
    RegistrationFactory(
        event=event, name="선우현진", organization="동녘정밀공업", title="책임연구원", phone="+821073519284",
        email="seonu@dongnyeok.example", code="QKRW3467",
    )  # fmt: skip
    client = Client()
    client.force_login(desk_user(event))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.browser_type.launch_persistent_context(
        tmp_path, base_url=live_server.url, **chromium.launch_options()
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto("/desk/demo/app/")
    load(page, "데스크 1")
    cut(page)
    enter(page, "QKRW3467")
    said(page, "선우현진 책임연구원 님, 입장 처리했습니다.")
    page.get_by_text("현장등록").click()
    page.get_by_label("성명", exact=True).fill("제갈온누리")
    page.get_by_label("소속", exact=True).fill("늦게온기관")
    page.get_by_label("참석구분").select_option("company")
    page.get_by_label("개인정보 동의서를 종이로 받았습니다.").check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.locator("[data-said-text]")).to_contain_text("제갈온누리")
    page.evaluate(
        f"{STORE}.then((store) => store.put('settings', {{ name: 'control', value: '보이는글자' }}))"
    )
    context.close()

    words = ["선우현진", "동녘정밀공업", "책임연구원", "73519284", "7351-9284", "dongnyeok", "QKRW3467", PIN]
    words += ["제갈온누리", "늦게온기관"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "보이는글자" in _seen(files, ["보이는글자"])
    assert any("IndexedDB" in str(path) and path.stat().st_size for path in files)
    assert _seen(files, words) == set()


def _seen(files, words):
    """Which of the words stand in one of the files, in any of the ways that text is written."""
    seen = set()
    for path in files:
        content = path.read_bytes()
        seen |= {word for word in words if any(form in content for form in _forms(word))}
    return seen


def _forms(word):
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    # In base64 a text looks another way by where it begins; the ends depend on what is beside it.
    coded = [
        base64.b64encode(b"\0" * start + text)[4 if start else 0 : -4] for text in plain for start in range(3)
    ]
    escaped = word.encode("ascii", "backslashreplace")
    return [form for form in [*plain, *coded, escaped, quote(word).encode()] if len(form) >= 6]


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


def test_usual_names_are_set_on_the_device_as_the_server_sets_them(open_desk, event, guests):
    for name, body in [
        ("이산", "산업통상부"),
        ("남궁민수", "대한상공회의소"),
        ("Alexander Brown", "Samsung Electronics"),
    ]:
        RegistrationFactory(event=event, name=name, organization=body)
    page = open_desk()

    pairs = page.evaluate(BADGES)

    assert len(pairs) == 6
    for own, servers in pairs:
        assert own == servers


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_app_is_accessible_and_fits(open_desk, guests, width):
    page = open_desk(width=width)
    page.get_by_text("현장등록").click()
    page.get_by_text("데스크 설정").click()
    field(page).fill("김수진")
    expect(found(page)).to_have_count(2)

    problems = Axe().run(page, options=RULES).response["violations"]

    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in problems] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
