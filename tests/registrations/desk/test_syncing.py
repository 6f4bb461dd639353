"""What devices send: each scan once, in order, whatever else is wrong with the request."""

from datetime import timedelta
from uuid import uuid4

import pytest

from registrations.desk import checkin, conflicts, syncing
from registrations.models import CheckIn, EntryConflict, Presence
from registrations.states import RegistrationState
from tests.factories.admin import desk_user
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken

pytestmark = pytest.mark.django_db


def row(code="", *, sequence=1, ago=0, **more):
    """A scan of a device whose clock says noon when it sends; ``ago`` minutes before that."""
    when = (NOON - timedelta(minutes=ago)).isoformat()
    return {"scan_id": str(uuid4()), "code": code, "sequence": sequence, "device_at": when, **more}


def offline(code, **more):
    return row(code, is_offline=True, outcome="entered", **more)


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def staff(event):
    return desk_user(event)


@pytest.fixture
def guest(event):
    return RegistrationFactory(event=event)


def sync(event, staff, *rows, device="desk-1", sent_at=NOON, at=NOON):
    payload = {"device": device, "sent_at": sent_at.isoformat(), "scans": list(rows)}
    answer = syncing.sync(event_id=event.pk, payload=payload, by_id=staff.pk, at=at)
    return [one.get("outcome") or "refused" for one in answer["results"]]


def test_scans_are_written_in_the_order_of_the_device_and_answered_in_that_of_the_request(
    event, staff, guest
):
    out, again, first = (
        row(guest.code, sequence=2, ago=20, kind="out"),
        row(guest.code, sequence=3, ago=10),
        row(guest.code, sequence=1, ago=30),
    )

    assert sync(event, staff, out, again, first) == ["left", "entered", "entered"]
    assert list(CheckIn.objects.order_by("pk").values_list("sequence", flat=True)) == [1, 2, 3]


def test_everything_sent_again_changes_nothing(event, staff, guest):
    rows = [offline(guest.code), row("ACDE3467", sequence=2), row(guest.code, sequence=3, kind="out")]
    first = sync(event, staff, *rows)

    assert sync(event, staff, *rows, rows[0]) == [*first, first[0]]
    assert sync(event, UserFactory(), *rows) == first
    assert CheckIn.objects.count() == 3


def test_clock_that_is_an_hour_wrong_reorders_nothing(event, staff, guest):
    fast = NOON + timedelta(hours=1)
    early = {**offline(guest.code), "device_at": (fast - timedelta(minutes=20)).isoformat()}
    late = offline(guest.code, ago=10)

    assert sync(event, staff, late, device="desk-2") == ["entered"]
    assert sync(event, staff, early, sent_at=fast, at=NOON + timedelta(minutes=1)) == ["entered"]

    entry = CheckIn.objects.entries().get()
    assert (entry.device, entry.at) == ("desk-1", NOON - timedelta(minutes=19))
    assert conflicts.unseen(event.pk).get().scan.undoes.device == "desk-2"


def test_clock_that_was_set_back_meanwhile_does_not_turn_the_order_round(event, staff, guest):
    rows = [row(guest.code, sequence=1, ago=5), row(guest.code, sequence=2, ago=60, kind="out")]

    assert sync(event, staff, *rows) == ["entered", "left"]
    assert not Presence.objects.exists()


def test_scan_of_tomorrow_counts_as_of_now(event, staff, guest):
    sync(event, staff, row(guest.code, ago=-24 * 60))

    assert CheckIn.objects.get().at == NOON


