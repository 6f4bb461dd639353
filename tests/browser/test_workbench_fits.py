"""What the workbench shows is in sight: on a phone's width, and below the fold."""

import pytest
from playwright.sync_api import expect

from agenda import releasing, scheduling
from tests.browser import workbench
from tests.browser.conftest import DESK, PHONE
from tests.browser.workbench import cell, enter, field
from tests.factories.admin import organizer_of
from tests.factories.events import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return workbench.build_day()


def cut_off(page) -> list[str]:
    """The tables that reach beyond what holds them."""
    return page.locator(".mf-scroll:visible").evaluate_all(
        "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.innerText)"
    )


def test_both_versions_and_the_releases_fit_on_a_phone(open_page, event):
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    page = open_page(PHONE)
    enter(page, event, organizer_of(event, name="김주최"))
    assert cut_off(page) == []

    cell(page, "발제2").click()
    field(page, "title").fill("국가별 제조 AX 현황 및 성공 전략")
    session = event.sessions.get(title="발제2")
    scheduling.rewrite(session_id=session.pk, title="주요국의 제조 AX 정책과 시사점", at=NOON)
    page.keyboard.press("Enter")
    expect(page.locator(".wb-versions")).to_be_visible()
    assert cut_off(page) == []


@pytest.mark.parametrize("opened", ["new row", "cell of speakers"])
def test_buttons_of_what_opens_below_the_fold_are_in_sight(open_page, event, opened):
    page = open_page(DESK)
    page.set_viewport_size({"width": DESK, "height": 620})
    enter(page, event, organizer_of(event))

    if opened == "new row":
        page.get_by_role("link", name="세션 추가").click()
        expect(page.get_by_role("button", name="추가", exact=True)).to_be_in_viewport(ratio=1)
    else:
        cell(page, "토론", "parts").click()
        expect(page.get_by_role("button", name="저장")).to_be_in_viewport(ratio=1)
