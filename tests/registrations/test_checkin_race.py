"""Two desks with one guest."""

from uuid import uuid4

import pytest

from registrations import checkin
from registrations.models import CheckIn, CheckInOutcome
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import race


@pytest.mark.django_db(transaction=True)
def test_desks_racing_for_one_guest_give_one_entry():
    registration, staff = RegistrationFactory(), UserFactory()

    def check_in(_number: int) -> str:
        return checkin.check_in(
            registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON
        ).outcome

    outcomes = race(check_in, racers=4)

    assert sorted(outcomes) == [CheckInOutcome.ALREADY] * 3 + [CheckInOutcome.ENTERED]


@pytest.mark.django_db(transaction=True)
def test_one_click_arriving_twice_is_one_attempt():
    registration, staff, scan_id = RegistrationFactory(), UserFactory(), uuid4()

    def check_in(_number: int) -> int:
        return checkin.check_in(registration_id=registration.pk, scan_id=scan_id, by_id=staff.pk, at=NOON).pk

    rows = race(check_in, racers=4)

    assert set(rows) == {CheckIn.objects.get().pk}
