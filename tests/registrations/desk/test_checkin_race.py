"""Two desks with one guest."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registrations.desk import checkin
from registrations.models import CheckIn, CheckInOutcome, Presence
from registrations.moving import BookingRefused
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken, race
from tests.registrations.invited import by_deputy, invite, no, yes

MINUTE = timedelta(minutes=1)


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


@pytest.mark.django_db(transaction=True)
def test_desks_racing_to_undo_one_entry_undo_it_once():
    registration, staff = RegistrationFactory(), UserFactory()
    entry = checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON)

    def undo(_number: int) -> str:
        return checkin.undo(
            event_id=registration.event_id,
            undone_scan_id=entry.scan_id,
            scan_id=uuid4(),
            by_id=staff.pk,
            at=NOON,
        ).outcome

    outcomes = race(undo, racers=4)

    assert sorted(outcomes) == [CheckInOutcome.NOT_UNDONE] * 3 + [CheckInOutcome.UNDONE]
    assert not Presence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_entry_that_waited_for_the_undoing_lets_the_guest_in():
    registration, staff = RegistrationFactory(), UserFactory()
    entry = checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON)

    def check_in() -> str:
        return checkin.check_in(
            registration_id=registration.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON + MINUTE
        ).outcome

    with overtaken(check_in) as late:
        checkin.undo(
            event_id=registration.event_id,
            undone_scan_id=entry.scan_id,
            scan_id=uuid4(),
            by_id=staff.pk,
            at=NOON,
        )

    assert late.result() == CheckInOutcome.ENTERED
    assert Presence.objects.get().entry.at == NOON + MINUTE


@pytest.mark.django_db(transaction=True)
def test_one_number_at_once_for_two_guests_is_one_attempt():
    people, staff, scan_id = RegistrationFactory.create_batch(2), UserFactory(), uuid4()

    def check_in(number: int) -> str:
        try:
            return checkin.check_in(
                registration_id=people[number].pk, scan_id=scan_id, by_id=staff.pk, at=NOON
            ).outcome
        except checkin.EntryRefused:
            return "refused"

    assert sorted(race(check_in, racers=2)) == ["entered", "refused"]
    assert CheckIn.objects.count() == Presence.objects.count() == 1
