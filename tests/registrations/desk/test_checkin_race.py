"""Two desks with one guest."""

from uuid import uuid4

import pytest

from registrations.desk import checkin
from registrations.models import CheckIn, CheckInOutcome
from registrations.moving import BookingRefused
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race
from tests.registrations.invited import by_deputy, invite, no, yes


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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", [yes, no])
def test_deputy_who_is_being_let_in_keeps_the_seat(step):
    one = invite(EventFactory(), email="kim@example.com")
    deputy, staff = by_deputy(one), UserFactory()

    def answer() -> str:
        try:
            step(one)
        except BookingRefused as refusal:
            return str(refusal)
        return "done"

    with overtaken(answer) as late:
        checkin.check_in(registration_id=deputy.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON)

    assert "이미 입장" in late.result()
    deputy.refresh_from_db()
    assert deputy.state == RegistrationState.CONFIRMED
