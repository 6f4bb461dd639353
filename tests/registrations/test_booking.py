"""Seats, the waiting list, asking again, changing, cancelling."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from events.models import EventState, Message
from registrations import booking, waiting
from registrations.models import Consent, Move, Registration
from registrations.states import RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def book(event, at=NOON, consents=CONSENTS, language="ko", **fields):
    return booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(**fields),
        consent_answers=consents,
        language=language,
        at=at,
    )


def give_up(registration, at=NOON):
    return booking.cancel(registration_id=registration.pk, way=Way.LINK, at=at)


def subjects():
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_register_takes_seats_then_waiting_places():
    event = EventFactory(capacity=2)

    states = [book(event) for _ in range(4)]

    assert [(one.state, one.waiting_number) for one in states] == [
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.CONFIRMED, None),
        (RegistrationState.WAITLISTED, 1),
        (RegistrationState.WAITLISTED, 2),
    ]


def test_register_keeps_consents_with_their_text_and_the_move():
    registration = book(EventFactory(), consents={**CONSENTS, "news": True})

    assert dict(registration.consents.values_list("item", "given")) == {
        "privacy": True, "age": True, "photo": False, "news": True,
    }  # fmt: skip
    consent = registration.consents.get(item="privacy")
    assert "보유 기간: 행사 종료 후 30일까지" in consent.text
    assert len(consent.text_hash) == 64
    [move] = registration.moves.all()
    assert (move.from_state, move.to_state, move.way) == ("", "confirmed", "form")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": EventState.CLOSED}, "마감"),
        ({"registration_closes_at": NOON}, "마감"),
        ({"registration_opens_at": NOON + timedelta(days=1)}, "아직 등록 기간이 아닙니다"),
    ],
)
def test_register_is_refused_outside_the_window(fields, sentence):
    event = EventFactory(**fields)

    with pytest.raises(booking.BookingRefused, match=sentence):
        book(event)

    assert (Registration.objects.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("missing", ["privacy", "age"])
def test_register_without_a_required_consent_is_refused(missing):
    event = EventFactory()

    with pytest.raises(booking.BookingRefused, match="필수 동의"):
        book(event, consents={**CONSENTS, missing: False})

    assert not Registration.objects.exists()


def test_address_asking_again_gets_its_link_once_more_and_nothing_changes():
    event = EventFactory()
    first = book(event, email="a@example.com", name="홍길동")

    again = book(event, email="A@EXAMPLE.com".lower(), name="임꺽정", at=NOON + timedelta(hours=1))

    assert again == first
    assert again.name == "홍길동"
    assert subjects() == [f"[참가 확정] {event.name}"] * 2
    assert Registration.objects.count() == 1


def test_double_click_sends_one_mail():
    event = EventFactory()
    book(event, email="a@example.com")

    book(event, email="a@example.com", at=NOON + timedelta(seconds=1))

    assert Message.objects.count() == 1


def test_asking_again_and_again_sends_one_mail_in_ten_minutes():
    event = EventFactory()
    book(event, email="a@example.com")

    for seconds in (0, 10, 20):
        book(event, email="a@example.com", at=NOON + timedelta(hours=1, seconds=seconds))

    assert Message.objects.count() == 2


def test_cancelled_address_may_register_anew():
    event = EventFactory()
    give_up(book(event, email="a@example.com"))

    assert book(event, email="a@example.com").state == RegistrationState.CONFIRMED
    assert Registration.objects.count() == 2


def test_cancellation_moves_the_first_one_up_and_tells_both():
    event = EventFactory(capacity=1)
    seated, first, second = (book(event) for _ in range(3))
    Message.objects.all().delete()

    give_up(seated)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)
    assert waiting.place(second) == 1
    assert list(Message.objects.order_by("pk").values_list("to", "subject")) == [
        (seated.email, f"[등록 취소] {event.name}"),
        (first.email, f"[참가 확정] {event.name}"),
    ]
    assert [move.way for move in first.moves.order_by("pk")] == [Way.FORM, Way.SYSTEM]


def test_giving_up_a_waiting_place_moves_nobody_up():
    event = EventFactory(capacity=1)
    _seated, first, second = (book(event) for _ in range(3))

    give_up(first)

    second.refresh_from_db()
    assert second.state == RegistrationState.WAITLISTED
    assert waiting.place(second) == 1


def test_cancelling_twice_is_harmless():
    registration = book(EventFactory())
    give_up(registration)

    give_up(registration)

    assert Move.objects.filter(to_state=RegistrationState.CANCELLED).count() == 1


def test_raised_capacity_goes_to_those_who_wait_not_to_a_newcomer():
    event = EventFactory(capacity=1)
    _seated, waiting = book(event), book(event)
    event.capacity = 2
    event.save()

    newcomer = book(event)

    waiting.refresh_from_db()
    assert (waiting.state, newcomer.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)
    assert newcomer.waiting_number == 2


def test_change_keeps_the_address_and_the_state():
    registration = book(EventFactory(), email="a@example.com")

    changed = booking.change(
        registration_id=registration.pk,
        applicant=ApplicantFactory(name="이순신", organization="새 회사", email="b@example.com"),
        at=NOON + timedelta(hours=1),
    )

    assert (changed.name, changed.organization, changed.email) == ("이순신", "새 회사", "a@example.com")
    assert changed.changed_at == NOON + timedelta(hours=1)


def alter(registration, at):
    return booking.change(registration_id=registration.pk, applicant=ApplicantFactory(name="이순신"), at=at)


@pytest.mark.parametrize("step", [alter, give_up])
def test_nothing_changes_after_the_event(step):
    registration = book(EventFactory())

    with pytest.raises(booking.BookingRefused, match="행사가 끝나"):
        step(registration, at=START + timedelta(hours=2))

    registration.refresh_from_db()
    assert (registration.state, registration.name) == (RegistrationState.CONFIRMED, "홍길동")


def test_database_refuses_two_live_registrations_of_an_address():
    event = EventFactory()
    RegistrationFactory(event=event, email="a@example.com")

    with pytest.raises(IntegrityError, match="registration_one_live_per_email"), transaction.atomic():
        RegistrationFactory(event=event, email="A@example.com")


@pytest.mark.parametrize("ledger", [Move, Consent])
def test_database_refuses_to_change_a_ledger(ledger):
    book(EventFactory())

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ledger.objects.update(at=START)


@pytest.mark.parametrize("guests", [1, 3])
def test_register_takes_the_same_queries_however_many_are_in(guests, django_assert_num_queries):
    event = EventFactory()
    RegistrationFactory.create_batch(guests, event=event)

    with django_assert_num_queries(12):
        book(event)
