"""Erasing a guest at the moment when somebody else acts on the same registration."""

from uuid import uuid4

import pytest

from registrations import booking, privacy
from registrations.badges import correcting
from registrations.badges.correcting import CorrectionRefused
from registrations.desk import checkin
from registrations.models import BadgeText, CheckInOutcome, Destruction, DestructionReason
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race

pytestmark = pytest.mark.django_db(transaction=True)


def _erase(registration):
    return privacy.erase(
        registration_id=registration.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON
    )


def test_two_officers_racing_erase_once():
    registration = RegistrationFactory()

    outcomes = race(lambda _number: _erase(registration), racers=4)

    assert sorted(outcomes) == [False, False, False, True]
    assert Destruction.objects.count() == 1


def test_check_in_that_waited_for_the_erasing_finds_a_cancelled_guest():
    registration, staff = RegistrationFactory(), UserFactory()

    def check_in():
        return checkin.check_in(
            registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON
        ).outcome

    with overtaken(check_in) as outcome:
        _erase(registration)

    assert outcome.result() == CheckInOutcome.CANCELLED


def test_erasing_that_waited_for_a_check_in_leaves_the_seat_taken():
    registration, staff = RegistrationFactory(event__capacity=1), UserFactory()
    waiting = RegistrationFactory(
        event=registration.event, state=RegistrationState.WAITLISTED, waiting_number=1
    )

    with overtaken(lambda: _erase(registration)) as erased:
        checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON)

    registration.refresh_from_db()
    waiting.refresh_from_db()
    assert erased.result()
    assert (registration.state, registration.name) == (RegistrationState.CONFIRMED, privacy.GONE)
    assert waiting.state == RegistrationState.WAITLISTED


def test_erasing_and_cancelling_wait_for_each_other():
    event = EventFactory()
    people = RegistrationFactory.create_batch(4, event=event)

    def step(number):
        if number % 2:
            return booking.cancel(registration_id=people[number // 2].pk, way=Way.LINK, at=NOON).pk
        return _erase(people[number // 2])

    race(step, racers=8)

    assert {person.state for person in event.registrations.all()} == {RegistrationState.CANCELLED}
    assert {person.name for person in event.registrations.all()} == {privacy.GONE}


def test_correction_of_a_badge_that_waited_for_the_erasing_is_refused():
    registration = RegistrationFactory()

    def correct():
        words = {"name": "홍두깨"}
        with pytest.raises(CorrectionRefused):
            correcting.correct(registration_id=registration.pk, words=words, by_id=None, at=NOON)
        return "refused"

    with overtaken(correct) as outcome:
        _erase(registration)

    assert outcome.result() == "refused"
    assert BadgeText.objects.count() == 0
