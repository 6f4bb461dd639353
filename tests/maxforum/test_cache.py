"""A cache server that is down costs speed, never a page."""

import pytest
from django.core.cache import cache, caches
from django.test import override_settings
from django.urls import reverse

from tests.factories.events import UserFactory
from tests.smtp import free_port


@pytest.fixture
def dead_server(settings):
    """The settings' cache, at a server that is not there."""
    nowhere = f"redis://127.0.0.1:{free_port()}/0"
    with override_settings(CACHES={"default": {**settings.CACHES["default"], "LOCATION": nowhere}}):
        yield


def test_values_are_kept_while_the_server_answers():
    cache.set("word", "말", timeout=60)

    assert (cache.get("word"), cache.get("none", "other"), cache.add("word", "x")) == ("말", "other", False)
    assert (cache.delete("word"), cache.get("word")) == (True, None)


@pytest.mark.usefixtures("dead_server")
def test_dead_server_is_an_empty_cache():
    cache.set("word", "말")

    assert (cache.get("word"), cache.get("word", "other")) == (None, "other")
    assert (cache.add("word", "x"), cache.delete("word")) == (True, False)


@pytest.mark.usefixtures("dead_server")
def test_dead_server_is_asked_once_in_a_while_and_logged_once(caplog):
    for _time in range(3):
        cache.get("word")

    assert [record.name for record in caplog.records] == ["maxforum.cache"]
    assert caches["default"]._down_until > 0


@pytest.mark.django_db
@pytest.mark.usefixtures("dead_server")
def test_staff_sign_in_without_a_cache_server(client):
    user = UserFactory()

    refused = client.post(reverse("account_login"), {"login": user.email, "password": "wrong"})
    response = client.post(
        reverse("account_login"), {"login": user.email, "password": "correct horse battery"}
    )

    assert (refused.status_code, response.status_code) == (200, 302)
    assert client.session["_auth_user_id"] == str(user.pk)
