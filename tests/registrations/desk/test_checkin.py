"""Letting guests in, and what is written down."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.utils import DatabaseError, IntegrityError

from events.models import EventState
from registrations.desk import checkin
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, Presence
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import RegistrationFactory, ScanFactory

pytestmark = pytest.mark.django_db


def scan(registration, scan_id=None, at=NOON):
    return checkin.check_in(
        registration_id=registration.pk, scan_id=scan_id or uuid4(), by_id=UserFactory().pk, at=at
    )


def test_first_scan_enters_and_later_ones_are_told():
    registration = RegistrationFactory()

    outcomes = [scan(registration, at=NOON + timedelta(minutes=minute)).outcome for minute in range(3)]

    assert outcomes == [CheckInOutcome.ENTERED, CheckInOutcome.ALREADY, CheckInOutcome.ALREADY]
    assert checkin.entry_of(registration).at == NOON
    assert CheckIn.objects.count() == 3


def test_same_scan_sent_twice_is_one_attempt():
    registration, scan_id = RegistrationFactory(), uuid4()

    assert scan(registration, scan_id) == scan(registration, scan_id)
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "number", "outcome"),
    [
        (RegistrationState.CANCELLED, None, CheckInOutcome.CANCELLED),
        (RegistrationState.WAITLISTED, 1, CheckInOutcome.WAITLISTED),
    ],
)
def test_refused_scan_is_kept_with_its_reason(state, number, outcome):
    registration = RegistrationFactory(state=state, waiting_number=number)

    assert scan(registration).outcome == outcome
    assert checkin.entry_of(registration) is None


@pytest.mark.parametrize("state", EventState)
def test_nobody_enters_an_event_that_does_not_take_place(state):
    registration = RegistrationFactory(event__state=state)

    is_open = state in {EventState.ANNOUNCED, EventState.CLOSED}
    assert scan(registration).outcome == (CheckInOutcome.ENTERED if is_open else CheckInOutcome.NOT_OPEN)


def test_database_refuses_to_have_a_guest_in_twice():
    registration = RegistrationFactory()
    scan(registration)

    with pytest.raises(IntegrityError, match="presence_once_per_guest_and_list"):
        Presence.objects.create(registration=registration, entry=ScanFactory(registration=registration))


def test_database_refuses_to_change_a_scan():
    scan(RegistrationFactory())

    with pytest.raises(DatabaseError, match="never changed"):
        CheckIn.objects.update(at=NOON)


def test_print_is_named_by_the_hour_in_seoul():
    badge = BadgePrint.objects.create(
        registration=RegistrationFactory(code="ACDE3467"), at=NOON, way=Way.DESK
    )
    badge.refresh_from_db()

    assert str(badge) == "ACDE3467 홍길동 · 2027. 3. 1.(월) 12:00"


def test_figures_count_people_not_scans():
    registration = RegistrationFactory()
    RegistrationFactory(event=registration.event)
    RegistrationFactory(event=registration.event, state=RegistrationState.CANCELLED)
    scan(registration)
    scan(registration)

    assert checkin.figures(registration.event_id) == checkin.Figures(confirmed=2, entered=1)
