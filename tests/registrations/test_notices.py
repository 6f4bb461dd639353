"""What the mails say."""

import pytest
from icalendar import Calendar

from agenda import releasing
from events import delivery
from events.models import Message
from registrations import booking, links
from registrations.states import Way
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory

pytestmark = pytest.mark.django_db


def book(event, language="ko"):
    return booking.register(
        event_id=event.pk, applicant=ApplicantFactory(), consent_answers=CONSENTS, language=language, at=NOON
    )


def test_confirmation_holds_the_facts_the_code_and_the_calendar_entry(mailoutbox):
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스", venue__name="대한상공회의소")
    SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)

    registration = book(event)
    delivery.deliver(Message.objects.get().pk, at=NOON)

    [mail] = mailoutbox
    link = f"http://testserver/r/{links.token(registration)}/"
    (html, _html_type), (calendar, _calendar_type) = mail.alternatives
    assert mail.subject == "[참가 확정] 제1회 M.AX 컨퍼런스"
    assert mail.to == [registration.email]
    for body in (mail.body, html):
        assert "2027. 3. 22.(월) 14:00~16:00" in body
        assert "대한상공회의소" in body
        assert registration.code in body
        assert link in body
    assert 'src="cid:qr"' in html
    picture, file = mail.attachments
    assert picture["Content-ID"] == "<qr>"
    assert file == ("demo.ics", calendar.encode(), "application/ics")
    read = Calendar.from_ical(calendar)
    [entry] = read.walk("VEVENT")
    assert (read["METHOD"], entry["UID"]) == ("REQUEST", "event-demo@testserver")
    assert entry["ATTENDEE"] == f"mailto:{registration.email}"


def test_english_registration_gets_an_english_mail():
    event = EventFactory(name_en="1st M.AX Conference")

    registration = book(event, language="en")

    message = Message.objects.get()
    assert message.subject == "[Confirmed] 1st M.AX Conference"
    assert f"/en/r/{Message.LINK_TOKEN}/" in message.text
    assert "Mon., Mar. 22, 2027, 14:00–16:00 (KST)" in message.text
    assert registration.language == "en"


def test_message_row_does_not_hold_the_link():
    registration = book(EventFactory())

    message = Message.objects.get()
    stored = f"{message.text}{message.html}{message.attachments}"
    assert links.token(registration) not in stored
    assert message.token_subject == f"registration:{registration.code}"


def test_waiting_guest_is_told_their_place_and_gets_no_code():
    event = EventFactory(capacity=1)
    book(event)

    registration = book(event)

    message = Message.objects.get(to=registration.email)
    assert message.subject == f"[대기 접수] {event.name}"
    assert "대기 1번" in message.text
    assert registration.code not in message.text
    assert message.attachments == []


def test_cancellation_mail_has_no_link():
    registration = book(EventFactory())

    booking.cancel(registration_id=registration.pk, way=Way.LINK, at=NOON)

    message = Message.objects.get(subject__startswith="[등록 취소]")
    assert Message.LINK_TOKEN not in message.text
