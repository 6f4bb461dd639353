"""Deputies whom a desk took in without the network: in the guest's seat, or for a person to look at."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from events import phones
from events.models import EventState
from registrations.desk import checkin, conflicts
from registrations.models import CheckIn, CheckInOutcome, DeskReceipt, EntryConflict, Registration, WalkIn
from registrations.states import Category, RegistrationState
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import race
from tests.registrations.desk.outboxes import receive, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True, capacity=1)


@pytest.fixture
def guest(event):
    return RegistrationFactory(event=event, name="박정호", code="ACDE3467", category=Category.VIP)


@pytest.fixture
def by():
    return UserFactory()


def deputy(sequence=1, **more):
    words = {
        "name": "황보혜원",
        "organization": "현대자동차",
        "title": "부장",
        "phone": "010-7777-8888",
        "reason": "해외 출장",
    }
    given = {"code": "HJKM3467", "instead_of": "ACDE3467", "has_consent": True, **words, **more}
    return row("deputy", sequence, **given)


def let_in(sequence, code, **more):
    return row("in", sequence, code=code, outcome="entered", **more)


def test_a_deputy_has_the_guests_seat_under_the_code_of_the_device(event, guest, by):
    rows = [deputy(), let_in(2, "HJKM3467"), row("print", 3, code="HJKM3467")]

    results = receive(event, by, *rows)
    again = receive(event, by, *rows)

    assert [one["outcome"] for one in results] == ["confirmed", "entered", "printed"]
    assert [one["outcome"] for one in again] == ["confirmed", "entered", "printed"]
    new = Registration.objects.get(code="HJKM3467")
    assert (new.name, new.title, new.category) == ("황보혜원", "부장", Category.VIP)
    assert (new.is_deputy, new.stands_in_for, phones.stored(new.phone)) == (True, guest, "+821077778888")
    assert new.moves.get().note == "해외 출장"
    assert new.consents.filter(given=True).count() == 2
    guest.refresh_from_db()
    assert guest.state == RegistrationState.CANCELLED
    assert not EntryConflict.objects.exists()


def test_a_guest_who_was_let_in_and_out_again_by_mistake_may_send_a_deputy(event, guest, by):
    mistake = let_in(1, "ACDE3467")
    rows = [mistake, row("undo", 2, undoes=mistake["scan_id"]), deputy(3), let_in(4, "HJKM3467")]

    results = receive(event, by, *rows)

    assert [one["outcome"] for one in results] == ["entered", "undone", "confirmed", "entered"]
    assert not EntryConflict.objects.exists()


def test_a_deputy_for_a_guest_who_came_after_all_is_in_the_hall_and_looked_at(event, guest, by, client):
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON - timedelta(hours=1))
    rows = [deputy(), let_in(2, "HJKM3467")]

    results = receive(event, by, *rows)
    receive(event, by, *rows)

    assert [one["outcome"] for one in results] == ["doubtful", "entered"]
    guest.refresh_from_db()
    assert guest.state == RegistrationState.CONFIRMED
    new = Registration.objects.get(code="HJKM3467")
    assert (new.state, new.is_deputy, new.category) == (RegistrationState.CONFIRMED, True, Category.VIP)
    assert WalkIn.objects.get().override_reason == (
        "네트워크 없이 받은 대리참석입니다(ACDE3467). "
        "이미 입장한 분입니다. 입장 처리를 되돌린 다음 대리참석으로 바꿔 주세요."
    )
    [conflict] = conflicts.unseen(event.pk)
    assert (conflict.scan.registration, conflict.entry) == (new, None)
    client.force_login(organizer_of(event))
    for page in (
        reverse("desk:conflicts", args=[event.slug]),
        reverse("admin:events_event_live", args=[event.pk]),
    ):
        assert "넘겨받을 자리가 없어 현장등록으로 남겼습니다. 네트워크" in client.get(page).content.decode()


def test_the_conflict_is_told_also_where_the_entry_comes_with_a_later_request(event, guest, by):
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON - timedelta(hours=1))

    receive(event, by, deputy())
    assert not EntryConflict.objects.exists()
    receive(event, by, let_in(2, "HJKM3467"))

    assert EntryConflict.objects.get().scan.outcome == CheckInOutcome.ENTERED


def test_two_desks_that_take_in_a_deputy_each_leave_one_to_be_looked_at(event, guest, by):
    receive(event, by, deputy(), let_in(2, "HJKM3467"))

    receive(event, by, deputy(code="QKRW3467", name="남궁민수"), let_in(2, "QKRW3467"))

    assert EntryConflict.objects.get().scan.registration.name == "남궁민수"
    assert CheckIn.objects.entries().count() == 2


def test_a_desk_with_a_network_is_told_that_the_guest_has_come(event, guest, by):
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=NOON - timedelta(hours=1))

    [result] = receive(event, by, deputy(is_offline=False))

    assert "이미 입장한 분입니다." in result["error"]
    assert Registration.objects.get() == guest
    assert not DeskReceipt.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"instead_of": "HJKM9999"},
        {"instead_of": None},
        {"instead_of": ["ACDE3467"]},
        {"name": " "},
        {"organization": ""},
        {"reason": ""},
        {"reason": "가" * 201},
        {"reason": 1},
        {"phone": "02-12"},
        {"has_consent": "yes"},
        {"code": ""},
        {"code": {}},
    ],
)
def test_a_row_that_cannot_be_a_deputy_is_refused(event, guest, by, wrong):
    [result] = receive(event, by, deputy(**wrong))

    assert result["error"]
    guest.refresh_from_db()
    assert guest.state == RegistrationState.CONFIRMED
    assert Registration.objects.count() == 1


def test_a_guest_of_another_event_sends_nobody_here(event, guest, by):
    other = EventFactory(open_now=True)

    [result] = receive(other, by, deputy())

    assert result["error"] == "대리참석을 보낸 분을 찾을 수 없습니다."
    assert Registration.objects.get() == guest


def test_nobody_comes_to_an_event_that_was_called_off(event, guest, by):
    event.state = EventState.CANCELLED
    event.save()
    Registration.objects.update(state=RegistrationState.CANCELLED)

    [result] = receive(event, by, deputy())

    assert result["error"]
    assert Registration.objects.count() == 1


def test_a_deputy_who_came_before_the_end_has_the_guests_seat_also_where_it_is_heard_of_later(by):
    event = EventFactory(starts_at=NOON - timedelta(hours=2), ends_at=NOON - timedelta(minutes=5))
    guest = RegistrationFactory(event=event, code="ACDE3467")

    before, after = receive(event, by, deputy(), deputy(7, code="QRTX3467"))

    assert before["outcome"] == RegistrationState.CONFIRMED
    assert "행사가 끝나" in after["error"]
    assert Registration.objects.get(code="HJKM3467").stands_in_for == guest


def test_a_code_that_is_taken_meanwhile_is_another_one(event, guest, by):
    RegistrationFactory(code="HJKM3467")

    receive(event, by, deputy())

    assert Registration.objects.get(name="황보혜원").code != "HJKM3467"


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_send_one_deputy_in_the_guests_seat():
    event = EventFactory(open_now=True)
    RegistrationFactory(event=event, code="ACDE3467")
    by = UserFactory()
    codes = ["HJKM3467", "QKRW3467"]

    results = race(lambda number: receive(event, by, deputy(code=codes[number])), racers=2)

    assert sorted(result["outcome"] for [result] in results) == ["confirmed", "doubtful"]
    assert Registration.objects.filter(stands_in_for__isnull=False).count() == 1
