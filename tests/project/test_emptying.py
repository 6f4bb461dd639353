"""The test database after a test that commits."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from agenda import releasing
from agenda.models import Release
from registrations import booking
from registrations.models import Move
from tests import emptying
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_but_what_is_the_same_in_each_test():
    event = EventFactory()
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    booking.register(
        event_id=event.pk, applicant=ApplicantFactory(), consent_answers=CONSENTS, language="ko", at=NOON
    )
    kept = (ContentType.objects.count(), Permission.objects.count())
    assert Release.objects.exists()
    assert Move.objects.exists()  # both refuse a deletion

    emptying.empty()

    filled = {model for model in apps.get_models() if model._base_manager.exists()}
    assert filled == {ContentType, Permission}
    assert (ContentType.objects.count(), Permission.objects.count()) == kept
