"""The roster at rest: found as the server finds, opened by the PIN or a code, and read by nobody without them."""

import base64
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from registrations import finding
from tests import chromium
from tests.browser.offline.app import (
    CHANGE_EVENT,
    COUNTS,
    GET_EVENT,
    PIN,
    STORE,
    cut,
    enter,
    field,
    found,
    load,
    said,
    unlock,
)
from tests.browser.scene import session_of
from tests.factories.admin import desk_user
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
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


def test_wrong_pins_are_slowed_and_the_tenth_wipes(open_desk, guests):
    page = open_desk()
    cut(page)
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.rounds)") >= 600_000
    page.reload()
    began = page.evaluate("Date.now()")

    for left in (9, 8, 7, 6):
        unlock(page, "틀린 번호")
        expect(page.locator("[data-unlock-said]")).to_contain_text(f"{left}번 더 틀리면")
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.wait_until)") >= began + 2_000
    page.evaluate(CHANGE_EVENT, {"wait_until": began + 600_000})  # however long the next try takes here
    unlock(page)
    expect(page.locator("[data-unlock-said]")).to_contain_text("여러 번 틀렸습니다")
    assert page.evaluate(f"{GET_EVENT}.then((event) => event.wrong)") == 4

    page.evaluate(CHANGE_EVENT, {"wrong": 9, "wait_until": 0})
    unlock(page, "틀린 번호")
    expect(page.get_by_text("기기의 명단을 지웠습니다.")).to_be_visible()
    assert page.evaluate(COUNTS) == {"events": 0, "records": 0, "presence": 0, "journal": 0, "outbox": 0}


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


def test_the_files_of_a_stopped_desk_name_nobody_without_code_or_pin(browser, live_server, event, tmp_path):
    """A lost device: its whole profile is read, also what is base64, UTF-16 or escaped in it."""
    RegistrationFactory(
        event=event, name="선우현진", organization="동녘정밀공업", title="책임연구원", phone="+821073519284",
        email="seonu@dongnyeok.example", code="QKRW3467",
    )  # fmt: skip
    context = browser.browser_type.launch_persistent_context(
        tmp_path, base_url=live_server.url, **chromium.launch_options()
    )
    session = session_of(desk_user(event)).items()
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in session])
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
    page.get_by_label("개인정보 동의서를 종이로 받았습니다.", exact=True).check()
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
