"""Notices that wait: looked at in a frame, and sent by a click beside it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events import batches, outbox
from events.models import Message, MessageState
from tests.browser.conftest import DESK, PHONE
from tests.browser.scene import signed_in
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.django_db(transaction=True)

MAIL = """<script>parent.document.title = "taken over"</script>
<h1>일정이 바뀌었습니다</h1><p onclick="parent.document.title = 'taken over'">2027. 3. 22.(월) 14:00</p>"""


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_click_on_send_sends_and_does_not_land_in_the_preview(open_page, width):
    event = EventFactory()
    mail = outbox.Mail(to="guest@example.com", subject="일정 변경", text="일정이 바뀌었습니다.", html=MAIL)
    batches.draft([batches.Keyed("release:1:guest:1", mail)], batch="release:1", event_id=event.pk, at=NOON)
    page = signed_in(open_page, organizer_of(event), width)
    page.goto(reverse("admin:events_event_notices", args=[event.pk]))
    line = page.frame_locator(".mf-preview").get_by_text("2027. 3. 22.(월) 14:00")
    line.click()
    assert page.title().startswith(str(event))
    page.evaluate("scrollTo(0, 0)")

    page.get_by_role("button", name="1통 보내기").click()

    expect(page.get_by_text("안내 메일 1통을 보냅니다.").first).to_be_visible()
    assert not Message.objects.filter(state=MessageState.DRAFT).exists()
