"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import translation

from tests import emptying


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
