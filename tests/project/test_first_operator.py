"""From an empty production database to the first event with its people, as docs/operations.md says it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from events import access
from events.models import Event, EventRole, User

OPERATOR = {
    "DJANGO_SUPERUSER_EMAIL": "Operator@Example.com",
    "DJANGO_SUPERUSER_NAME": "운영자",
    "DJANGO_SUPERUSER_PASSWORD": "correct horse battery",
}
EVENT = {
    "name": "제1회 M.AX 컨퍼런스",
    "slug": "max-1",
    "capacity": 100,
    "starts_at_0": "2027-05-20",
    "starts_at_1": "14:00",
    "ends_at_0": "2027-05-20",
    "ends_at_1": "16:00",
    "series_entries-TOTAL_FORMS": 0,
    "series_entries-INITIAL_FORMS": 0,
    "contacts-TOTAL_FORMS": 0,
    "contacts-INITIAL_FORMS": 0,
    "seat_rules-TOTAL_FORMS": 0,
    "seat_rules-INITIAL_FORMS": 0,
    "category_terms-TOTAL_FORMS": 0,
    "category_terms-INITIAL_FORMS": 0,
    "availabilities-TOTAL_FORMS": 0,
    "availabilities-INITIAL_FORMS": 0,
    "role_grants-TOTAL_FORMS": 0,
    "role_grants-INITIAL_FORMS": 0,
}
PERSON = {
    "email": "desk@example.com",
    "name": "데스크",
    "password1": "another long one",
    "password2": "another long one",
}


@pytest.mark.django_db
def test_operator_of_an_empty_installation_makes_event_account_and_role(client, monkeypatch):
    for name, value in OPERATOR.items():
        monkeypatch.setenv(name, value)
    call_command("createsuperuser", interactive=False, stdout=StringIO())

    client.post(
        reverse("account_login"), {"login": "operator@example.com", "password": "correct horse battery"}
    )
    assert client.get(reverse("staff-start")).url == reverse("admin:index")
    client.post(reverse("admin:events_event_add"), EVENT)
    client.post(reverse("admin:events_user_add"), PERSON)
    event = Event.objects.get(slug="max-1")
    grant = {"event": event.pk, "email": "desk@example.com", "role": EventRole.DESK}
    client.post(reverse("admin:events_rolegrant_add"), grant)

    person = User.objects.get(email="desk@example.com")
    assert list(Event.objects.for_desk(person)) == [event]
    assert access.has_any_role(person, EventRole.ORGANIZER) is False
    assert User.objects.get(is_superuser=True).name == "운영자"
