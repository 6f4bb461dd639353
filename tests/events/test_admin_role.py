import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from events.models import EventRole, RoleGrant
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, UserFactory


@pytest.fixture
def event(db):
    return EventFactory()


def _add(client, event, email):
    fields = {"event": event.pk, "email": email, "role": EventRole.ORGANIZER}
    return client.post(reverse("admin:events_rolegrant_add"), fields)


def test_role_is_given_by_address_and_lets_the_person_in(client, event, organizer):
    person = UserFactory(email="new@example.com")

    response = _add(client, event, "NEW@example.com")

    person.refresh_from_db()
    assert response.status_code == 302
    assert (person.is_staff, person.role_grants.get().granted_by) == (True, organizer)


def test_role_given_twice_is_one(client, event, organizer):
    person = UserFactory(email="new@example.com")

    for _time in range(2):
        _add(client, event, "new@example.com")

    assert person.role_grants.count() == 1


def test_address_without_an_account_is_refused(client, event, organizer):
    response = _add(client, event, "nobody@example.com")

    assert response.context["adminform"].form.errors["email"] == [
        "이 이메일의 담당자 계정이 없습니다. 운영자에게 계정을 요청해 주세요."
    ]
    assert RoleGrant.objects.count() == 1


def test_role_at_the_event_of_another_cannot_be_given(client, organizer):
    other = EventFactory()
    UserFactory(email="new@example.com")

    response = _add(client, other, "new@example.com")

    assert list(response.context["adminform"].form.errors) == ["event"]
    assert not other.role_grants.exists()


def test_role_is_taken_back_and_stays_on_record(client, event, organizer):
    grant = organizer_of(event).role_grants.get()

    client.post(
        reverse("admin:events_rolegrant_changelist"),
        {"action": "revoke_selected", "_selected_action": [grant.pk]},
    )

    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert RoleGrant.objects.count() == 2


def test_last_organizers_role_is_kept_and_a_sentence_says_why(client, event, organizer):
    grants = [grant.pk for grant in (organizer.role_grants.get(), organizer_of(event).role_grants.get())]

    response = client.post(
        reverse("admin:events_rolegrant_changelist"),
        {"action": "revoke_selected", "_selected_action": grants},
    )

    told = [str(message) for message in get_messages(response.wsgi_request)]
    kept = RoleGrant.objects.get(revoked_at__isnull=True)
    assert kept.pk == grants[1]
    assert told == [
        f"{kept.user}: 행사의 마지막 주최 담당자입니다. 다른 담당자에게 역할을 준 다음에 회수해 주세요.",
        "역할 1건을 회수했습니다.",
    ]


def test_role_at_the_event_of_another_cannot_be_taken_back(client, organizer):
    grant = organizer_of(EventFactory()).role_grants.get()

    client.post(
        reverse("admin:events_rolegrant_changelist"),
        {"action": "revoke_selected", "_selected_action": [grant.pk]},
    )

    grant.refresh_from_db()
    assert grant.revoked_at is None
