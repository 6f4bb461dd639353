"""Real rows without surprises, for the guests."""

from uuid import uuid4

import factory

from events import codes
from registrations import links
from registrations.booking import Applicant
from registrations.models import CheckIn, CheckInOutcome, Invitation, Registration
from registrations.states import Category, InvitationState, RegistrationState
from tests.factories.events import NOON, START, EventFactory, UserFactory

CONSENTS = {"privacy": True, "age": True}


class ApplicantFactory(factory.Factory):
    class Meta:
        model = Applicant

    name = "홍길동"
    organization = "한국기계"
    phone = "+821012345678"
    email = factory.Sequence(lambda n: f"guest{n}@example.com")
    category = Category.COMPANY
    title = "과장"


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed guest."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    code = factory.LazyFunction(codes.new_code)
    token_hash = factory.LazyAttribute(lambda registration: links.token_hash(registration.code))
    name = "홍길동"
    organization = "한국기계"
    title = "과장"
    phone = "+821012345678"
    email = factory.Sequence(lambda n: f"guest{n}@example.com")
    category = Category.COMPANY
    state = RegistrationState.CONFIRMED
    offer_ends_at = factory.LazyAttribute(
        lambda registration: START if registration.state == RegistrationState.OFFERED else None
    )
    registered_at = NOON
    changed_at = NOON


class InvitationFactory(factory.django.DjangoModelFactory):
    """A person's invitation that was mailed and has no answer yet."""

    class Meta:
        model = Invitation

    event = factory.SubFactory(EventFactory)
    code = factory.LazyFunction(codes.new_code)
    token_hash = factory.LazyAttribute(lambda invitation: links.invitation_token_hash(invitation.code))
    name = "김초청"
    organization = "한국기계"
    title = "부장"
    email = factory.Sequence(lambda n: f"invited{n}@example.com")
    phone = "+821087654321"
    category = Category.VIP
    state = InvitationState.SENT
    created_at = NOON
    changed_at = NOON


class ScanFactory(factory.django.DjangoModelFactory):
    """A scan at the guest's own event that let them in, without the row of presence that a desk makes with it."""

    class Meta:
        model = CheckIn

    registration = factory.SubFactory(RegistrationFactory)
    event = factory.SelfAttribute("registration.event")
    scan_id = factory.LazyFunction(uuid4)
    outcome = CheckInOutcome.ENTERED
    at = NOON
    received_at = factory.SelfAttribute("at")
    by = factory.SubFactory(UserFactory)
