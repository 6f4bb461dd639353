"""Sessions to choose from, with a capacity of their own."""

import pytest

from agenda import releasing
from agenda.models import Session
from registrations import booking, sessions
from registrations.extras import Extras
from registrations.models import Registration, SessionChoice
from registrations.states import RegistrationState, Way
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.questions import offer_sessions
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def change(guest, *offers):
    wanted = frozenset(offer.session_id for offer in offers)
    booking.change(
        registration_id=guest.pk, applicant=ApplicantFactory(), at=NOON, extras=Extras(sessions=wanted)
    )


def held(guest):
    return sessions.held(guest.pk)


def test_guest_chooses_at_registration(event):
    first, _second = offer_sessions(event, 1, None)

    guest = booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
        extras=Extras(sessions=frozenset([first.session_id])),
    )

    assert held(guest) == {first.session_id}
    assert SessionChoice.objects.get().title == "발제1. 분과1"


def test_offers_stand_in_the_order_of_the_day_with_how_many_are_left(event):
    first, second = offer_sessions(event, 2, None, apart=40)
    change(RegistrationFactory(event=event), first)

    offered = sessions.offered(event.pk)

    assert [(one.offer_id, one.taken, one.free, one.is_full) for one in offered] == [
        (first.pk, 1, 1, False),
        (second.pk, 0, None, False),
    ]
    assert offered[0].when_and_where("ko").startswith("14:00~14:30 (30') · ")


def test_session_that_is_full_is_refused_and_nothing_is_written(event):
    (offer,) = offer_sessions(event, 1)
    change(RegistrationFactory(event=event), offer)

    with pytest.raises(sessions.ChoiceRefused, match=r"「발제1\. 분과1」은\(는\) 마감되었습니다"):
        booking.register(
            event_id=event.pk,
            applicant=ApplicantFactory(email="late@example.com"),
            consent_answers=CONSENTS,
            language="ko",
            at=NOON,
            extras=Extras(sessions=frozenset([offer.session_id])),
        )

    assert (Registration.objects.count(), SessionChoice.objects.count()) == (1, 1)


def test_place_stays_with_who_has_it_however_full_the_session_is(event):
    (offer,) = offer_sessions(event, 1)
    guest = RegistrationFactory(event=event)
    change(guest, offer)
    offer.capacity = 0
    offer.save()

    change(guest, offer)

    assert held(guest) == {offer.session_id}
    assert SessionChoice.objects.count() == 1


def test_sessions_at_the_same_time_exclude_each_other(event):
    first, second = offer_sessions(event, None, None)
    guest = RegistrationFactory(event=event)

    with pytest.raises(sessions.ChoiceRefused, match="시간이 겹칩니다"):
        change(guest, first, second)

    assert held(guest) == set()


def test_sessions_that_follow_each_other_go_together(event):
    offers = offer_sessions(event, None, None, apart=30)
    guest = RegistrationFactory(event=event)

    change(guest, *offers)

    assert held(guest) == {offer.session_id for offer in offers}


def test_place_that_is_given_back_is_free_again_and_the_ledger_keeps_both(event):
    first, second = offer_sessions(event, 1, 1)
    guest, other = RegistrationFactory(event=event), RegistrationFactory(event=event)
    change(guest, first)
    change(guest, second)
    change(other, first)

    assert (held(guest), held(other)) == ({second.session_id}, {first.session_id})
    kept = SessionChoice.objects.filter(registration=guest).order_by("pk")
    assert list(kept.values_list("offer", "cancelled_at")) == [(first.pk, NOON), (second.pk, None)]


def test_place_of_who_cancels_is_free_again(event):
    (offer,) = offer_sessions(event, 1)
    guest = RegistrationFactory(event=event)
    change(guest, offer)
    booking.cancel(registration_id=guest.pk, way=Way.LINK, at=NOON)
    other = RegistrationFactory(event=event)

    change(other, offer)

    assert held(other) == {offer.session_id}


def test_who_waits_keeps_the_place_that_they_chose(event):
    (offer,) = offer_sessions(event, 1)
    change(RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1), offer)

    assert sessions.offered(event.pk)[0].is_full


def test_what_is_not_released_cannot_be_chosen(event):
    released, gone = offer_sessions(event, None, None)
    draft = SessionFactory(event=event, room=None, starts_at=event.starts_at)
    event.session_offers.create(session=draft)
    Session.objects.filter(pk=gone.session_id).delete()
    guest = RegistrationFactory(event=event)

    # The draft has lost one and won one; guests go by the release.
    assert [one.offer_id for one in sessions.offered(event.pk)] == [released.pk, gone.pk]
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    with pytest.raises(sessions.ChoiceRefused, match="더 이상 프로그램에 없습니다"):
        change(guest, gone)

    assert len(sessions.offered(event.pk)) == 2
    assert held(guest) == set()


def test_session_of_another_event_is_refused(event):
    offer_sessions(event, None)
    (foreign,) = offer_sessions(EventFactory(), None)

    with pytest.raises(sessions.ChoiceRefused):
        change(RegistrationFactory(event=event), foreign)


def test_change_that_says_nothing_of_sessions_leaves_them(event):
    (offer,) = offer_sessions(event, 1)
    guest = RegistrationFactory(event=event)
    change(guest, offer)

    booking.change(registration_id=guest.pk, applicant=ApplicantFactory(), at=NOON)

    assert held(guest) == {offer.session_id}


@pytest.mark.parametrize("count", [1, 3])
def test_offers_cost_the_same_queries_however_many_chose(event, count, django_assert_num_queries):
    (offer,) = offer_sessions(event, None)
    for guest in RegistrationFactory.create_batch(count, event=event):
        change(guest, offer)

    with django_assert_num_queries(2):
        assert sessions.offered(event.pk)[0].taken == count