def test_two_desks_without_a_network_let_in_one_guest(event, staff, guest):
    assert sync(event, staff, offline(guest.code, ago=5)) == ["entered"]
    assert sync(event, staff, offline(guest.code, ago=4), device="desk-2") == ["conflict"]

    conflict = conflicts.unseen(event.pk).get()
    seen = [
        conflicts.see(event_id=where, conflict_id=conflict.pk, by_id=staff.pk, at=NOON)
        for where in (EventFactory().pk, event.pk, event.pk)
    ]
    assert seen == [False, True, False]
    assert not conflicts.unseen(event.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_see_a_conflict_at_once_are_one(event, staff, guest):
    sync(event, staff, offline(guest.code, ago=5))
    sync(event, staff, offline(guest.code, ago=4), device="desk-2")
    where = {"event_id": event.pk, "conflict_id": EntryConflict.objects.get().pk, "at": NOON}

    with overtaken(lambda: conflicts.see(**where, by_id=UserFactory().pk)) as late:
        assert conflicts.see(**where, by_id=staff.pk)

    assert late.result() is False
    assert EntryConflict.objects.get().seen_by == staff


def test_what_the_device_itself_refused_is_no_conflict(event, staff, guest):
    sync(event, staff, row(guest.code, ago=5))

    late = row(guest.code, is_offline=True, outcome="already", ago=4)
    assert sync(event, staff, late, device="desk-2") == ["already"]
    assert not EntryConflict.objects.exists()


def test_online_row_that_claims_an_entry_is_decided_by_the_server(event, staff):
    guest = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    assert sync(event, staff, row(guest.code, outcome="entered")) == ["cancelled"]
    assert not Presence.objects.exists()


def test_undo_takes_back_a_scan_of_the_same_request(event, staff, guest):
    entry = offline(guest.code)
    undo = row(sequence=2, kind="undo", undoes=entry["scan_id"])

    assert sync(event, staff, undo, entry) == ["undone", "entered"]
    assert not Presence.objects.exists()


WRONG_ROWS = [
    None,
    7,
    [],
    {},
    {"scan_id": 5},
    {"scan_id": "no-uuid"},
    row("ACDE3467", kind="dance"),
    row("ACDE3467", kind=["in"]),
    row("ACDE3467", sequence="1"),
    row("ACDE3467", sequence=-1),
    row("ACDE3467", sequence=True),
    row("ACDE3467", sequence=10**30),
    row("ACDE3467", entry_list="1"),
    row("ACDE3467", entry_list=10**12),
    row("ACDE3467", entry_list=99),
    row("ACDE3467", reason={"a": 1}),
    row("ACDE3467", reason="\ud800"),
    {**row("ACDE3467"), "code": 12345678},
    {**row("ACDE3467"), "device_at": "2027-03-01"},
    {**row("ACDE3467"), "device_at": "9999-99-99T00:00:00Z"},
    {**row("ACDE3467"), "device_at": "2027-03-01T00:00:00"},
    {**row("ACDE3467"), "device_at": 1e308},
    row(""),
    row("\0\0"),
    row(kind="undo"),
    row(kind="undo", undoes=["x"]),
]


def test_wrong_rows_are_refused_one_by_one_and_the_others_written(event, staff, guest):
    assert sync(event, staff, *WRONG_ROWS, row(guest.code)) == ["refused"] * len(WRONG_ROWS) + ["entered"]
    assert CheckIn.objects.count() == 1


def test_foreign_scan_is_neither_told_nor_undone(event, staff, guest):
    elsewhere = EventFactory()
    entry = checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON)
    same_number = {**row(guest.code), "scan_id": str(entry.scan_id)}

    assert sync(elsewhere, staff, same_number) == ["refused"]
    assert sync(elsewhere, staff, row(kind="undo", undoes=str(entry.scan_id))) == ["not_undone"]
    assert sync(elsewhere, staff, offline(guest.code)) == ["other_event"]
    assert Presence.objects.get().entry == entry


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "text",
        {"device": "desk-1"},
        {"device": "desk-1", "sent_at": "now", "scans": []},
        {"device": "", "sent_at": NOON.isoformat(), "scans": []},
        {"device": "x" * 41, "sent_at": NOON.isoformat(), "scans": []},
        {"device": "a\nb", "sent_at": NOON.isoformat(), "scans": []},
        {"device": ["x"], "sent_at": NOON.isoformat(), "scans": []},
        {"device": "desk-1", "sent_at": NOON.isoformat(), "scans": {}},
        {"device": "desk-1", "sent_at": NOON.isoformat(), "scans": [{}] * 10_000},
    ],
)
def test_request_that_makes_no_sense_is_refused_as_a_whole(event, staff, payload):
    with pytest.raises(syncing.SyncRefused):
        syncing.sync(event_id=event.pk, payload=payload, by_id=staff.pk, at=NOON)
    assert not CheckIn.objects.exists()


def test_guest_whom_a_page_of_the_same_device_let_in_is_no_conflict(event, staff, guest):
    page, app = "9f3a1c", "데스크 1 · 9f3a1c"
    checkin.check_in(
        registration_id=guest.pk, scan_id=uuid4(), by_id=staff.pk, at=NOON, device=checkin.Device(page)
    )
    later = NOON + timedelta(minutes=5)

    assert sync(event, staff, offline(guest.code), device=app, at=later) == ["already"]
    assert not EntryConflict.objects.exists()
    assert sync(event, staff, offline(guest.code), device="데스크 1 · 77ab02", at=later) == ["conflict"]


def let_in_after_all(event, staff, code):
    """Asked online, the answer was lost, and the guest let in by the device's own word: sent again under its number."""
    asked = row(code, ago=2)
    first = sync(event, staff, asked)
    again = {**asked, "is_offline": True, "outcome": "entered"}
    return [*first, *sync(event, staff, again), *sync(event, staff, again)], asked["scan_id"]


def test_answer_that_was_lost_and_decided_otherwise_by_the_device_is_a_conflict(event, staff, guest):
    sync(event, staff, row(guest.code, ago=5), device="desk-2")

    outcomes, _number = let_in_after_all(event, staff, guest.code)

    assert outcomes == ["already", "conflict", "conflict"]
    assert conflicts.unseen(event.pk).get().entry.device == "desk-2"


def test_guest_who_was_let_in_though_the_lost_answer_was_no_is_inside_and_looked_at(event, staff):
    guest = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    outcomes, number = let_in_after_all(event, staff, guest.code)

    assert outcomes == ["cancelled", "override", "override"]
    assert conflicts.unseen(event.pk).get().scan.registration == guest
    assert Presence.objects.get().registration == guest
    assert sync(event, staff, row(sequence=9, kind="undo", undoes=number)) == ["undone"]
    assert not Presence.objects.exists()


def test_answer_that_was_lost_and_the_same_is_one_attempt(event, staff, guest):
    outcomes, _number = let_in_after_all(event, staff, guest.code)

    assert outcomes == ["entered"] * 3
    assert CheckIn.objects.count() == 1
