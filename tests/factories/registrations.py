"""Real rows without surprises, for the guests."""

import factory

from events import codes
from registrations import links
from registrations.booking import Applicant
from registrations.models import Registration
from registrations.states import Category, RegistrationState
from tests.factories.events import NOON, EventFactory

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
    registered_at = NOON
    changed_at = NOON
