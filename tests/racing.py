"""Several threads on one thing at the same moment, each on a database connection of its own."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

from django.db import connection, transaction

Result = TypeVar("Result")


def race(step: Callable[[int], Result], *, racers: int) -> list[Result]:
    """What ``step(0)``, ``step(1)``, … gave, started together."""
    start = Barrier(racers)

    def run(number: int) -> Result:
        try:
            start.wait(timeout=10)
            return step(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(racers) as pool:
        return list(pool.map(run, range(racers)))


@contextmanager
def overtaken(step: Callable[[], Result]) -> Iterator["Future[Result]"]:
    """What stands in the block is not committed until ``step``, begun after it, waits for one of its locks."""

    def run() -> Result:
        try:
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            future: Future[Result] = Future()
            yield future
            running = pool.submit(run)
            wait_until_somebody_waits(running)
        future.set_result(running.result(timeout=10))


def wait_until_somebody_waits(running: "Future[Result]") -> None:
    """Until a lock is waited for, or the step has ended without waiting."""
    deadline = time.monotonic() + 10
    while not running.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        if time.monotonic() > deadline:
            raise TimeoutError("nobody waits for a lock, and the step does not end")
        time.sleep(0.02)
