"""Sending a mail to the right address: noted, in the calendar entry too, and not while it is on its way."""

import base64

import pytest
from django.core import mail as django_mail
from icalendar import Calendar

from events import delivery, forgetting, hours, notation, readdressing
from events.models import EntryKind, Message, MessageState
from tests.factories.admin import make_message
from tests.factories.events import NOON, UserFactory
from tests.racing import overtaken

LONG = "a-very-long-name-of-somebody-at-a-department@a-very-long-name-of-an-institute.example.go.kr"


def entry(address: str) -> dict[str, str]:
    """An attachment: a calendar entry for the person at an address, with its lines folded."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:x",
        "BEGIN:VEVENT",
        "UID:1",
        f'ATTENDEE;CN="홍길동 한국기계산업진흥회 산업인공지능혁신본부 본부장";ROLE=REQ-PARTICIPANT:mailto:{address}',
        "ORGANIZER:mailto:guest@example.com",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    content = Calendar.from_ical("\r\n".join(lines)).to_ical()
    return {
        "name": "행사.ics",
        "content_type": "text/calendar; method=REQUEST; charset=utf-8",
        "content_id": "",
        "base64": base64.b64encode(content).decode(),
    }


def returned(**fields) -> Message:
    return make_message(
        None,
        **{"state": MessageState.BOUNCED, "sent_at": NOON, "error": "5.1.1", "attachments": [], **fields},
    )


@pytest.mark.django_db
def test_mail_goes_to_the_right_address_and_the_ledger_tells_of_it():
    message, officer = returned(), UserFactory()

    readdressing.send_to(message_id=message.pk, address="right@example.com", by_id=officer.pk, at=NOON)
    delivery.deliver(message.pk, at=NOON)

    message.refresh_from_db()
    assert (message.to, message.state, message.error) == ("right@example.com", MessageState.SENT, "")
    assert [mail.to for mail in django_mail.outbox] == [["right@example.com"]]
    assert list(message.entries.order_by("pk").values_list("kind", "old_address", "new_address", "by"))[
        :2
    ] == [
        (EntryKind.CORRECTED, "guest@example.com", "right@example.com", officer.pk),
        (EntryKind.AGAIN, "", "", officer.pk),
    ]


@pytest.mark.django_db
def test_right_address_is_sent_to_again_without_a_correction():
    message = returned()

    readdressing.send_to(message_id=message.pk, address="GUEST@example.com", by_id=None, at=NOON)

    message.refresh_from_db()
    assert (message.to, message.state) == ("guest@example.com", MessageState.QUEUED)
    assert list(message.entries.values_list("kind", flat=True)) == [EntryKind.AGAIN]


@pytest.mark.django_db
@pytest.mark.parametrize("new", ["right@example.com", LONG])
def test_calendar_entry_is_for_the_right_address(new):
    message = returned(attachments=[entry("guest@example.com")])

    readdressing.send_to(message_id=message.pk, address=new, by_id=None, at=NOON)

    message.refresh_from_db()
    content = base64.b64decode(message.attachments[0]["base64"])
    [event] = Calendar.from_ical(content).events
    assert str(event["ATTENDEE"]) == f"mailto:{new}"
    assert event["ATTENDEE"].params["CN"].startswith("홍길동 한국기계산업진흥회")
    assert str(event["ORGANIZER"]) == "mailto:guest@example.com"
    assert max(map(len, content.split(b"\r\n"))) <= 75


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": MessageState.SENDING, "claimed_at": NOON, "sent_at": None},
        {"state": MessageState.DRAFT, "sent_at": None},
        {"state": MessageState.STOPPED, "sent_at": None},
        {"to": forgetting.NOBODY},
        {"channel": "text", "to": "+821012345678"},
    ],
)
def test_mail_that_is_on_its_way_or_not_to_be_sent_is_left(fields):
    message = returned(**fields)

    with pytest.raises(readdressing.NotToBeSent):
        readdressing.send_to(message_id=message.pk, address="right@example.com", by_id=None, at=NOON)

    before = (message.state, message.to)
    message.refresh_from_db()
    assert (message.state, message.to, message.entries.count()) == (*before, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_at_once_correct_one_after_the_other():
    message = returned()

    def correct(address: str) -> None:
        readdressing.send_to(message_id=message.pk, address=address, by_id=None, at=NOON)

    with overtaken(lambda: correct("second@example.com")):
        correct("first@example.com")

    corrections = message.entries.filter(kind=EntryKind.CORRECTED).order_by("pk")
    assert list(corrections.values_list("old_address", "new_address")) == [
        ("guest@example.com", "first@example.com"),
        ("first@example.com", "second@example.com"),
    ]


@pytest.mark.django_db
def test_news_to_a_corrected_address_wait_for_the_morning():
    night = NOON.astimezone(notation.SEOUL).replace(hour=23)
    message = returned(unsubscribe="https://example.com/news/x/")

    readdressing.send_to(message_id=message.pk, address="right@example.com", by_id=None, at=night)

    assert not Message.objects.due(at=night).exists()
    assert Message.objects.due(at=hours.next_open(night)).exists()
