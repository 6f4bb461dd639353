"""A deputy takes over the seat or the place in line."""

from uuid import uuid4

import pytest

from events.models import Message
from registrations import booking, deputies, finding
from registrations.badges import faces, printing, single
from registrations.desk import checkin
from registrations.models import Registration
from registrations.moving import BookingRefused
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory
from tests.registrations.invited import by_deputy, invite, invite_body, name, no, steps, yes

pytestmark = pytest.mark.django_db


def send(registration, *, at=NOON, consents=CONSENTS, **fields):
    return deputies.send(
        registration_id=registration.pk,
        deputy=ApplicantFactory(**{"name": "이대참", **fields}),
        consent_answers=consents,
        way=Way.LINK,
        at=at,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"state": RegistrationState.CONFIRMED},
        {"state": RegistrationState.WAITLISTED, "waiting_number": 1},
        {"state": RegistrationState.REQUESTED},
        {"state": RegistrationState.OFFERED},
    ],
)
def test_deputy_takes_over_state_number_offer_and_category(fields):
    original = RegistrationFactory(category=Category.PRESS, **fields)

    deputy = send(original, category=Category.PUBLIC)

    assert (deputy.state, deputy.waiting_number, deputy.offer_ends_at, deputy.category) == (
        original.state,
        original.waiting_number,
        original.offer_ends_at,
        Category.PRESS,
    )
    original.refresh_from_db()
    assert (original.state, deputy.stands_in_for) == (RegistrationState.CANCELLED, original)


def test_both_are_told_and_the_code_of_the_other_is_no_longer_good():
    original = RegistrationFactory()

    deputy = send(original)

    assert sorted(Message.objects.values_list("to", "subject")) == sorted(
        [
            (original.email, f"[참석자 변경] {original.event.name}"),
            (deputy.email, f"[참가 확정] {original.event.name}"),
        ]
    )
    assert deputy.code != original.code


def test_deputy_of_a_deputy_still_comes_for_the_invited_person():
    invitation = invite(EventFactory(), email="kim@example.com")
    first = by_deputy(invitation)

    second = send(first, name="박대참")

    assert (second.comes_for, steps(invitation)) == ("김초청", ["created", "deputed", "deputed"])


def test_deputy_may_have_the_office_address_of_who_stays_at_home():
    original = RegistrationFactory(email="office@example.com")

    assert send(original, email="Office@example.com").state == RegistrationState.CONFIRMED


def test_deputy_who_is_registered_is_refused():
    original = RegistrationFactory()
    other = RegistrationFactory(event=original.event)

    with pytest.raises(BookingRefused):
        send(original, email=other.email.upper())

    original.refresh_from_db()
    assert (original.state, Message.objects.count()) == (RegistrationState.CONFIRMED, 0)


def test_deputy_without_consent_is_refused():
    original = RegistrationFactory()

    with pytest.raises(BookingRefused):
        send(original, consents={"privacy": True})

    original.refresh_from_db()
    assert original.state == RegistrationState.CONFIRMED


@pytest.mark.parametrize("state", [RegistrationState.CANCELLED, RegistrationState.DECLINED])
def test_who_does_not_come_sends_nobody(state):
    original = RegistrationFactory(state=state)

    with pytest.raises(BookingRefused):
        send(original)

    assert original.event.registrations.count() == 1


def test_nobody_is_sent_after_the_event():
    original = RegistrationFactory()

    with pytest.raises(BookingRefused):
        send(original, at=original.event.ends_at)

    assert original.event.registrations.count() == 1


def test_person_of_a_body_sends_a_deputy_and_the_number_of_its_people_stays():
    body = invite_body(EventFactory(), seats=1)
    person = name(body)

    deputy = send(person)

    assert list(body.registrations.active()) == [deputy]
    assert deputy.comes_for == person.name


def test_without_any_address_nobody_is_mailed():
    original = RegistrationFactory(email="", phone="")

    send(original, email="", phone="")

    assert Message.objects.count() == 0


def test_badge_and_desk_follow_the_deputy():
    event = EventFactory()
    invitation = invite(event, email="kim@example.com", organization="한국기계")
    yes(invitation)

    deputy = by_deputy(invitation, organization="한국로봇")

    assert list(printing.printable(event.pk)) == [deputy]
    face = single.context(event, single.layout_of(event.pk), faces.person(deputy), language="ko")["face"]
    said = {line.field: line.text for line in face.lines}
    assert (face.person.code, said["name"], said["organization"]) == (deputy.code, "이대참", "한국로봇")
    [found] = finding.find(event_id=event.pk, query="이대참")
    assert found.comes_for == "김초청"


@pytest.mark.parametrize("what", ["cancel", "deputy", "decline", "deputy's place"])
def test_who_sits_there_gives_no_seat_away_by_link(what):
    event = EventFactory(open_now=True, capacity=1)
    one = invite(event, email="kim@example.com")
    guest = by_deputy(one) if what == "deputy's place" else yes(one)
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=NOON)
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    give_away = {
        "cancel": lambda: booking.cancel(registration_id=guest.pk, way=Way.LINK, at=NOON),
        "deputy": lambda: by_deputy(one),
        "decline": lambda: no(one),
        "deputy's place": lambda: yes(one),
    }[what]

    with pytest.raises(BookingRefused, match="이미 입장"):
        give_away()

    assert Registration.objects.get(pk=guest.pk).state == RegistrationState.CONFIRMED
    assert Registration.objects.get(pk=waiting.pk).state == RegistrationState.WAITLISTED
    booking.cancel(registration_id=guest.pk, way=Way.ADMIN, at=NOON)
    assert Registration.objects.get(pk=waiting.pk).state == RegistrationState.CONFIRMED
