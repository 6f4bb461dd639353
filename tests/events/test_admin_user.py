import pytest
from django.urls import reverse

from events.models import User
from tests.factories.events import UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def operator(db, client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def _add(client, **changes):
    fields = {"email": "new@example.com", "name": "김새내", "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("admin:events_user_add"), {**fields, **changes})


def test_account_made_by_an_operator_can_sign_in(client, operator):
    _add(client)

    user = User.objects.get(email="new@example.com")
    assert (user.name, user.is_staff, user.is_superuser) == ("김새내", False, False)
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "changes", [{"password1": "123", "password2": "123"}, {"password2": "other"}, {"email": "x"}]
)
def test_account_that_cannot_be_made_is_refused(client, operator, changes):
    response = _add(client, **changes)

    assert response.status_code == 200
    assert list(User.objects.all()) == [operator]


def test_password_is_changed_by_an_operator(client, operator):
    user = UserFactory()
    url = reverse("admin:auth_user_password_change", args=[user.pk])

    client.post(
        url, {"password1": "a new one, long", "password2": "a new one, long", "usable_password": "true"}
    )

    user.refresh_from_db()
    assert user.check_password("a new one, long")


def test_account_is_closed_by_an_operator(client, operator):
    user = UserFactory(email="old@example.com", name="이나감")

    client.post(reverse("admin:events_user_change", args=[user.pk]), {"email": user.email, "name": user.name})

    user.refresh_from_db()
    assert user.is_active is False
