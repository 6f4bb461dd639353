"""A file that cannot be written to its end leaves nothing, whoever asked for it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

ROOM = 1_000_000  # bytes
TOO_MUCH = b"x" * (ROOM + 1)


@contextmanager
def little_room() -> Iterator[None]:
    """Files end at ``ROOM`` within the block, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def files() -> list[Path]:
    return [path for path in Path(default_storage.location).rglob("*") if path.is_file()]


def test_file_that_does_not_fit_leaves_nothing_and_the_one_of_its_name_alone():
    default_storage.save("papers/badges.pdf", ContentFile(b"older"))

    with little_room(), pytest.raises(OSError, match="too large"):
        default_storage.save("papers/badges.pdf", ContentFile(TOO_MUCH))

    assert [path.read_bytes() for path in files()] == [b"older"]


def test_file_is_kept_whole_for_the_sites_account_alone():
    content = bytes(range(256)) * 1000

    name = default_storage.save("papers/badges.pdf", ContentFile(content))
    other = default_storage.save("papers/badges.pdf", ContentFile(b"other"))

    path = Path(default_storage.path(name))
    assert path.read_bytes() == content
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (other == name, Path(default_storage.path(other)).read_bytes()) == (False, b"other")
