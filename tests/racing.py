"""Several threads doing one thing at the same moment, each on a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

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
