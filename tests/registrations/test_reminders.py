"""Reminders: at their time by the event's date as it stands, to each person once, never late in a burst."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from events import delivery, mailings, notation, texting
from events.models import (
    Channel,
    Event,
    EventState,
    Mailing,
    MailingKind,
    MailingState,
    Message,
    MessageState,
)
from registrations import booking, mailing_rounds, reminders
from registrations.models import Reminder, ReminderKind
from registrations.reminders import ReminderRefused
from registrations.states import InvitationState, RegistrationState, Way
from tests.factories.events import START, EventFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory, ScanFactory
from tests.racing import overtaken
from tests.registrations.invited import invite, steps

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the March of the event, which begins on the 22nd at 14:00."""
    return datetime(2027, 3, day, hour, minute, tzinfo=notation.SEOUL)


@pytest.fixture
def event():
    return EventFactory(name="제1회 포럼")


def set_up(event, kind=ReminderKind.BEFORE, days=3, clock=time(9)):
    return reminders.set_up(event_id=event.pk, kind=kind, days=days, clock=clock)


def written() -> list[str]:
    return sorted(Message.objects.values_list("to", flat=True))


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        (ReminderKind.BEFORE, 3, on(19, 9)),
        (ReminderKind.BEFORE, 0, on(22, 9)),
        (ReminderKind.UNANSWERED, 7, on(15, 9)),
        (ReminderKind.THANKS, 1, on(23, 9)),
    ],
)
def test_time_is_reckoned_from_the_events_date(event, kind, days, expected):
    reminder = set_up(event, kind, days)

    assert reminders.due_at(reminder, event) == expected
    event.starts_at += 7 * DAY
    event.ends_at += 7 * DAY
    assert reminders.due_at(reminder, event) == expected + 7 * DAY


def test_confirmed_guests_are_reminded_once_however_often_it_rings(event):
    guest = RegistrationFactory(event=event, email="kim@x.kr")
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    RegistrationFactory(event=event, email="", phone="")
    set_up(event)

    assert reminders.go_on(at=on(19, 8, 59)) == 0
    assert [reminders.go_on(at=on(19, 9, minute)) for minute in range(3)] == [1, 0, 0]

    message = Message.objects.get()
    assert (message.to, message.state) == (guest.email, MessageState.WAITING)
    assert (message.mailing.kind, message.mailing.state) == (MailingKind.REMINDER, MailingState.RUNNING)
    assert "제1회 포럼" in message.subject


def test_reminder_leaves_with_the_rounds(event, mailoutbox):
    RegistrationFactory(event=event)
    set_up(event)

    assert mailing_rounds.go_on(at=on(19, 9)) == 1
    delivery.deliver(Message.objects.get().pk, at=on(19, 9))
    mailing_rounds.go_on(at=on(19, 9, 1))

    assert len(mailoutbox) == 1
    assert Mailing.objects.get().state == MailingState.DONE


@pytest.mark.parametrize("at", [on(19, 15), on(20, 9), on(21, 9)])
def test_what_could_not_be_sent_in_time_is_not_sent_late(event, at):
    RegistrationFactory(event=event)
    set_up(event)

    assert reminders.go_on(at=at) == 0


@pytest.mark.parametrize(("at", "count"), [(on(19, 20), 1), (on(19, 20, 59), 1), (on(19, 21), 0)])
def test_evening_reminder_keeps_to_the_hours(event, at, count):
    RegistrationFactory(event=event)
    set_up(event, clock=time(20))

    assert reminders.go_on(at=at) == count


def test_moved_date_moves_the_reminder(event):
    RegistrationFactory(event=event)
    set_up(event)
    Event.objects.update(starts_at=START + 7 * DAY, ends_at=START + 7 * DAY + timedelta(hours=2))

    assert reminders.go_on(at=on(19, 9)) == 0
    assert reminders.go_on(at=on(26, 9)) == 1


def test_date_moved_so_that_the_time_has_passed_makes_no_burst(event):
    RegistrationFactory(event=event)
    set_up(event)
    Event.objects.update(starts_at=START - 7 * DAY, ends_at=START - 7 * DAY + timedelta(hours=2))

    assert reminders.go_on(at=on(13, 9)) == 0  # it would have been on the 12th


