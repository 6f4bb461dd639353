"""The calendar entry of a guest's mail."""

from datetime import timedelta

import pytest

from agenda import itip, releasing
from registrations import calendarentries
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def stamps(entry):
    return [line for line in entry if line.startswith(("DTSTAMP", "LAST-MODIFIED"))]


def lines(registration, at):
    content = calendarentries.entry(registration, itip.REQUEST, at=at).content.decode()
    return content.replace("\r\n ", "").splitlines()


def test_there_is_none_before_the_first_release():
    assert calendarentries.entry(RegistrationFactory(), itip.REQUEST, at=NOON) is None


def test_entry_is_of_its_moment_and_guest_though_made_once(django_assert_num_queries):
    event = EventFactory()
    SessionFactory(event=event)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    first, second = RegistrationFactory.create_batch(2, event=event)

    with django_assert_num_queries(2):
        before = lines(first, NOON)
    with django_assert_num_queries(1):
        after = lines(second, NOON + timedelta(minutes=1))

    assert stamps(before) == ["DTSTAMP:20270301T030000Z", "LAST-MODIFIED:20270301T030000Z"]
    assert stamps(after) == ["DTSTAMP:20270301T030100Z", "LAST-MODIFIED:20270301T030100Z"]
    assert (first.email in "".join(before), second.email in "".join(after)) == (True, True)


def test_entry_follows_the_latest_release():
    event = EventFactory()
    SessionFactory(event=event)
    guest = RegistrationFactory(event=event)
    sequences = []
    for number in range(2):
        SessionFactory(event=event, room=None, title=f"발제{number}")
        releasing.release(event_id=event.pk, by_id=None, at=NOON)
        sequences += [line for line in lines(guest, NOON) if line.startswith("SEQUENCE")]

    assert sequences == ["SEQUENCE:1", "SEQUENCE:2"]
