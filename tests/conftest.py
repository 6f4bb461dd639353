"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import translation

from events.models import Event, User
from tests import emptying
from tests.factories.admin import desk_user, organizer_of


@pytest.fixture(autouse=True)
def _quick_and_clean(settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cheap password hashes, files in a temporary folder, Korean, an empty cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    translation.activate(settings.LANGUAGE_CODE)  # a page below /en/ leaves English behind in this thread
    yield
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The test database, emptied in the quick way wherever its account may."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            if emptying.is_able():
                patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: emptying.empty())
        yield


@pytest.fixture
def organizer(client: Client, event: Event) -> User:
    """Whoever organizes the test's own ``event``, signed in with ``client``."""
    user = organizer_of(event)
    client.force_login(user)
    return user


@pytest.fixture
def desk(client: Client, event: Event) -> Client:
    """The ``client`` of somebody who runs the desk of the test's own ``event``."""
    client.force_login(desk_user(event))
    return client
