"""Registering at the door: the rules for seats are kept, or set aside by a reason that is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing

from events import publishing
from registrations.booking import BookingRefused
from registrations.desk import checkin, walkins
from registrations.models import CategoryTerms, Consent, Move, Registration, SeatRules, WalkIn
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, InvitationFactory, RegistrationFactory
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def register(event, user, **fields):
    values = {
        "walkin_id": uuid4(),
        "applicant": ApplicantFactory(email=""),
        "consent_answers": CONSENTS,
        "way": Way.DESK,
        "desk": walkins.Desk(by_id=user.pk, device="데스크 1"),
        "at": NOON,
        **fields,
    }
    return walkins.register(event_id=event.pk, **values)


def test_guest_has_a_seat_and_a_code_at_once(user):
    event = EventFactory()

    guest = register(event, user)

    row, move = WalkIn.objects.get(), Move.objects.get()
    assert (guest.state, len(guest.code)) == (RegistrationState.CONFIRMED, 8)
    assert (row.registration, row.by, row.device, row.override_reason) == (guest, user, "데스크 1", "")
    assert (move.way, move.by, move.note) == (Way.DESK, user, "")
    assert set(Consent.objects.values_list("item", "given", "way")) == {
        ("privacy", True, "desk"),
        ("age", True, "desk"),
        ("photo", False, "desk"),
        ("news", False, "desk"),
    }


def test_registration_need_not_be_open_but_the_event(user):
    event = EventFactory(registration_closes_at=NOON - timedelta(days=1))
    assert register(event, user).state == RegistrationState.CONFIRMED

    with pytest.raises(BookingRefused, match="행사가 끝나"):
        register(event, user, at=event.ends_at)
    publishing.postpone(event_id=event.pk)
    with pytest.raises(BookingRefused, match="열리지 않는"):
        register(event, user)
    assert Registration.objects.count() == 1


def test_who_comes_to_a_full_hall_waits(user):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)

    guest = register(event, user)

    assert (guest.state, guest.waiting_number) == (RegistrationState.WAITLISTED, 1)


def test_reason_gives_a_seat_in_a_full_hall_and_is_kept(user):
    event = EventFactory(capacity=1)
    RegistrationFactory(event=event)

    guest = register(event, user, override_reason="장관 수행")

    assert guest.state == RegistrationState.CONFIRMED
    assert WalkIn.objects.get().override_reason == "장관 수행"
    assert guest.moves.get().note == "장관 수행"


def test_reason_that_was_not_needed_is_not_kept(user):
    guest = register(EventFactory(capacity=10), user, override_reason="혹시 몰라서")

    assert WalkIn.objects.get().override_reason == ""
    assert guest.moves.get().note == ""


def test_who_waits_already_goes_first(user):
    event = EventFactory(capacity=1)
    first = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    guest = register(event, user)

    first.refresh_from_db()
    assert (first.state, guest.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)


@pytest.mark.parametrize("category", [Category.VIP, Category.COMPANY])
def test_category_by_invitation_needs_a_reason(user, category):
    event = EventFactory()
    CategoryTerms.objects.create(event=event, category=Category.COMPANY, is_open=False)
    applicant = ApplicantFactory(category=category)

    with pytest.raises(BookingRefused, match="사유"):
        register(event, user, applicant=applicant)
    guest = register(event, user, applicant=applicant, override_reason="국장 지시")

    assert (guest.state, guest.category) == (RegistrationState.CONFIRMED, category)
    assert Registration.objects.count() == 1


def test_approval_is_asked_for_unless_there_is_a_reason(user):
    event = EventFactory()
    SeatRules.objects.update_or_create(event=event, defaults={"needs_approval": True})

    asked, let_in = register(event, user), register(event, user, override_reason="담당 과장 확인")

    assert (asked.state, let_in.state) == (RegistrationState.REQUESTED, RegistrationState.CONFIRMED)


def test_form_that_is_sent_twice_is_one_registration(user):
    event, walkin_id = EventFactory(), uuid4()
    applicant = ApplicantFactory(email="")

    guests = [register(event, user, walkin_id=walkin_id, applicant=applicant) for _ in range(2)]

    assert guests[0] == guests[1]
    with pytest.raises(BookingRefused, match="오래되었습니다"):
        register(EventFactory(), user, walkin_id=walkin_id)


def test_no_consent_or_a_known_address_is_refused(user):
    event = EventFactory()
    known = RegistrationFactory(event=event, email="a@example.com")

    with pytest.raises(BookingRefused, match="동의"):
        register(event, user, consent_answers={"privacy": True})
    with pytest.raises(BookingRefused, match="이미 등록"):
        register(event, user, applicant=ApplicantFactory(email="A@example.com"))
    assert list(Registration.objects.all()) == [known]


def test_who_may_be_the_same_person_is_found(user):
    event = EventFactory()
    values = {"event": event, "name": "가나다", "organization": "다른 곳", "phone": "", "email": ""}
    by_phone = RegistrationFactory(**{**values, "phone": "+821011112222"})
    by_mail = RegistrationFactory(**{**values, "email": "a@example.com"})
    by_name = RegistrationFactory(**{**values, "name": "박정호", "organization": "명지대학교"})
    RegistrationFactory(**{**values, "name": "박정호", "organization": "한국대학교"})
    RegistrationFactory(**{**values, "name": "박정호", "organization": "명지대학교", "state": "cancelled"})
    RegistrationFactory(name="박정호", organization="명지대학교")
    applicant = ApplicantFactory(
        name="박정호", organization="명지대학교", phone="+821011112222", email="A@example.com"
    )

    assert {one.pk for one in walkins.alike(event.pk, applicant)} == {by_phone.pk, by_mail.pk, by_name.pk}
    assert walkins.alike(event.pk, ApplicantFactory(name="새사람", phone="", email="")) == []


def test_deputy_takes_the_seat_and_the_reason_stands_in_both_ledgers(user):
    event = EventFactory()
    invitation = InvitationFactory(event=event)
    guest = RegistrationFactory(event=event, category=Category.VIP, invitation=invitation)

    deputy = walkins.send_deputy(
        registration_id=guest.pk,
        deputy=ApplicantFactory(name="김대리"),
        consent_answers=CONSENTS,
        reason="국회 출석",
        by_id=user.pk,
        at=NOON,
    )

    guest.refresh_from_db()
    assert (guest.state, deputy.state) == (RegistrationState.CANCELLED, RegistrationState.CONFIRMED)
    assert (deputy.category, deputy.is_deputy, deputy.comes_for) == (Category.VIP, True, invitation.name)
    assert {(move.note, move.by_id, move.way) for move in Move.objects.all()} == {
        ("국회 출석", user.pk, "desk")
    }
    assert set(deputy.consents.values_list("way", flat=True)) == {"desk"}


def test_who_is_in_the_hall_gives_the_seat_to_nobody(user):
    guest = RegistrationFactory()
    checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=user.pk, at=START)

    with pytest.raises(BookingRefused, match="이미 입장"):
        walkins.send_deputy(
            registration_id=guest.pk,
            deputy=ApplicantFactory(),
            consent_answers=CONSENTS,
            reason="x",
            by_id=user.pk,
            at=NOON,
        )

    assert Registration.objects.get().state == RegistrationState.CONFIRMED


@pytest.mark.parametrize(
    "token",
    ["", "x", "a:b:c", signing.dumps({"event": 1, "by": 1, "device": ""})],
    ids=["empty", "no token", "of three parts", "of another salt"],
)
def test_token_of_ones_own_making_opens_nothing(token):
    assert walkins.opened_by(token) is None


@pytest.mark.django_db(transaction=True)
def test_two_desks_racing_for_the_last_seat_give_it_once(user):
    event = EventFactory(capacity=1)

    states = race(lambda _number: str(register(event, user).state), racers=2)

    assert sorted(states) == ["confirmed", "waitlisted"]


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_at_once_by_impatient_clicks_is_one_registration(user):
    event, walkin_id = EventFactory(), uuid4()
    applicant = ApplicantFactory(email="")

    guests = race(
        lambda _number: register(event, user, walkin_id=walkin_id, applicant=applicant).pk, racers=3
    )

    assert len(set(guests)) == 1
