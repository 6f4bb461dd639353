"""What is made from a release once and then handed out: found by the release's number, kept in the cache."""

import hashlib
import logging
from collections.abc import Callable

from django.core.cache import cache
from redis.exceptions import RedisError

from agenda import published
from agenda.models import Release
from agenda.published import Published
from events import presses
from events.codeversion import code_version

logger = logging.getLogger(__name__)

LIFETIME = 30 * 24 * 3600  # seconds; a release makes a new key, so this only bounds what lies about


def newest(slug: str) -> int | None:
    """The number of the event's latest release, by one query; None before the first."""
    numbers = Release.objects.filter(event__slug=slug).order_by("-number").values_list("number", flat=True)
    return numbers.first()


def read(slug: str, number: int) -> Published:
    """The release of that number, by one query.

    :raises Release.DoesNotExist: there is none
    """
    return published.read(Release.objects.get(event__slug=slug, number=number))


def version(slug: str, number: int, *, form: str, language: str) -> str:
    """A short digest that differs whenever the form made of the release would."""
    parts = (slug, number, form, language, code_version())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def find(key: str) -> bytes | None:
    """What was kept under the version; None where nothing was, or no cache server answers."""
    try:
        content = cache.get(f"edition:{key}")
    except RedisError:
        logger.warning("The cache does not answer; what it may hold is made anew")
        return None
    return content if content is None else bytes(content)


def keep(key: str, content: bytes) -> None:
    try:
        cache.set(f"edition:{key}", content, timeout=LIFETIME)
    except RedisError:
        logger.warning("The cache does not answer; nothing is kept")


def made_once(key: str, make: Callable[[], bytes]) -> bytes:
    """What was kept under the version, else what ``make`` makes, kept from now on."""
    content = find(key)
    if content is None:
        content = make()
        keep(key, content)
    return content


def printed_once(key: str, make: Callable[[], bytes]) -> bytes:
    """The same for a paper: of all web processes one sets it, and one paper at a time.

    :raises presses.PressBusy: another paper takes too long
    """
    content = find(key)
    if content is None:
        with presses.alone():
            content = made_once(key, make)  # another reader may have had it set in the meantime
    return content
