"""A cell of the workbench that is open while others change the day, or while the connection is lost."""

import pytest
from playwright.sync_api import expect

from agenda import scheduling
from tests.browser import workbench
from tests.browser.conftest import DESK
from tests.browser.workbench import cell, enter, field, opened, row, said
from tests.factories.admin import organizer_of
from tests.factories.events import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event():
    return workbench.build_day()


@pytest.fixture
def page(open_page, event):
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event, email="organizer@example.com", name="김주최"))
    yield page
    assert heard == []


def test_cell_that_a_colleague_changed_shows_both_versions(page, event):
    session = event.sessions.get(title="발제2")
    colleague = organizer_of(event, name="이두리")
    cell(page, "발제2").click()
    field(page, "title").fill("내 제목")
    scheduling.rewrite(
        session_id=session.pk, title="남의 제목", remark="남의 비고", by_id=colleague.pk, at=NOON
    )
    expect(opened(page).locator("[data-meanwhile]")).to_be_visible()
    expect(field(page, "title")).to_be_focused()
    expect(field(page, "title")).to_have_value("내 제목")
    expect(page.locator(f"#s-{session.pk} [data-field=remark]")).to_have_text("남의 비고")

    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 409
    expect(page.locator(".wb-versions tbody tr")).to_have_text(["내용내 제목남의 제목", "비고-남의 비고"])
    page.get_by_role("button", name="내 것으로 저장").click()

    expect(cell(page, "내 제목")).to_be_focused()
    session.refresh_from_db()
    assert (session.title, session.remark) == ("내 제목", "남의 비고")


def test_what_was_typed_is_shown_when_the_session_has_gone(page, event):
    cell(page, "발제2").click()
    field(page, "title").fill("내 제목")
    scheduling.remove(session_id=event.sessions.get(title="발제2").pk, at=NOON)
    expect(said(page)).to_contain_text("「발제2」 삭제")
    expect(field(page, "title")).to_have_value("내 제목")
    page.keyboard.press("Enter")

    expect(page.locator(".wb-versions tbody tr")).to_have_text(["내용내 제목"])
    page.get_by_role("link", name="지금 것 두기").click()
    expect(row(page, "발제2")).to_have_count(0)
    expect(opened(page)).to_have_count(0)


def test_cell_keeps_what_was_typed_while_the_connection_is_lost(open_page, event):
    page = open_page(DESK)
    heard = enter(page, event, organizer_of(event))
    cell(page, "발제2").click()
    field(page, "title").fill("내 제목")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("연결이 끊겼습니다")
    expect(field(page, "title")).to_have_value("내 제목")
    page.context.set_offline(False)

    page.keyboard.press("End")
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    expect(cell(page, "내 제목!")).to_be_focused()
    assert set(heard) == {"Failed to load resource: net::ERR_INTERNET_DISCONNECTED"}


def test_colleagues_changes_arrive_around_an_open_cell(page, event):
    cell(page, "발제2").click()
    field(page, "title").fill("아직 쓰는 중")
    first, last = event.sessions.get(title="개회"), event.sessions.get(title="토론")
    scheduling.rewrite(session_id=first.pk, title="개회식", at=NOON)
    scheduling.rewrite(session_id=event.sessions.get(title="발제2").pk, title="둘째 발제", at=NOON)
    scheduling.rewrite(session_id=last.pk, title="종합토론", at=NOON)

    expect(row(page, "개회식")).to_be_visible()
    expect(row(page, "종합토론")).to_be_visible()
    expect(field(page, "title")).to_be_focused()
    expect(field(page, "title")).to_have_value("아직 쓰는 중")
    assert [one.get_attribute("data-name") for one in page.locator("[data-row]").all()] == [
        "개회식", "발제1", "둘째 발제", "발제3", "종합토론",
    ]  # fmt: skip
    page.keyboard.press("Escape")
    expect(cell(page, "둘째 발제")).to_have_text("둘째 발제")
