from datetime import timedelta

import pytest
from django.urls import reverse

from events.admin.message import undelivered
from events.models import Message, MessageState
from tests.factories.admin import make_message
from tests.factories.events import NOON, EventFactory


@pytest.fixture
def event(db):
    return EventFactory()


def _send_again(client, *mails):
    fields = {"action": "send_again_selected", "_selected_action": [mail.pk for mail in mails]}
    response = client.post(reverse("admin:events_message_changelist"), fields, follow=True)
    return [str(message) for message in response.context["messages"]]


def test_failed_mail_is_sent_again_and_one_on_its_way_is_left(client, event, organizer):
    failed = make_message(event, state=MessageState.FAILED, attempts=3, error="550")
    waiting = make_message(event)

    told = _send_again(client, failed, waiting)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (MessageState.QUEUED, 0, "")
    assert told == [
        "메일 1통을 다시 보냅니다.",
        "메일 1통은 보내는 중이거나 중단·파기되어 그대로 두었습니다.",
    ]


def test_mail_of_another_event_is_not_sent_again(client, organizer):
    mail = make_message(EventFactory(), state=MessageState.FAILED)

    _send_again(client, mail)

    mail.refresh_from_db()
    assert mail.state == MessageState.FAILED


def test_mail_shows_its_placeholder_and_no_link(client, event, organizer):
    mail = make_message(event, token_subject="registration:ABCD3467")

    page = client.get(reverse("admin:events_message_change", args=[mail.pk])).content.decode()

    assert "https://example.com/r/{{token}}/" in page


def test_preview_is_a_frame_that_runs_no_script(client, event, organizer):
    mail = make_message(event, html='<script>alert(1)</script><img src="cid:qr">')

    page = client.get(reverse("admin:events_message_change", args=[mail.pk])).content.decode()

    assert (
        '<iframe class="mf-preview" sandbox="allow-same-origin" srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;'
        in page
    )
    assert "data:image/png;base64,AAAA" in page
    assert "<script>alert(1)" not in page


def test_undelivered_are_the_failed_the_returned_and_the_overdue(db, settings):
    late, soon = NOON - timedelta(minutes=11), NOON - timedelta(minutes=9)
    wanted = {
        make_message(None, state=MessageState.FAILED).pk,
        make_message(None, state=MessageState.QUEUED, due_at=late).pk,
        make_message(
            None, state=MessageState.SENDING, due_at=late, claimed_at=late - settings.MESSAGE_LEASE
        ).pk,
        make_message(None, state=MessageState.BOUNCED, sent_at=NOON).pk,
        make_message(None, attempts=4, due_at=NOON + timedelta(hours=1)).pk,
    }
    make_message(None, state=MessageState.QUEUED, due_at=soon)
    make_message(None, state=MessageState.SENT, sent_at=NOON, due_at=late)

    assert set(undelivered(Message.objects.all(), at=NOON).values_list("pk", flat=True)) == wanted