def test_guests_who_were_reminded_of_the_old_date_are_reminded_of_the_new_one(event):
    RegistrationFactory(event=event)
    set_up(event)
    reminders.go_on(at=on(19, 9))
    Event.objects.update(starts_at=START + 7 * DAY, ends_at=START + 7 * DAY + timedelta(hours=2))

    assert reminders.go_on(at=on(26, 9)) == 1
    assert Mailing.objects.count() == 2


def test_mail_that_waits_is_dropped_once_the_date_moves_or_its_reader_cancels(event):
    leaving, staying = RegistrationFactory(event=event), RegistrationFactory(event=event)
    set_up(event)
    reminders.go_on(at=on(19, 9))
    booking.cancel(registration_id=leaving.pk, way=Way.LINK, at=on(19, 9))

    waiting = list(Message.objects.filter(mailing__isnull=False))
    assert reminders.gone(waiting, at=on(19, 9)) == {
        Message.objects.get(to=leaving.email, mailing__isnull=False).pk
    }
    Event.objects.update(starts_at=START + DAY, ends_at=START + DAY + timedelta(hours=2))
    assert reminders.gone(waiting, at=on(19, 9)) == {message.pk for message in waiting}
    assert staying.email in {message.to for message in waiting}


def test_reminder_that_was_held_up_until_the_event_is_dropped(event):
    RegistrationFactory(event=event)
    set_up(event)
    reminders.go_on(at=on(19, 9))
    mailing = Mailing.objects.get()
    mailings.pause(mailing_id=mailing.pk, by_id=None, at=on(19, 9))
    mailings.resume(mailing_id=mailing.pk, by_id=None, at=on(22, 14))

    mailing_rounds.go_on(at=on(22, 14))

    assert list(mailing.messages.values_list("state", flat=True)) == [MessageState.STOPPED]


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.POSTPONED, EventState.PLANNED])
def test_event_that_does_not_take_place_reminds_nobody(event, state):
    RegistrationFactory(event=event)
    InvitationFactory(event=event)
    set_up(event)
    set_up(event, ReminderKind.UNANSWERED)
    Event.objects.update(state=state)

    assert reminders.go_on(at=on(19, 9)) == 0


def test_reminder_that_waits_is_dropped_once_the_event_is_off(event):
    RegistrationFactory(event=event)
    set_up(event)
    reminders.go_on(at=on(19, 9))
    Event.objects.update(state=EventState.CANCELLED)

    assert mailing_rounds.go_on(at=on(19, 9, 1)) == 0
    assert Message.objects.get().state == MessageState.STOPPED


def test_who_registers_after_its_time_is_not_reminded_at_once(event):
    RegistrationFactory(event=event, registered_at=on(19, 9, 30))
    set_up(event)

    assert reminders.go_on(at=on(19, 10)) == 0


def test_who_has_not_answered_is_asked_and_noted(event):
    unanswered = invite(event, email="kim@x.kr")
    invite(event, email="lee@x.kr")  # its invitation was never sent
    unanswered.state = InvitationState.SENT
    unanswered.save()
    set_up(event, ReminderKind.UNANSWERED)

    assert [reminders.go_on(at=on(19, 9, minute)) for minute in range(2)] == [1, 0]

    assert written() == ["kim@x.kr"]
    assert steps(unanswered)[-1] == "reminded"
    assert "[참석 여부 확인]" in Message.objects.get().subject


def test_who_was_just_invited_is_not_asked_on_the_same_day(event):
    invitation = InvitationFactory(event=event)
    invitation.steps.create(step="sent", at=on(18, 17), way=Way.ADMIN)
    set_up(event, ReminderKind.UNANSWERED)

    assert reminders.go_on(at=on(19, 9)) == 0


def test_thanks_go_to_those_who_came_even_after_the_event_is_closed(event):
    came = RegistrationFactory(event=event, email="came@x.kr")
    RegistrationFactory(event=event, email="missed@x.kr")
    ScanFactory(registration=came, at=START)
    set_up(event, ReminderKind.THANKS, days=1)
    Event.objects.update(state=EventState.CLOSED)

    assert reminders.go_on(at=on(22, 9)) == 0
    assert reminders.go_on(at=on(23, 9)) == 1
    assert written() == ["came@x.kr"]


