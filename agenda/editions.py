"""What is made from a release once and then handed out: found by the release's number, kept in the cache."""

import hashlib
import logging
from collections.abc import Callable
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


@dataclass(frozen=True)
class Newest:
    """Which release is out, and how the event stands."""

    number: int
    state: str


def newest(slug: str) -> Newest | None:
    """The event's latest release, by one query; None before the first, and before the event is announced."""
    columns = ("number", "event__state", "event__was_announced")
    found = Release.objects.filter(event__slug=slug).order_by("-number").values_list(*columns).first()
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
