"""The tests empty their own databases of a Redis server and no other."""

import os
import subprocess
import sys

import pytest
import redis

from maxforum import embedded
from tests import environment, workers


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("redis://:secret@cache.example:6379/0", "redis://:secret@cache.example:6379/14"),
        ("rediss://cache.example", "rediss://cache.example/14"),
        ("unix:///run/valkey.sock?db=3", "unix:///run/valkey.sock?db=14"),
    ],
)
def test_database_of_the_tests_is_on_the_same_server(url, other):
    assert environment.redis_database(url, 14) == other


def test_cache_that_tests_empty_is_not_the_one_that_the_environment_names(settings):
    """A second test run, told to use this one's server."""
    named = environment.redis_database(settings.REDIS_URL, 9)
    with redis.Redis.from_url(named) as client:
        client.set("somebody's", "data")
        try:
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-q",
                    "tests/maxforum/test_cache.py",
                    "-k",
                    "values_are_kept",
                ],
                cwd=embedded.BASE_DIR,
                env={**os.environ, "REDIS_URL": named, "DATABASE_URL": settings.DATABASE_URL},
                capture_output=True,
                text=True,
            )

            assert "1 passed" in done.stdout, done.stdout
            assert client.get("somebody's") == b"data"
        finally:
            client.delete("somebody's")


def test_broker_of_the_workers_is_another_one_than_the_cache(settings):
    assert workers.broker_url() != settings.REDIS_URL
    assert workers.broker_url().endswith(str(environment.BROKER_NUMBER))
