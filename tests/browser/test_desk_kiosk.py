"""Kiosk, walk-ins and deputies in Chromium: guests let themselves in, or the desk does, and each has a badge."""

import json
from functools import partial

import pytest
from playwright.sync_api import expect

from events.models import Event
from registrations import codeimages
from registrations.models import CheckIn, Consent, Registration, StationJob
from tests.browser import desks
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.factories.admin import desk_user
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)
KIOSK = "/desk/demo/kiosk/"
# A camera that sees one picture for ever.
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => {
  const image = new Image();
  image.src = %s;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const draw = () => {
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#ccc";
    pen.fillRect(0, 0, 640, 480);
    pen.drawImage(image, 200, 120, 240, 240);
    requestAnimationFrame(draw);
  };
  draw();
  return canvas.captureStream(10);
};
"""


@pytest.fixture
def guest():
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")
    return RegistrationFactory(
        event=event, name="홍길동", organization="한국기계", phone="+821012345678", code="ACDE3467"
    )


@pytest.fixture
def open_desk(open_page, guest):
    return partial(desks.open_desk, open_page, desk_user(guest.event))


def begin(page):
    page.goto(KIOSK)
    page.get_by_label("PIN").fill("2468")
    page.get_by_role("button", name="키오스크로 잠그기").click()


def lock(page):
    begin(page)
    page.get_by_text("메일의 QR 코드를 보여 주세요").wait_for()


def give_camera(page, code):
    page.add_init_script(CAMERA % json.dumps(codeimages.qr_data_uri(code, scale=8)))


def test_guest_types_on_the_screen_confirms_and_has_the_badge_printed(open_desk):
    page, station = open_desk(), open_desk()
    station.goto("/desk/demo/station/?name=1층&layout=roll-102x152")
    lock(page)

    for key in "5678ㅎㄱㄷ":
        page.get_by_role("button", name=key, exact=True).click()
    page.get_by_role("button", name="찾기").click()
    page.get_by_text("홍*동").wait_for()
    assert "홍길동" not in page.content()
    page.get_by_role("button", name="네, 맞습니다").click()
    page.get_by_text("프린터에서 명찰을 받아 주세요.").wait_for()
    station.wait_for_function("() => window.printed?.length")

    assert [one["name"] for one in desks.printed(station)] == ["홍길동 명찰"]
    assert CheckIn.objects.get().outcome == "entered"
    page.get_by_role("link", name="처음으로").click()
    page.wait_for_function("() => document.activeElement.id === 'code'")


def test_scanner_is_heard_wherever_the_focus_was_left(open_desk):
    page = open_desk()
    lock(page)
    page.get_by_role("button", name="5", exact=True).click()

    page.keyboard.type("ACDE3467")
    page.keyboard.press("Enter")

    page.get_by_text("홍*동").wait_for()


def test_camera_reads_the_mails_code(open_desk):
    page = open_desk()
    give_camera(page, "ACDE3467")

    begin(page)  # the camera may be quicker than whoever reads the page

    page.get_by_text("홍*동").wait_for()


def test_camera_finds_at_the_desk_and_stays_on(open_desk):
    page = open_desk()
    give_camera(page, "ACDE3467")
    page.goto("/desk/demo/")

    page.get_by_role("button", name="카메라로 찍기").click()

    page.get_by_role("button", name="입장 처리 홍길동").wait_for()
    page.get_by_role("button", name="카메라로 찍기", pressed=True).wait_for()


def test_what_was_half_typed_is_gone_after_a_while(open_desk):
    page = open_desk()
    page.clock.install()
    lock(page)
    page.get_by_role("button", name="5", exact=True).click()

    page.clock.fast_forward(20_500)

    assert page.get_by_label("휴대전화 뒤 4자리").input_value() == ""
    page.get_by_label("등록번호").fill("ACDE3467")
    page.keyboard.press("Enter")
    page.get_by_text("홍*동").wait_for()
    page.clock.fast_forward(20_500)
    page.get_by_text("메일의 QR 코드를 보여 주세요").wait_for()


def test_kiosk_shuts_the_desk_until_its_pin(open_desk):
    page = open_desk()
    lock(page)

    page.goto("/desk/demo/?q=홍길동")
    refused = page.get_by_role("heading").inner_text()
    page.get_by_role("link", name="키오스크 화면으로").click()
    page.get_by_role("link", name="담당자").click()
    page.get_by_label("PIN").fill("2468")
    page.get_by_role("button", name="잠금 풀기").click()

    page.get_by_role("heading", name="등록데스크").wait_for()
    assert refused == "키오스크로 잠긴 화면입니다"


def test_walk_in_is_let_in_with_a_badge_and_the_same_person_is_shown_first(open_desk):
    page = open_desk()
    page.goto("/desk/demo/settings/")
    page.get_by_label("데스크 이름").fill("데스크 1")
    page.get_by_label("입장 처리한 다음").select_option(label="바로 인쇄")
    page.get_by_role("button", name="저장").click()

    page.get_by_role("link", name="현장등록").click()
    page.get_by_label("성명").fill("홍길동")
    page.get_by_label("소속").fill("한국기계")
    page.get_by_label("참석구분").select_option(label="기업")
    page.get_by_label("필수 항목 동의서를 종이로 받음").check()
    page.get_by_role("button", name="등록하고 입장 처리").click()
    page.get_by_text("이미 등록된 분일 수 있습니다.").wait_for()
    page.get_by_label("소속").fill("다른기계")
    page.get_by_role("button", name="다른 분입니다. 등록하고 입장 처리").click()
    page.get_by_text("홍길동 님을 등록하고 입장 처리했습니다.").wait_for()
    page.wait_for_function("() => window.printed?.length")

    new = Registration.objects.get(organization="다른기계")
    assert [one["name"] for one in desks.printed(page)] == ["홍길동 명찰"]
    assert new.badge_prints.get().station == "데스크 1"
    assert set(Consent.objects.filter(given=True).values_list("item", "way")) == {
        ("privacy", "desk"),
        ("age", "desk"),
    }


def test_deputy_is_let_in_at_one_step(open_desk):
    page = open_desk()
    page.goto("/desk/demo/?q=ACDE3467")

    page.get_by_role("link", name="대리참석 홍길동").click()
    page.get_by_label("성명").fill("김대리")
    page.get_by_label("대리참석 사유").fill("국회 출석")
    page.get_by_label("필수 항목 동의서를 종이로 받음").check()
    page.get_by_role("button", name="대리참석으로 바꾸고 입장 처리").click()
    page.get_by_text("김대리 님을 등록하고 입장 처리했습니다.").wait_for()

    deputy = Registration.objects.get(name="김대리")
    assert (deputy.stands_in_for.name, deputy.moves.get().note) == ("홍길동", "국회 출석")
    assert not StationJob.objects.exists()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(open_desk, width):
    page = open_desk(width)
    RegistrationFactory(event=Event.objects.get(), name="홍길동", organization="한국기계", phone="")
    found = []
    for path in ("/desk/demo/walk-in/", "/desk/demo/walk-in/link/", "/desk/demo/ACDE3467/deputy/", KIOSK):
        page.goto(path)
        found += problems(page)
    page.goto("/desk/demo/walk-in/link/")

    lock(page)
    for path in (KIOSK, f"/en{KIOSK}", f"{KIOSK}leave/", "/desk/demo/"):
        page.goto(path)
        found += problems(page)
    page.goto(KIOSK)
    page.get_by_label("등록번호").fill("ACDE3467")
    page.keyboard.press("Enter")
    page.get_by_text("홍*동").wait_for()
    found += problems(page)

    assert found == []


def test_kiosk_asks_for_what_is_missing_and_sends_nobody_away_for_it(open_desk):
    page = open_desk()
    lock(page)

    page.get_by_label("휴대전화 뒤 4자리").fill("5678")
    page.get_by_role("button", name="찾기").click()

    page.get_by_text("휴대전화 뒤 4자리와 성명 초성을 모두 입력해 주세요.").wait_for()
    expect(page.get_by_label("성명 초성")).to_be_focused()
    page.keyboard.type("ㅎㄱㄷ")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="본인이 맞습니까?").wait_for()


def test_code_for_guests_phones_is_renewed_while_its_page_stays_open(open_desk):
    page = open_desk()
    page.clock.install()
    page.goto("/desk/demo/walk-in/link/")

    with page.expect_navigation():
        page.clock.fast_forward("10:01")

    page.get_by_alt_text("현장등록 양식을 여는 QR 코드").wait_for()


def test_forms_at_the_desk_are_written_into_at_once(open_desk):
    page = open_desk()

    for path, label in (
        ("walk-in/", "성명"),
        ("ACDE3467/deputy/", "성명"),
        ("ACDE3467/badge/", "성명"),
        ("kiosk/", "PIN"),
    ):
        page.goto(f"/desk/demo/{path}")
        expect(page.get_by_label(label).first).to_be_focused()
