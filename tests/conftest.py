"""Fixtures for every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _quick_and_clean(settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Cheap password hashes, tasks in this process, files in a temporary folder, an empty cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    yield
    cache.clear()
