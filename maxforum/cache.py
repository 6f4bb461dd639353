"""The cache, whose loss costs speed and rate limits but no page."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0  # seconds without asking a server that did not answer: each attempt may cost its timeout


class ForgivingRedisCache(RedisCache):
    """A server that is down is an empty cache that keeps nothing; rate limits then let everybody pass."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._down_until = float("-inf")

    def add(self, *args: Any, **kwargs: Any) -> bool:
        # True: allauth takes this for a lock, and would wait for a second and refuse without one.
        return bool(self._asked(super().add, *args, otherwise=True, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._asked(super().get, key, default, version, otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._asked(super().set, *args, otherwise=None, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._asked(super().delete, *args, otherwise=False, **kwargs))

    def _asked(self, ask: Callable[..., Any], *args: Any, otherwise: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._down_until:
            return otherwise
        try:
            return ask(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._down_until = time.monotonic() + PAUSE
            logger.warning("The cache does not answer, going on without it: %s", error)
            return otherwise
