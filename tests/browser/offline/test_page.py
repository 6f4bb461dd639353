"""The page of the app: its badges, its weight, and that everybody can use it."""

import io

import pdfplumber
import pytest
from playwright.sync_api import Page, Route, expect

from registrations.badges import single
from registrations.models import BadgePrint, PrintReason, StationJob
from tests import pdfs
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.offline.app import PIN, cut, enter, field, found, mend, opened, said, until
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
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
COUNT_PRINTS = """() => {
  window.prints = 0;
  window.print = () => {
    window.prints += 1;
    dispatchEvent(new Event("afterprint"));
  };
}"""
# What browsers have learned since Chromium 96, of November 2021.
YOUNGER = """
for (const name of ["timeout", "any"]) delete AbortSignal[name];
for (const name of ["findLast", "findLastIndex", "toSorted", "toReversed", "toSpliced", "with"]) delete Array.prototype[name];
for (const name of ["union", "intersection", "difference", "isSubsetOf"]) delete Set.prototype[name];
for (const name of ["map", "filter", "some", "every", "find", "toArray"]) delete Iterator.prototype[name];
for (const name of ["isWellFormed", "toWellFormed"]) delete String.prototype[name];
for (const name of ["withResolvers", "try"]) delete Promise[name];
for (const name of ["groupBy"]) { delete Object[name]; delete Map[name]; }
delete Array.fromAsync;
delete window.structuredClone;
delete Uint8Array.fromBase64;
delete Uint8Array.prototype.toBase64;
"""
FONTS_KEPT = """async () => {
  const addresses = document.querySelector("[data-desk]").dataset.fonts.split(" ");
  return (await Promise.all(addresses.map((one) => caches.match(one)))).every(Boolean);
}"""


def test_a_badge_is_printed_on_its_own_page_without_the_network(open_desk, guests):
    page = open_desk()
    page.evaluate("() => { window.print = () => { window.isPrinting = true; }; }")
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


