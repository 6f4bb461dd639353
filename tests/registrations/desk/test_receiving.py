"""What a desk kept without the network, taken in once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError

from events import phones
from events.models import EventState
from registrations.badges import printing
from registrations.desk import checkin, receiving
from registrations.desk.syncing import SyncRefused
from registrations.models import BadgePrint, CheckIn, DeskReceipt, Registration, WalkIn
from registrations.states import RegistrationState
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import race
from tests.registrations.desk.outboxes import receive, row
from tests.registrations.desk.sealed import seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


@pytest.fixture
def by():
    return UserFactory()


def walk_in(sequence=1, **more):
    words = {
        "name": "황보혜원",
        "organization": "현대자동차",
        "phone": "010-7777-8888",
        "category": "company",
    }
    return row("walkin", sequence, **{"code": "HJKM3467", "has_consent": True, **words, **more})


def test_a_walk_in_is_registered_before_it_is_let_in_and_printed(event, by):
    rows = [
        row("print", 3, code="HJKM3467"),
        row("in", 2, code="HJKM3467", outcome="entered"),
        walk_in(),
    ]

    results = receive(event, by, *rows)

    assert [one["outcome"] for one in results] == ["printed", "entered", "confirmed"]
    assert [one["scan_id"] for one in results] == [one["scan_id"] for one in rows]
    guest = Registration.objects.get()
    assert (guest.name, guest.code, phones.stored(guest.phone)) == ("황보혜원", "HJKM3467", "+821077778888")
    assert guest.consents.filter(given=True).count() == 2
    assert guest.moves.get().by == by


def test_repeats_are_harmless(event, by):
    rows = [walk_in(), row("in", 2, code="HJKM3467", outcome="entered"), row("print", 3, code="HJKM3467")]

    first = receive(event, by, *rows)
    again = receive(event, by, *rows)

    assert [one["outcome"] for one in again] == [one["outcome"] for one in first]
    assert [model.objects.count() for model in (Registration, CheckIn, BadgePrint, DeskReceipt)] == [
        1,
        1,
        1,
        2,
    ]


def test_a_walk_in_has_a_seat_also_where_the_event_is_full_and_why_is_kept(by):
    event = EventFactory(open_now=True, capacity=1)
    RegistrationFactory(event=event)

    [result] = receive(event, by, walk_in())

    assert result["outcome"] == RegistrationState.CONFIRMED
    assert WalkIn.objects.get().override_reason == "네트워크 없이 받은 현장등록입니다."


def test_a_walk_in_whom_the_rules_seat_needs_no_reason(event, by):
    receive(event, by, walk_in())

    known = WalkIn.objects.get()
    assert (known.override_reason, known.device) == ("", "데스크 1")


def test_nobody_is_registered_at_an_event_that_is_called_off(by):
    event = EventFactory(open_now=True, state=EventState.CANCELLED)

    [result] = receive(event, by, walk_in())

    assert result["error"]
    assert not Registration.objects.exists()


def test_who_came_before_the_end_is_registered_also_where_it_is_heard_of_later(by):
    event = EventFactory(starts_at=NOON - timedelta(hours=2), ends_at=NOON - timedelta(minutes=5))

    before, after = receive(event, by, walk_in(1), walk_in(7, code="QRTX3467"))

    assert before["outcome"] == RegistrationState.CONFIRMED
    assert "행사가 끝나" in after["error"]
    assert WalkIn.objects.get().at == NOON - timedelta(minutes=9)


def test_a_late_walk_in_moves_nobody_up_after_the_end(by):
    event = EventFactory(starts_at=NOON - timedelta(hours=2), ends_at=NOON - timedelta(minutes=5))
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    receive(event, by, walk_in(1))

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.WAITLISTED


def test_a_walk_in_of_no_known_moment_comes_now(event, by):
    [result] = receive(event, by, walk_in(device_at="gestern"))

    assert result["outcome"] == RegistrationState.CONFIRMED
    assert WalkIn.objects.get().at == NOON


def test_a_code_that_somebody_has_is_not_given_again(event, by):
    taken = RegistrationFactory(code="HJKM3467")

    [result] = receive(event, by, walk_in())

    assert result["outcome"] == RegistrationState.CONFIRMED
    assert event.registrations.get().code != taken.code


@pytest.mark.parametrize(
    "wrong",
    [
        {"has_consent": False},
        {"has_consent": "yes"},
        {"name": ""},
        {"name": 7},
        {"name": "\ud800"},
        {"name": "가" * 61},
        {"name": "홍길동 900101-1234567"},
        {"category": "king"},
        {"category": ["vip"]},
        {"code": "1"},
        {"code": None},
        {"phone": "없음"},
        {"scan_id": "7"},
        {"scan_id": None},
    ],
)
def test_a_walk_in_that_makes_no_sense_is_refused_alone(event, by, wrong):
    good = RegistrationFactory(event=event)

    refused, taken = receive(event, by, walk_in(**wrong), row("in", 2, code=good.code, outcome="entered"))

    assert refused["error"]
    assert taken["outcome"] == "entered"
    assert event.registrations.get() == good
    assert not DeskReceipt.objects.exists()


def test_a_badge_that_was_printed_is_written_down_whatever_has_become_of_the_guest(event, by):
    guest = RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    [result] = receive(event, by, row("print", 1, code=guest.code))

    assert result["outcome"] == "printed"
    assert BadgePrint.objects.get().registration == guest


def test_another_badge_comes_with_its_reason(event, by):
    guest = RegistrationFactory(event=event)
    why = {"code": guest.code, "reason": "lost", "note": "로비에서 잃어버림"}

    receive(event, by, row("print", 1, **why))

    known = BadgePrint.objects.get()
    assert (known.reason, known.note) == ("lost", "로비에서 잃어버림")


@pytest.mark.parametrize(
    "why", [{"reason": "nothing"}, {"reason": "other"}, {"reason": "other", "note": " "}]
)
def test_a_reason_that_says_nothing_is_refused(event, by, why):
    guest = RegistrationFactory(event=event)

    [result] = receive(event, by, row("print", 1, code=guest.code, **why))

    assert "사유" in result["error"]
    assert not BadgePrint.objects.exists()


def test_badges_of_other_events_are_not_printed(event, by):
    other = RegistrationFactory()

    [result] = receive(event, by, row("print", 1, code=other.code))

    assert other.code in result["error"]
    assert not BadgePrint.objects.exists()


def test_a_number_of_another_event_is_refused(event, by):
    known = walk_in()
    receive(event, by, known)

    [result] = receive(EventFactory(open_now=True), by, known)

    assert result["error"]


def test_what_cannot_be_opened_is_answered_in_its_place(event, by):
    guest = RegistrationFactory(event=event)
    payload = {
        "device": "데스크 1",
        "sent_at": NOON.isoformat(),
        "sealed": ["?", seal(event.pk, row("in", 1, code=guest.code)), None, seal(event.pk, [])],
    }

    results = receiving.receive(event_id=event.pk, payload=payload, by_id=by.pk, at=NOON)["results"]

    assert ["error" in one for one in results] == [True, False, True, True]
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    "payload", [None, [], "x", {}, {"sealed": {}}, {"sealed": [""] * 501}, {"sealed": [], "device": 7}]
)
def test_requests_without_sense_are_refused(event, by, payload):
    with pytest.raises(SyncRefused):
        receiving.receive(event_id=event.pk, payload=payload, by_id=by.pk, at=NOON)


def test_a_request_that_is_refused_leaves_nothing(event, by):
    payload = {"device": "데스크 1", "sent_at": "gestern", "sealed": [seal(event.pk, walk_in())]}

    with pytest.raises(SyncRefused):
        receiving.receive(event_id=event.pk, payload=payload, by_id=by.pk, at=NOON)

    assert not Registration.objects.exists()


def test_a_row_over_which_the_server_stumbles_holds_up_no_other(event, by, monkeypatch, caplog):
    guest, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    stumble_over(monkeypatch, printing, "note_printed", guest)
    stumble_over(monkeypatch, checkin, "scan", guest.code)
    rows = [row(kind, 1, code=one.code) for one in (guest, other) for kind in ("in", "print")]

    results = receive(event, by, *rows)

    assert [one.get("outcome") for one in results] == [None, None, "entered", "printed"]
    assert [one["scan_id"] for one in results] == [one["scan_id"] for one in rows]
    assert [bool(one.get("error")) for one in results] == [True, True, False, False]
    assert [record.exc_info[0] for record in caplog.records] == [IntegrityError, IntegrityError]
    assert rows[0]["scan_id"] in caplog.text
    assert [model.objects.get().registration for model in (CheckIn, BadgePrint, DeskReceipt)] == [other] * 3


def stumble_over(monkeypatch, module, name, whom):
    """What no rule foresaw: the database refuses a row after the work is half done."""
    real = getattr(module, name)

    def stumbling(*args, **given):
        done = real(*args, **given)
        if whom in (*args, *given.values()):
            CheckIn.objects.create()
        return done

    monkeypatch.setattr(module, name, stumbling)


def test_a_database_that_is_away_is_no_fault_of_the_row(event, by, monkeypatch):
    def gone(**_given):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(checkin, "scan", gone)

    with pytest.raises(OperationalError):
        receive(event, by, row("in", 1, code="ACDE3467"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["walkin", "print"])
def test_one_row_arriving_twice_at_once_is_taken_in_once(event, by, kind):
    guest = RegistrationFactory(event=event)
    sent = walk_in() if kind == "walkin" else row("print", 1, code=guest.code)

    outcomes = race(lambda _number: receive(event, by, sent)[0]["outcome"], racers=3)

    assert len(set(outcomes)) == 1
    assert DeskReceipt.objects.count() == 1
    assert (event.registrations.count(), BadgePrint.objects.count()) == (
        (2, 0) if kind == "walkin" else (1, 1)
    )
