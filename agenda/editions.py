"""What is made from a release once and then handed out: found by the release's number, kept in the cache."""

import hashlib
import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from agenda import published
from agenda.models import Release
from agenda.published import Published
from events import presses
from events.codeversion import code_version
from events.models import Event

logger = logging.getLogger(__name__)

LIFETIME = 30 * 24 * 3600  # seconds; a release makes a new key, so this only bounds what lies about
FAILURE_SECONDS = 60  # after which a file that could not be made is tried again


class MakingFailed(Exception):
    """The file cannot be made now; asking again is of use after FAILURE_SECONDS."""


@dataclass(frozen=True)
class Newest:
    """Which release is out, and how the event stands."""

    number: int
    state: str


def newest(slug: str) -> Newest | None:
    """The event's latest release, by one query; None before the first, and before the event is announced."""
    columns = ("number", "event__state", "event__was_announced")
    found = (
        Release.objects.filter(event__slug=slug, event__rehearsal_of=None)
        .order_by("-number")
        .values_list(*columns)
        .first()
    )
    if found is None or not Event(state=found[1], was_announced=found[2]).shows_its_date:
        return None
    return Newest(found[0], found[1])


def read(slug: str, newest: Newest) -> Published:
    """That release, by one query.

    :raises Release.DoesNotExist: there is none
    """
    return published.read(Release.objects.get(event__slug=slug, number=newest.number), state=newest.state)


def version(slug: str, newest: Newest, *, form: str, language: str) -> str:
    """A short digest that differs whenever the form made of the release would."""
    parts = (slug, newest.number, newest.state, form, language, code_version())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def find(key: str) -> bytes | None:
    """What was kept under the version; None where nothing was, or no cache server answers."""
    try:
        content = cache.get(f"edition:{key}")
    except RedisError:
        logger.warning("The cache does not answer; what it may hold is made anew")
        return None
    return content if content is None else bytes(content)


def keep(key: str, content: bytes, *, seconds: int = LIFETIME) -> None:
    try:
        cache.set(f"edition:{key}", content, timeout=seconds)
    except RedisError:
        logger.warning("The cache does not answer; nothing is kept")


def made_once(key: str, make: Callable[[], bytes]) -> bytes:
    """What was kept under the version, else what ``make`` makes, kept from now on."""
    content = find(key)
    if content is None:
        content = make()
        keep(key, content)
    return content


def file_once(key: str, make: Callable[[], bytes], *, is_printed: bool = False) -> bytes:
    """The same for a file that readers take away. A printed one is set by one web process of all, one at a time.

    :raises presses.PressBusy: another paper takes too long
    :raises MakingFailed: it cannot be made, or could not within the last FAILURE_SECONDS
    """
    content = find(key)
    if content is not None:
        return content
    _refuse_what_failed(key)
    with presses.alone() if is_printed else nullcontext():
        _refuse_what_failed(key)  # another reader may have tried in the meantime, or have had it made
        try:
            return made_once(key, make)
        except Exception as error:
            # Whatever the reason, a hundred readers must not find it out one after the other.
            logger.exception("What was to be kept as %s cannot be made", key)
            _remember_failure(key)
            raise MakingFailed from error


def _refuse_what_failed(key: str) -> None:
    if find(f"{key}-failed") is not None:
        raise MakingFailed


def _remember_failure(key: str) -> None:
    keep(f"{key}-failed", b"-", seconds=FAILURE_SECONDS)