def test_another_badge_needs_a_reason_without_the_network(open_desk, guests):
    page = open_desk()
    page.evaluate(COUNT_PRINTS)
    cut(page)
    enter(page, "QKRW3467")
    page.get_by_role("button", name="명찰 인쇄").first.click()
    said(page, "박정호 님의 명찰을 인쇄했습니다.")
    page.reload()
    opened(page)
    page.evaluate(COUNT_PRINTS)

    field(page).fill("박정호")
    expect(found(page)).to_contain_text("명찰 출력함")
    found(page).get_by_role("button", name="명찰 인쇄").click()
    expect(page.get_by_text("박정호 님의 명찰은 이미 출력했습니다.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("다시 인쇄하는 사유").select_option(label="기타")
    page.get_by_role("button", name="다시 인쇄").click()
    assert page.evaluate("document.activeElement.name") == "note"
    page.get_by_label("사유 설명").fill("비에 젖음")
    page.get_by_role("button", name="다시 인쇄").click()
    said(page, "박정호 님의 명찰을 인쇄했습니다.")
    mend(page)

    prints = BadgePrint.objects.order_by("pk").values_list("reason", "note")
    assert list(prints) == [("", ""), (PrintReason.OTHER, "비에 젖음")]


def prints_at_a_station(page: Page) -> None:
    page.evaluate(COUNT_PRINTS)
    page.get_by_text("데스크 설정").click()
    page.get_by_label("명찰 인쇄", exact=True).select_option("station")
    page.get_by_label("입장 처리 후 명찰").select_option("now")


def test_a_badge_goes_to_a_station_for_as_long_as_there_is_a_network(open_desk, guests):
    page = open_desk()
    prints_at_a_station(page)

    enter(page, "QKRW3467")
    said(page, "박정호 님의 명찰을 보냈으나, 열려 있는 인쇄 스테이션이 없어 기다리고 있습니다.")
    field(page).fill("박정호")
    with page.expect_response("**/station/ask/"):
        found(page).get_by_role("button", name="명찰 인쇄").click()
    said(page, "박정호 님의 명찰을 보냈으나, 열려 있는 인쇄 스테이션이 없어 기다리고 있습니다.")
    assert StationJob.objects.get().registration == guests["QKRW3467"]
    assert StationJob.objects.get().device == "데스크 1"

    cut(page)
    enter(page, "ACDE3467")
    said(page, "김수진 부장 님, 입장 처리했습니다.")
    assert page.evaluate("window.prints") == 0
    page.locator("[data-said-actions]").get_by_role("button", name="명찰 인쇄").click()
    said(page, "김수진 님의 명찰을 인쇄했습니다.")
    assert page.evaluate("window.prints") == 1
    mend(page)
    assert BadgePrint.objects.get().registration == guests["ACDE3467"]


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


def test_a_browser_of_five_years_ago_will_do(open_desk, guests):
    page = open_desk(script=YOUNGER)

    cut(page)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    mend(page)

    assert guests["QKRW3467"].check_ins.get().outcome == "entered"


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


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_app_is_accessible_and_fits(open_desk, guests, width):
    page = open_desk(width=width)
    page.get_by_text("현장등록").click()
    page.get_by_text("데스크 설정").click()
    field(page).fill("김수진")
    expect(found(page)).to_have_count(2)
    found(page).first.get_by_role("button", name="대리참석").click()

    assert problems(page) == []


def test_a_late_answer_of_a_station_is_about_its_guest_and_leaves_what_is_typed(open_desk, guests):
    page = open_desk()
    prints_at_a_station(page)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/station/ask/", hold)
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    until(page, lambda: held)
    page.get_by_label("입장 처리 후 명찰").select_option("no")
    enter(page, "ACDE3467")
    said(page, "김수진 부장 님, 입장 처리했습니다.")
    field(page).press_sequentially("김수")

    held[0].abort()
    expect(page.locator("[data-said-text]")).to_contain_text("박정호 님의 명찰이 인쇄 스테이션에 전해졌는지")
    page.keyboard.type("진")
    expect(field(page)).to_have_value("김수진")
    expect(found(page)).to_have_count(2)
    page.unroute("**/station/ask/")
    page.locator("[data-said-actions]").get_by_role("button", name="명찰 인쇄").click()

    said(page, "박정호 님의 명찰을 보냈으나, 열려 있는 인쇄 스테이션이 없어 기다리고 있습니다.")
    assert StationJob.objects.get().registration == guests["QKRW3467"]


def test_what_was_wrong_with_the_last_guest_does_not_stand_over_the_next(open_desk, guests):
    page = open_desk()
    enter(page, "CEEE3467")  # nobody's
    said(page, "이 행사에 없는 등록번호입니다: CEEE3467")

    field(page).fill("박정호")

    expect(page.locator("[data-said]")).to_be_hidden()


def test_what_can_be_taken_back_stays_while_the_next_is_typed(open_desk, guests):
    page = open_desk()
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")

    field(page).fill("김수진")

    expect(page.locator("[data-said]").get_by_role("button", name="되돌리기")).to_be_visible()


def test_journal_tells_when_somebody_came_who_was_in_already(open_desk, guests):
    page = open_desk()
    page.clock.install()
    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
    came = page.locator("[data-journal] [data-time]").first.text_content()
    page.clock.fast_forward("20:00")

    enter(page, "QKRW3467")

    expect(page.locator("[data-said-text]")).to_have_text(f"박정호 교수 님은 이미 입장했습니다: {came}")
    expect(page.locator("[data-journal] [data-what]").first).to_have_text(
        f"박정호 님은 이미 입장했습니다: {came}"
    )


def test_what_came_of_a_form_is_in_sight_on_a_phone(open_desk, guests):
    page = open_desk(width=PHONE)
    page.set_viewport_size({"width": PHONE, "height": 560})
    page.get_by_text("현장등록", exact=True).click()
    page.get_by_label("성명", exact=True).fill("한현장")
    page.get_by_label("참석구분").select_option(label="기업")

    page.get_by_role("button", name="등록하고 입장 처리").click()

    expect(page.get_by_text("개인정보 동의서를 받은 다음에 등록해 주세요.")).to_be_in_viewport()
    page.get_by_label("개인정보 동의서를 종이로 받았습니다.", exact=True).check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    expect(page.get_by_text("한현장 님의 현장등록을 받았습니다.")).to_be_in_viewport()
    expect(field(page)).to_be_focused()


def test_who_was_about_to_load_the_event_anew_may_leave_it(open_desk, guests):
    page = open_desk()
    page.get_by_text("데스크 설정").click()
    page.get_by_role("button", name="행사 다시 불러오기").click()

    page.get_by_role("button", name="그만두기").click()
    opened(page)

    enter(page, "QKRW3467")
    said(page, "박정호 교수 님, 입장 처리했습니다.")
