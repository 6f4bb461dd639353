"""The press sets a paper once, and one paper at a time, whoever asks."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from agenda import editions


def race(keys: list[str]) -> tuple[list[str], int]:
    """The papers that were set while everybody asked at once, and the most that were on the press together."""
    start = threading.Barrier(len(keys))
    on_press: list[str] = []
    done: list[str] = []
    most = 0

    def make(key: str) -> bytes:
        nonlocal most
        on_press.append(key)
        most = max(most, len(on_press))
        time.sleep(0.1)
        on_press.remove(key)
        done.append(key)
        return key.encode()

    def ask(key: str) -> bytes:
        try:
            start.wait(timeout=5)
            return editions.printed_once(key, lambda: make(key))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(keys)) as pool:
        assert list(pool.map(ask, keys)) == [key.encode() for key in keys]
    return sorted(done), most


@pytest.mark.django_db(transaction=True)
def test_readers_of_one_paper_have_it_set_once():
    assert race(["a"] * 4) == (["a"], 1)


@pytest.mark.django_db(transaction=True)
def test_readers_of_several_papers_use_one_press():
    assert race(["a", "b", "c"]) == (["a", "b", "c"], 1)
