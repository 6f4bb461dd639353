"""Doors, exits, coming in again, taking back, reasons, and what desks did without the network."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from events import access
from events.models import EventRole, EventState
from registrations import attendance, certificates
from registrations.desk import checkin
from registrations.models import (
    CheckIn,
    EntryConflict,
    EntryList,
    EntryListKind,
    Presence,
    PrintReason,
    RevokedCode,
    SessionChoice,
    SessionOffer,
)
from registrations.states import Category, RegistrationState
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory, ScanFactory

pytestmark = pytest.mark.django_db
TEXT = "초청장을 확인함"


def minute(number: int):
    return NOON + timedelta(minutes=number)


class Desk:
    """One desk of one event, with a shorthand for each step; each gives the outcome."""

    def __init__(self, event, by=None, device="desk-1"):
        self.event, self.by, self.device = event, by or UserFactory(), device

    def enters(self, guest, at=0, **more):
        return checkin.check_in(registration_id=guest.pk, **self._scan(at), **more)

    def leaves(self, guest, at=0, **more):
        return checkin.leave(registration_id=guest.pk, **self._scan(at), **more)

    def scans(self, code, at=0, **more):
        return checkin.scan(event_id=self.event.pk, code=code, **self._scan(at), **more)

    def undoes(self, scan, at=0):
        return checkin.undo(event_id=self.event.pk, undone_scan_id=scan.scan_id, **self._scan(at))

    def let_in_offline(self, guest, at, arrives):
        device = checkin.Device(self.device, received_at=minute(arrives), is_offline=True, let_in=True)
        return checkin.check_in(registration_id=guest.pk, **{**self._scan(at), "device": device})

    def _scan(self, at):
        device = checkin.Device(self.device)
        return {"scan_id": uuid4(), "by_id": self.by.pk, "at": minute(at), "device": device}


@pytest.fixture
def guest():
    return RegistrationFactory()


@pytest.fixture
def desk(guest):
    return Desk(guest.event)


def is_in(guest, entry_list=None) -> bool:
    return checkin.presence_of(guest.pk, entry_list.pk if entry_list else None) is not None


def test_guest_goes_out_and_comes_in_again(desk, guest):
    outcomes = [
        desk.enters(guest, 0).outcome,
        desk.leaves(guest, 1).outcome,
        desk.leaves(guest, 2).outcome,
        desk.enters(guest, 3).outcome,
        desk.enters(guest, 4).outcome,
    ]

    assert outcomes == ["entered", "left", "not_in", "entered", "already"]
    assert checkin.presence_of(guest.pk, None).at == minute(3)
    assert checkin.entry_of(guest).at == minute(0)
    assert checkin.figures(guest.event_id) == checkin.Figures(confirmed=1, entered=1)


def test_undone_entry_is_none_for_anybody(desk, guest):
    entry = desk.enters(guest, 0)
    undoing = desk.undoes(entry, 1)

    assert (undoing.outcome, undoing.undoes) == ("undone", entry)
    assert not is_in(guest)
    assert checkin.entry_of(guest) is None
    assert checkin.figures(guest.event_id).entered == 0
    assert attendance.count([guest.event_id])[guest.event_id].total.came == 0
    assert not certificates.attended(guest.event_id).exists()
    assert desk.enters(guest, 2).outcome == "entered"


def test_exit_that_is_undone_leaves_the_guest_inside(desk, guest):
    entry = desk.enters(guest, 0)
    desk.undoes(desk.leaves(guest, 1), 2)

    assert checkin.presence_of(guest.pk, None) == entry


def test_undoing_twice_and_undoing_an_undoing_do_nothing(desk, guest):
    entry = desk.enters(guest, 0)
    undoing = desk.undoes(entry, 1)

    assert [desk.undoes(entry, 2).outcome, desk.undoes(undoing, 3).outcome] == ["not_undone", "not_undone"]
    assert not is_in(guest)


@pytest.mark.parametrize(
    ("role", "outcome"),
    [(None, "not_undone"), (EventRole.DESK, "not_undone"), (EventRole.ORGANIZER, "undone")],
)
def test_who_did_not_let_in_undoes_as_an_organizer_alone(desk, guest, role, outcome):
    entry, other = desk.enters(guest), UserFactory()
    if role:
        access.grant(event_id=guest.event_id, user_id=other.pk, role=role, by_id=None, at=NOON)

    assert Desk(guest.event, by=other).undoes(entry, 1).outcome == outcome
    assert is_in(guest) == (outcome == "not_undone")


def test_undoing_what_another_event_scanned_finds_nothing(desk, guest):
    entry = desk.enters(guest)

    undoing = Desk(EventFactory(), by=desk.by).undoes(entry, 1)

    assert (undoing.outcome, undoing.registration) == ("not_undone", None)
    assert is_in(guest)


@pytest.mark.parametrize(
    ("state", "outcome", "with_reason"),
    [
        (RegistrationState.CONFIRMED, "entered", "entered"),
        (RegistrationState.CANCELLED, "cancelled", "override"),
        (RegistrationState.WAITLISTED, "waitlisted", "override"),
    ],
)
def test_reason_lets_in_who_would_not_be(state, outcome, with_reason):
    guest = RegistrationFactory(state=state, waiting_number=1)
    first, second = (
        Desk(guest.event).enters(guest),
        Desk(guest.event).enters(
            RegistrationFactory(event=guest.event, state=state, waiting_number=2), reason=TEXT
        ),
    )

    assert (first.outcome, second.outcome, second.reason) == (outcome, with_reason, TEXT)
    assert is_in(second.registration)


def test_reason_opens_no_event_that_does_not_take_place():
    guest = RegistrationFactory(event__state=EventState.CANCELLED)

    assert Desk(guest.event).enters(guest, reason=TEXT).outcome == "not_open"


def test_reason_of_spaces_is_none(desk):
    guest = RegistrationFactory(event=desk.event, state=RegistrationState.CANCELLED)

    assert desk.enters(guest, reason="  ").outcome == "cancelled"


def test_code_that_nobody_knows_is_kept_as_it_is_and_a_name_is_not(desk):
    codes = [desk.scans("ACDE-3467"), desk.scans("ㅁㅊㅇㄷ3467")]
    names = [desk.scans("박정호"), desk.scans("박정호 과장")]

    assert {(code.outcome, code.typed, code.registration) for code in codes} == {
        ("unknown", "ACDE3467", None)
    }
    assert [(name.outcome, name.typed[0], len(name.typed)) for name in names] == [("unknown", "#", 17)] * 2


def test_code_of_another_event_is_kept_and_opens_nothing(desk):
    stranger = RegistrationFactory()

    scan = desk.scans(stranger.code)

    assert (scan.outcome, scan.event, scan.registration) == ("other_event", desk.event, stranger)
    assert not is_in(stranger)
    assert checkin.entry_of(stranger) is None


def test_revoked_code_lets_in_by_a_reason_alone(desk, guest):
    RevokedCode.objects.create(registration=guest, code="ACDE3467", reason=PrintReason.LOST, at=NOON)

    outcomes = [desk.scans("acde3467").outcome, desk.scans("ㅁㅊㅇㄷ3467", reason=TEXT).outcome]

    assert outcomes == ["revoked", "override"]
    assert desk.scans(guest.code, 1).outcome == "already"


def test_same_number_for_nobody_is_one_attempt(desk):
    number = uuid4()
    scan = {"event_id": desk.event.pk, "scan_id": number, "by_id": desk.by.pk, "at": NOON}

    assert checkin.scan(code="ACDE3467", **scan) == checkin.scan(code="ACDE3467", **scan)
    assert CheckIn.objects.count() == 1


def test_number_of_another_guest_is_refused(desk, guest):
    entry, other = desk.enters(guest), RegistrationFactory(event=guest.event)

    with pytest.raises(checkin.EntryRefused):
        checkin.check_in(registration_id=other.pk, scan_id=entry.scan_id, by_id=desk.by.pk, at=NOON)
    assert not is_in(other)


def test_each_door_has_its_own_list_and_presence(desk, guest):
    dinner = EntryList.objects.create(
        event=desk.event, kind=EntryListKind.DINNER, name="만찬", categories=[Category.VIP]
    )
    vip = RegistrationFactory(event=desk.event, category=Category.VIP)

    outcomes = [
        desk.enters(guest).outcome,
        desk.enters(guest, entry_list_id=dinner.pk).outcome,
        desk.enters(vip, entry_list_id=dinner.pk).outcome,
        desk.enters(vip, entry_list_id=dinner.pk).outcome,
    ]

    assert outcomes == ["entered", "not_listed", "entered", "already"]
    assert (is_in(guest), is_in(guest, dinner), is_in(vip), is_in(vip, dinner)) == (True, False, False, True)
    assert checkin.figures(desk.event.pk).entered == 2


def test_list_of_a_session_has_those_who_chose_it(desk, guest):
    session = SessionFactory(event=desk.event)
    door = EntryList.objects.create(
        event=desk.event, kind=EntryListKind.SESSION, name="분과 1", session=session
    )
    assert desk.enters(guest, entry_list_id=door.pk).outcome == "entered"
    chooser = RegistrationFactory(event=desk.event)
    offer = SessionOffer.objects.create(event=desk.event, session=session)
    choice = SessionChoice.objects.create(registration=chooser, offer=offer, title="분과 1", chosen_at=NOON)

    other = RegistrationFactory(event=desk.event)
    outcomes = [desk.enters(one, entry_list_id=door.pk).outcome for one in (chooser, other)]
    assert outcomes == ["entered", "not_listed"]

    SessionChoice.objects.filter(pk=choice.pk).update(cancelled_at=NOON)
    desk.leaves(chooser, 1, entry_list_id=door.pk)
    assert desk.enters(chooser, 2, entry_list_id=door.pk).outcome == "not_listed"


def test_list_of_another_event_is_refused(desk, guest):
    door = EntryList.objects.create(event=EventFactory(), kind=EntryListKind.OTHER, name="별관")

    with pytest.raises(checkin.EntryRefused):
        desk.enters(guest, entry_list_id=door.pk)
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": EntryListKind.DAY},
        {"kind": EntryListKind.DINNER, "day": date(2027, 3, 22)},
        {"kind": EntryListKind.SESSION},
    ],
)
def test_database_refuses_a_list_whose_kind_lacks_what_it_needs(wrong):
    with pytest.raises(IntegrityError, match="fits_kind"):
        EntryList.objects.create(event=EventFactory(), name="명단", **wrong)


def test_later_of_two_desks_without_a_network_is_in_conflict(desk, guest):
    first = desk.enters(guest, 0)

    second = Desk(desk.event, device="desk-2").let_in_offline(guest, at=5, arrives=30)

    assert second.outcome == "conflict"
    assert EntryConflict.objects.get().entry == first
    assert Presence.objects.get().entry == first


def test_earlier_scan_that_arrives_later_wins(desk, guest):
    late = desk.enters(guest, 5)

    early = Desk(desk.event, device="desk-2").let_in_offline(guest, at=0, arrives=30)

    conflict = EntryConflict.objects.get()
    assert (early.outcome, early.at, early.received_at) == ("entered", minute(0), minute(30))
    assert (conflict.entry, conflict.scan.undoes, conflict.scan.outcome) == (early, late, "conflict")
    assert Presence.objects.get().entry == early
    assert list(CheckIn.objects.entries()) == [early]


def test_entry_that_was_overtaken_counts_again_once_the_earlier_one_is_taken_back(desk, guest):
    other = Desk(desk.event, device="desk-2")
    late = other.enters(guest, 5)
    early = desk.let_in_offline(guest, at=0, arrives=30)

    undoing = desk.undoes(early, 1)

    entry = CheckIn.objects.entries().get()
    assert undoing.outcome == "undone"
    assert (entry.at, entry.by, entry.device, entry.outcome) == (late.at, late.by, "desk-2", "entered")
    assert Presence.objects.get().entry == entry
    assert EntryConflict.objects.get().entry == early
    # Whoever made it takes it back by the number that they know.
    assert other.undoes(late, 40).outcome == "undone"
    assert not is_in(guest)
    assert other.undoes(late, 41).outcome == "not_undone"


def test_entry_in_conflict_counts_once_the_one_before_it_is_taken_back(desk, guest):
    first = desk.enters(guest, 0)
    for number in (2, 3):
        Desk(desk.event, device=f"desk-{number}").let_in_offline(guest, at=number, arrives=30)

    desk.undoes(first, 31)
    assert checkin.presence_of(guest.pk, None).at == minute(2)
    assert EntryConflict.objects.count() == 2

    # The third desk's entry was outdone by the second's as well.
    Desk(desk.event, by=Presence.objects.get().entry.by).undoes(Presence.objects.get().entry, 32)
    assert checkin.presence_of(guest.pk, None).at == minute(3)


def test_entry_in_conflict_that_counts_again_ends_with_the_exit_after_it(desk, guest):
    first = desk.enters(guest, 0)
    Desk(desk.event, device="desk-2").let_in_offline(guest, at=5, arrives=30)
    desk.leaves(guest, 31)
    desk.undoes(first, 32)

    assert not is_in(guest)
    assert [scan.at for scan in CheckIn.objects.entries()] == [minute(5)]


def test_entry_between_others_entry_and_exit_is_no_second_guest(desk, guest):
    desk.enters(guest, 0)
    desk.leaves(guest, 10)

    between = Desk(desk.event, device="desk-2").let_in_offline(guest, at=5, arrives=30)

    assert between.outcome == "conflict"
    assert not is_in(guest)
    assert desk.enters(guest, 31).outcome == "entered"


def test_exit_that_arrives_late_does_not_turn_out_who_came_back(desk, guest):
    desk.enters(guest, 0)
    desk.leaves(guest, 10)
    desk.enters(guest, 20)

    assert desk.leaves(guest, 5).outcome == "left"
    assert checkin.presence_of(guest.pk, None).at == minute(20)


def test_who_was_let_in_offline_and_cancelled_meanwhile_is_inside_and_looked_at(desk):
    guest = RegistrationFactory(event=desk.event, state=RegistrationState.CANCELLED)

    scan = desk.let_in_offline(guest, at=0, arrives=30)

    assert (scan.outcome, bool(scan.reason)) == ("override", True)
    assert (EntryConflict.objects.get().scan, EntryConflict.objects.get().entry) == (scan, None)
    assert is_in(guest)


@pytest.mark.parametrize("scans", [1, 3])
def test_check_in_costs_the_same_queries_however_often_a_guest_was_scanned(
    desk, guest, scans, django_assert_num_queries
):
    for number in range(scans):
        ScanFactory(registration=guest, outcome="already", at=minute(number))

    # two for the savepoint, then lock, number, history, scan, presence
    with django_assert_num_queries(7):
        assert desk.enters(guest, 10).outcome == "entered"
