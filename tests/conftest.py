"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _quick_and_clean(settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cheap password hashes, files in a temporary folder, Korean, an empty cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    translation.activate(settings.LANGUAGE_CODE)  # a page below /en/ leaves English behind in this thread
    yield
    cache.clear()
