"""Calling an event off: its state, and drafts for everybody who wanted to come."""

from datetime import timedelta

import pytest

from agenda import releasing
from agenda.models import Appearance, Session
from events import batches, outbox, publishing
from events.models import Event, EventState, MailingState, Message, MessageState
from registrations import announcements, callingoff
from registrations.states import RegistrationState
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.mailings import submitted
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스")
    session = SessionFactory(event=event, title="제조 AX")
    Appearance.objects.create(session=session, speaker=SpeakerFactory(email="lee@example.com"))
    return event


def test_cancelled_event_drafts_a_mail_for_each_who_comes_waits_or_speaks(event):
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    seated = RegistrationFactory(event=event)
    waits = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    assert callingoff.audience(event.pk) == (2, 1)
    outcome = callingoff.cancel(event_id=event.pk, at=NOON)

    assert (outcome.event.state, outcome.guests, outcome.speakers) == (EventState.CANCELLED, 2, 1)
    message = Message.objects.get(to=seated.email)
    assert (message.state, message.subject) == (MessageState.DRAFT, "[행사 취소] 제1회 M.AX 컨퍼런스")
    assert "2027. 3. 22.(월) 14:00~16:00" in message.text
    assert [part["content_type"] for part in message.attachments] == [
        "text/calendar; method=CANCEL; charset=utf-8"
    ]
    assert Message.objects.get(to=waits.email).attachments == []
    assert "취소된 세션: 발제1. 제조 AX" in Message.objects.get(to="lee@example.com").text


def test_event_that_was_never_released_is_called_off_without_calendar_entries(event):
    guest = RegistrationFactory(event=event)

    outcome = callingoff.cancel(event_id=event.pk, at=NOON)

    assert (outcome.guests, outcome.speakers) == (1, 0)
    assert Message.objects.get(to=guest.email).attachments == []


def test_postponed_event_without_a_date_is_called_off_in_words(event):
    RegistrationFactory(event=event)
    publishing.postpone(event_id=event.pk)
    Event.objects.filter(pk=event.pk).update(starts_at=None, ends_at=None)

    assert callingoff.cancel(event_id=event.pk, at=NOON).guests == 1
    assert "일정 미정" in Message.objects.get().text


def test_postponed_twice_is_told_twice(event):
    guest = RegistrationFactory(event=event)
    callingoff.postpone(event_id=event.pk, at=NOON)
    [batch] = batches.waiting(event.pk)
    batches.send(event_id=event.pk, batch=batch, at=NOON)
    publishing.announce(event_id=event.pk)

    callingoff.postpone(event_id=event.pk, at=NOON + timedelta(days=1))

    assert Message.objects.filter(to=guest.email, subject__startswith="[행사 연기]").count() == 2


def test_nobody_is_told_when_the_organizer_says_so(event):
    RegistrationFactory(event=event)

    outcome = callingoff.cancel(event_id=event.pk, at=NOON, tell=False)

    assert (outcome.event.state, Message.objects.count()) == (EventState.CANCELLED, 0)


def test_mails_that_still_wait_are_thrown_away(event):
    mail = outbox.Mail(to="guest@example.com", subject="일정 변경", text="옛 소식")
    batches.draft([batches.Keyed("release:1:guest:1", mail)], batch="release:1", event_id=event.pk, at=NOON)

    callingoff.cancel(event_id=event.pk, at=NOON)

    assert not Message.objects.filter(key="release:1:guest:1").exists()


def test_event_that_is_over_is_refused_and_nothing_is_drafted(event):
    RegistrationFactory(event=event)
    publishing.close(event_id=event.pk)

    with pytest.raises(publishing.MoveRefused):
        callingoff.cancel(event_id=event.pk, at=NOON)

    assert Message.objects.count() == 0
    assert Session.objects.count() == 1


def test_who_was_told_and_left_without_hearing_of_it_is_told_like_who_took_over(event):
    made = announcements.release(event_id=event.pk, by_id=None, at=NOON).release
    announcements.send(event_id=event.pk, batch=f"release:{made.pk}", at=NOON)
    guest = RegistrationFactory(event=event)
    session = event.sessions.get()
    session.appearances.all().delete()
    Appearance.objects.create(session=session, speaker=SpeakerFactory(email="jung@example.com"))
    Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at - timedelta(hours=1))
    announcements.release(event_id=event.pk, by_id=None, at=NOON + timedelta(hours=1))

    counted = callingoff.audience(event.pk)
    callingoff.cancel(event_id=event.pk, at=NOON + timedelta(hours=2))

    told = Message.objects.filter(state=MessageState.DRAFT)
    methods = {mail.to: [part["content_type"].split(";")[1] for part in mail.attachments] for mail in told}
    assert counted == (1, 2)
    everybody = (guest.email, "lee@example.com", "jung@example.com")
    assert methods == {address: [" method=CANCEL"] for address in everybody}
    assert "14:00~16:00" in told.get(to=guest.email).text


def test_called_off_event_holds_its_mailings_up(event):
    mailing = submitted(event, 1)

    callingoff.postpone(event_id=event.pk, at=NOON, tell=False)

    mailing.refresh_from_db()
    assert mailing.state == MailingState.PAUSED
