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
            return editions.file_once(key, lambda: make(key), is_printed=True)
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


@pytest.mark.django_db(transaction=True)
def test_paper_that_cannot_be_set_is_tried_once_for_all_readers():
    start = threading.Barrier(4)
    tries: list[str] = []

    def make() -> bytes:
        tries.append("a")
        time.sleep(0.1)
        raise OSError

    def ask(_number: int) -> bool:
        try:
            start.wait(timeout=5)
            editions.file_once("a", make, is_printed=True)
        except editions.MakingFailed:
            return True
        finally:
            connection.close()
        return False

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [True] * 4
    assert tries == ["a"]
