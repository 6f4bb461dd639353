"""The roster for a device, and what changed of it since."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registrations import privacy
from registrations.desk import blanks, checkin, listing, roster
from registrations.models import (
    DeskLoad,
    DestructionReason,
    EntryList,
    EntryListKind,
    PrintReason,
    RevokedCode,
)
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.factories.seating import make_area, sit

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def event():
    return EventFactory(open_now=True)


@pytest.fixture
def by():
    return UserFactory()


def load(event, by, at=NOON):
    return roster.load(event_id=event.pk, by_id=by.pk, device="데스크 1", language="ko", at=at)


def changes(event, since, at=LATER):
    return roster.changes(event_id=event.pk, since=since, language="ko", at=at)


def codes(told):
    return {person["code"] for person in told["people"]}


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_rehearsal_is_called_so_on_the_device_and_its_badges(by, is_rehearsal):
    event = EventFactory(open_now=True, rehearsal_of=EventFactory() if is_rehearsal else None)

    told = load(event, by)["event"]

    assert told["name"] == (f"[리허설] {event.name}" if is_rehearsal else event.name)
    assert told["badge"]["mark"] == ("리허설" if is_rehearsal else "")


def test_load_gives_everybody_and_is_written_down(event, by):
    RegistrationFactory(event=event, code="ACDE3467")
    RegistrationFactory(event=event, code="ACDE9976", state=RegistrationState.CANCELLED)
    RegistrationFactory(code="HJKM3467")

    told = load(event, by)

    assert codes(told) == {"ACDE3467", "ACDE9976"}
    row = DeskLoad.objects.get()
    assert (row.event, row.by, row.device, row.people) == (event, by, "데스크 1", 2)


def test_a_guest_comes_with_what_the_desk_shows_and_prints(event, by):
    guest = RegistrationFactory(event=event, name="박정호", organization="명지대학교", code="ACDE3467")
    RevokedCode.objects.create(registration=guest, code="QKRW3467", reason=PrintReason.LOST, at=NOON)
    sit(guest, make_area(event), "가-1")
    entry = checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON)

    [person] = load(event, by)["people"]

    assert person["seat"]
    assert person["revoked"] == ["QKRW3467"]
    assert person["inside"] == [
        {"list": None, "at": int(NOON.timestamp() * 1000), "scan_id": str(entry.scan_id)}
    ]
    assert "박정호" in "".join(line["text"] for line in person["badge"]["lines"])
    assert person["badge"]["qr"].startswith("data:image/png;base64,")


def test_codes_for_walk_ins_come_with_their_pictures_and_for_one_device_alone(event, by):
    first, second = (load(event, by)["spare"] for _ in range(2))

    told = {one["code"] for one in [*first, *second]}
    assert len(told) == len(first) + len(second) == 2 * blanks.SPARE_CODES
    assert all(one["qr"].startswith("data:image/png;base64,") for one in first)


def test_the_lists_of_a_guest_are_those_that_the_server_finds(event, by):
    vip = RegistrationFactory(event=event, category=Category.VIP)
    RegistrationFactory(event=event, category=Category.COMPANY)
    dinner = EntryList.objects.create(
        event=event, kind=EntryListKind.DINNER, name="만찬", categories=[Category.VIP]
    )
    every = EntryList.objects.create(event=event, kind=EntryListKind.OTHER, name="전시")

    told = {person["code"]: person["lists"] for person in load(event, by)["people"]}

    for guest in event.registrations.all():
        assert told[guest.code] == [one.pk for one in (dinner, every) if listing.is_listed(one, guest)]
    assert told[vip.code] == [dinner.pk, every.pk]


def test_the_roster_is_kept_until_a_day_after_the_event(event, by):
    assert load(event, by)["event"]["wipe_at"] == int((event.ends_at + timedelta(days=1)).timestamp() * 1000)


def test_changes_tell_of_those_alone_of_whom_something_changed(event, by):
    old = RegistrationFactory(
        event=event, registered_at=NOON - timedelta(days=1), changed_at=NOON - timedelta(days=1)
    )
    late = RegistrationFactory(event=event, changed_at=NOON + timedelta(minutes=30))
    assert codes(changes(event, NOON)) == {late.code}

    checkin.check_in(registration_id=old.pk, scan_id=uuid4(), by_id=by.pk, at=NOON + timedelta(minutes=40))

    told = changes(event, NOON)
    assert codes(told) == {late.code, old.code}
    assert told["event"]["cursor"] == int(LATER.timestamp() * 1000)


def test_what_was_written_while_the_last_answer_was_made_is_told_by_the_next(event):
    RegistrationFactory(event=event, code="ACDE3467", changed_at=NOON - timedelta(seconds=30))

    assert codes(changes(event, NOON)) == {"ACDE3467"}


def test_erased_guests_are_gone(event):
    guest = RegistrationFactory(event=event, code="ACDE3467", state=RegistrationState.CANCELLED)
    reason = DestructionReason.REQUEST
    privacy.erase(registration_id=guest.pk, reason=reason, by_id=None, at=NOON + timedelta(minutes=5))

    told = changes(event, NOON)

    assert (told["people"], told["gone"]) == ([], ["ACDE3467"])


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_guests(event, by, count, django_assert_num_queries):
    for guest in RegistrationFactory.create_batch(count, event=event):
        checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON)

    with django_assert_num_queries(11):
        load(event, by)
