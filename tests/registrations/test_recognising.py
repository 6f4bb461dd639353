"""Whom an address and a code belong to."""

import pytest

from registrations.recognising import Recognised, recognise
from registrations.states import InvitationState, RegistrationState
from tests.factories.events import EventFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

NEW = Recognised(has_registration=False, has_invitation=False, is_code_taken=False)


def test_address_is_known_however_it_is_written():
    event = EventFactory()
    RegistrationFactory(event=event, email="kim@example.com")
    InvitationFactory(event=event, email="Lee@example.com")

    kim = recognise(event.pk, email="Kim@Example.com", code="3467")
    lee = recognise(event.pk, email="lee@example.com", code="3467")

    assert (kim.has_registration, kim.has_invitation) == (True, False)
    assert (lee.has_registration, lee.has_invitation) == (False, True)


def test_what_is_over_or_elsewhere_does_not_count():
    event, other = EventFactory(), EventFactory()
    RegistrationFactory(event=other, email="kim@example.com")
    InvitationFactory(event=other, email="kim@example.com")
    RegistrationFactory(event=event, email="kim@example.com", state=RegistrationState.CANCELLED)
    InvitationFactory(event=event, email="kim@example.com", state=InvitationState.REVOKED)
    RegistrationFactory(event=event, email="")

    assert recognise(event.pk, email="kim@example.com", code="3467") == NEW
    assert recognise(event.pk, email="", code="3467") == NEW


def test_code_is_taken_at_whichever_event():
    taken = RegistrationFactory(event=EventFactory())

    assert recognise(EventFactory().pk, email="a@example.com", code=taken.code).is_code_taken