def test_thanks_on_the_day_wait_for_the_end(event):
    came = RegistrationFactory(event=event)
    ScanFactory(registration=came, at=START)
    set_up(event, ReminderKind.THANKS, days=0, clock=time(15))

    assert reminders.go_on(at=on(22, 15)) == 0
    assert reminders.go_on(at=on(22, 16)) == 1


def test_reminder_that_rests_or_was_stopped_sends_nothing(event):
    RegistrationFactory(event=event)
    reminder = set_up(event)
    reminders.switch(reminder_id=reminder.pk, is_active=False)
    assert reminders.go_on(at=on(19, 9)) == 0
    reminders.switch(reminder_id=reminder.pk, is_active=True)
    reminders.go_on(at=on(19, 9))
    mailings.stop(mailing_id=Mailing.objects.get().pk, by_id=None, at=on(19, 9))
    RegistrationFactory(event=event)

    assert reminders.go_on(at=on(19, 9, 5)) == 0


def test_reminder_goes_out_in_shares(event, monkeypatch):
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    RegistrationFactory.create_batch(3, event=event)
    set_up(event)

    assert [reminders.go_on(at=on(19, 9, minute)) for minute in range(3)] == [2, 1, 0]
    assert len(set(written())) == 3
    assert Mailing.objects.count() == 1


def test_two_on_one_day_are_refused_and_what_was_sent_stays_on_record(event):
    RegistrationFactory(event=event)
    reminder = set_up(event)

    with pytest.raises(ReminderRefused, match="이미 있습니다"):
        set_up(event, clock=time(10))
    reminders.go_on(at=on(19, 9))
    with pytest.raises(ReminderRefused, match="지울 수 없습니다"):
        reminders.remove(reminder_id=reminder.pk)

    other = set_up(event, days=1)
    reminders.remove(reminder_id=other.pk)
    assert list(Reminder.objects.all()) == [reminder]


@pytest.mark.parametrize("clock", [time(7, 59), time(21)])
def test_database_refuses_a_time_at_night(event, clock):
    with pytest.raises(IntegrityError, match="reminder_leaves_by_day"), transaction.atomic():
        Reminder.objects.create(event=event, kind=ReminderKind.BEFORE, days=1, clock=clock)


@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_write_to_each_once(event):
    RegistrationFactory.create_batch(2, event=event)
    set_up(event)

    with overtaken(lambda: reminders.go_on(at=on(19, 9))) as late:
        first = reminders.go_on(at=on(19, 9))

    assert (first, late.result(), Message.objects.count()) == (2, 0, 2)


@pytest.mark.parametrize("count", [1, 3])
def test_round_costs_the_same_however_many(event, django_assert_num_queries, count):
    RegistrationFactory.create_batch(count, event=event)
    set_up(event)

    with django_assert_num_queries(20):
        assert reminders.go_on(at=on(19, 9)) == count
    with django_assert_num_queries(5):
        reminders.go_on(at=on(19, 9, 1))


@pytest.mark.parametrize(
    ("language", "begin"),
    [
        ("ko", "[제1회 포럼] 2027. 3. 22.(월) 14:00~16:00, "),
        ("en", "[제1회 포럼] Mon., Mar. 22, 2027, 14:00-16:00 (KST), "),
    ],
)
def test_guest_without_an_address_is_reminded_on_the_mobile(event, language, begin):
    by_text = RegistrationFactory(event=event, email="", phone="+821087654321", language=language)
    RegistrationFactory(event=event, email="", phone="")
    set_up(event)

    reminders.go_on(at=on(19, 9))

    message = Message.objects.get()
    assert (message.channel, message.to) == (Channel.TEXT, "01087654321")
    assert message.text.startswith(begin)
    assert by_text.code in message.text
    texting.refuse_unsendable(message.text)


def test_guest_without_an_address_is_left_out_where_there_is_no_gateway(event, settings):
    settings.TEXT_BACKEND = ""
    RegistrationFactory(event=event, email="")
    set_up(event)

    assert reminders.go_on(at=on(19, 9)) == 0
