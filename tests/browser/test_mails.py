"""A mail that came back: found on the list, its address corrected, sent again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events import mailledger
from events.models import EntryKind, MessageState
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import signed_in
from tests.factories.admin import make_message, organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_returned_mail_is_corrected_and_sent_again(open_page, width):
    event = EventFactory(open_now=True, name="제3회 M.AX 컨퍼런스")
    guest = RegistrationFactory(event=event, email="gildong@exmaple.go.kr")
    message = make_message(
        event,
        key=f"registration:{guest.pk}:received",
        to=guest.email,
        subject="[참가 확정] 제3회 M.AX 컨퍼런스",
        html="",
        attachments=[],
        state=MessageState.BOUNCED,
        sent_at=NOON,
        error="5.1.2 550 5.1.2 <gildong@exmaple.go.kr>: Recipient address rejected: Domain not found",
    )
    words = "550 5.1.2 <gildong@exmaple.go.kr>: Recipient address rejected: Domain not found"
    mailledger.write(message, EntryKind.DEFERRED, at=NOON, attempt=1, words="timed out", next_at=NOON)
    mailledger.write(
        message, EntryKind.SENT, at=NOON, attempt=2, status="250", words="2.0.0 Ok: queued as 4F3A"
    )
    mailledger.write(message, EntryKind.BOUNCED, at=NOON, status="5.1.2", words=words)
    page = signed_in(open_page, organizer_of(event), width)
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="보내지 못한 메일").click()
    page.get_by_role("link", name="주소 고치고 다시 보내기").click()
    expect(page.get_by_text("Domain not found").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("올바른 이메일").fill("gildong@example.go.kr")

    page.get_by_role("button", name="고치고 다시 보내기").click()

    expect(page.get_by_text("앞으로의 메일도 새 주소로 갑니다.")).to_be_visible()
    expect(page.get_by_text("gildong@exmaple.go.kr → gildong@example.go.kr")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    guest.refresh_from_db()
    assert guest.email == "gildong@example.go.kr"
