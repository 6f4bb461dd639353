"""명찰 출력 in a real Chromium: the count follows the form, a job is drawn while one looks, what was spoiled comes again."""

import pytest
from django.urls import reverse

from registrations.badges import printing
from registrations.models import PrintJob, PrintJobState
from registrations.states import Category
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    event = EventFactory(name="제1회 M.AX 컨퍼런스 겸 산업성장포럼")
    for number in range(20):
        RegistrationFactory(
            event=event,
            name="황보 알렉산드리아 엘리자베스" if number == 5 else f"김손님{number:02}",
            organization="한국전자기술연구원 지능형제조연구본부" if number % 3 == 0 else f"기관{number}",
            category=Category.values[number % len(Category.values)],
        )
    return event


@pytest.mark.parametrize("width", [360, 1280])
def test_badges_are_printed_spoiled_and_printed_again(open_page, event, width):
    page = signed_in(open_page, organizer_of(event, name="김담당"), width)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))

    def fits() -> bool:
        return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    page.goto(reverse("admin:events_event_print_jobs", args=[event.pk]))
    count = page.locator("#count")
    assert "명찰 20개" in count.inner_text()
    page.select_option("[name=category]", Category.PRESS)
    page.locator("#count", has_text="명찰 2개").wait_for()
    page.select_option("[name=category]", "")
    page.select_option("[name=layout]", "sticker-2x4")
    page.locator("#count", has_text="명찰 20개, 3장").wait_for()
    page.fill("[name=station]", "1번 데스크")
    assert fits()
    page.get_by_role("button", name="출력 파일 만들기").click()
    page.get_by_role("link", name="내려받기").wait_for()
    assert fits()

    page.get_by_label("3번 김손님02 못 쓰게 됨").check()
    page.fill("[name=sheets]", "3")
    page.get_by_role("button", name="출력했습니다", exact=True).click()
    page.get_by_role("heading", name="다시 출력할 것 5개").wait_for()
    assert fits()
    page.get_by_role("button", name="못 쓰게 된 것만 다시").click()
    page.get_by_role("heading", name="명찰 5개").wait_for()

    assert PrintJob.objects.filter(state=PrintJobState.READY).count() == 2
    page.goto(reverse("admin:events_event_print_jobs", args=[event.pk]))
    assert fits()
    assert heard == []


def test_history_fits_a_telephone(open_page, event):
    guest = event.registrations.get(name__startswith="황보")
    for _number in range(2):
        printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)
    page = signed_in(open_page, organizer_of(event), 360)

    page.goto(reverse("admin:registrations_registration_change", args=[guest.pk]))

    assert page.get_by_role("heading", name="명찰 이력").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
