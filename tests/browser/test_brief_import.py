"""An organizer with a Hangul file: finds the import, corrects a row, brings the programme in."""

import pytest
from django.urls import reverse
from playwright.sync_api import Route

from events.models import Event
from tests.agenda.briefs.conftest import PRESS_RELEASE
from tests.agenda.briefs.files import making
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import problems
from tests.browser.test_admin import _listen, _sign_in
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = PRESS_RELEASE.read_text(encoding="utf-8")
FRAME = {"landmark-one-main", "region"}  # unfold's own frame around every page of the admin


def _violations(page) -> list[str]:
    return problems(page, "form:has([name=csrfmiddlewaretoken]):not(header form)", but=FRAME)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_file_becomes_a_programme(open_page, tmp_path, width):
    user = organizer_of(EventFactory(open_now=True), email="organizer@example.com")
    file = tmp_path / "보도자료.hwpx"
    file.write_bytes(making.as_hwpx(TEXT))
    page = open_page(width)
    heard = _listen(page)
    _sign_in(page, user)

    page.goto(reverse("admin:events_event_changelist"))
    page.get_by_role("link", name="보도자료·파일에서 가져오기").click()
    page.get_by_label("파일 올리기").wait_for()
    problems = _violations(page)
    page.get_by_label("파일 올리기").set_input_files(file)
    page.get_by_role("button", name="읽어 보기").click()
    fifth = page.get_by_role("group", name="세션 5")
    fifth.get_by_label("내용").fill("종합 토론")
    problems += _violations(page)
    page.get_by_role("button", name="가져오기").click()
    page.get_by_text("가져왔습니다: 넣거나 바꾼 세션 5개").wait_for()

    event = Event.objects.get(slug="max-conference-1")
    assert list(event.sessions.order_by("starts_at").values_list("title", flat=True)) == [
        "안내 및 개회 인사",
        "제조 AX의 산업경쟁력 제고 효과 분석",
        "국가별 제조 AX 현황 및 성공 전략",
        "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략",
        "종합 토론",
    ]
    assert problems == []
    assert heard == []


def test_row_in_hand_before_the_script_has_come_is_the_one_whose_source_is_shown(open_page):
    event = EventFactory(open_now=True)
    page = open_page(DESK)
    _sign_in(page, organizer_of(event, email="organizer@example.com"))
    page.goto(reverse("admin:agenda_briefimport_new"))
    page.get_by_label("또는 붙여 넣기").fill(TEXT)
    scripts: list[Route] = []

    def hold_back(route: Route) -> None:
        scripts.append(route)

    page.route("**/js/brief*.js", hold_back)
    page.get_by_role("button", name="읽어 보기").click()

    page.get_by_role("group", name="세션 3").get_by_label("내용").focus()
    scripts[0].continue_()

    assert "발제2" in page.locator(".mf-here").text_content()


def test_source_shows_where_a_row_comes_from(open_page):
    event = EventFactory(open_now=True)
    page = open_page(DESK)
    _sign_in(page, organizer_of(event, email="organizer@example.com"))
    page.goto(reverse("admin:agenda_briefimport_new"))
    page.get_by_label("또는 붙여 넣기").fill(TEXT)
    page.get_by_role("button", name="읽어 보기").click()

    page.get_by_role("group", name="세션 3").get_by_label("내용").focus()

    shown = page.locator(".mf-here")
    assert (
        shown.text_content()
        == "14:25~14:40 (15')  |  발제2. 국가별 제조 AX 현황 및 성공 전략  |  성균관대 이은호 교수"
    )
    assert shown.evaluate(
        "(line) => line.offsetTop - line.parentElement.offsetTop >= line.parentElement.scrollTop"
    )
