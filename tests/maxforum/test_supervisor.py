"""The supervisor over small programs: what it forgives, and what it gives up on."""

import os
import signal
import sys
import threading

import pytest

from maxforum import embedded, supervisor
from tests.smtp import free_port
from tests.workers import wait_until


@pytest.fixture(autouse=True)
def _own_signals():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def supervise(monkeypatch, tmp_path):
    """Runs a web server and one more program; gives the exit code and what was said."""
    monkeypatch.setattr(supervisor, "RESTART_PAUSE", 0.05)
    monkeypatch.setattr(supervisor, "REVIVE_PAUSE", 0.2)

    def run(code: str, *, revive=lambda: None, until=None):
        port, said = free_port(), []
        over = threading.Event()

        def stop_in_time() -> None:
            wait_until(lambda: over.is_set() or (until is not None and until(said)), seconds=20)
            if not over.is_set():
                os.kill(os.getpid(), signal.SIGTERM)

        watcher = threading.Thread(target=stop_in_time)
        watcher.start()
        web = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]
        try:
            result = supervisor.Supervisor(
                programs=[
                    supervisor.Program("web", web),
                    supervisor.Program("small", [sys.executable, "-c", code]),
                ],
                environment=os.environ,
                workplace=tmp_path,
                folder=tmp_path,
                say=said.append,
                address=f"http://127.0.0.1:{port}/",
                when_up=(tmp_path / "up").touch,
                revive=revive,
            ).run()
        finally:
            over.set()
            watcher.join()
        return result, said

    return run


# It waits for the web server's first answer: what ends before that is given up on at once.
ENDS_SOON = """
import pathlib, time
while not pathlib.Path("up").exists():
    time.sleep(0.05)
time.sleep(0.5)
raise SystemExit(3)
"""


def _ends(said) -> int:
    return said.count("run   | small ended with code 3")


@pytest.mark.processes
def test_program_that_ends_again_and_again_is_given_up(supervise, monkeypatch):
    monkeypatch.setattr(supervisor, "MOST_RESTARTS", 1)

    code, said = supervise(ENDS_SOON)

    assert (code, _ends(said)) == (1, 2)


@pytest.mark.processes
def test_restarts_are_forgotten_after_a_good_time(supervise, monkeypatch):
    monkeypatch.setattr(supervisor, "MOST_RESTARTS", 1)
    monkeypatch.setattr(supervisor, "GOOD_TIME", 0.2)

    code, said = supervise(ENDS_SOON, until=lambda said: _ends(said) >= 4)

    assert (code, _ends(said) >= 4) == (0, True)


@pytest.mark.processes
def test_server_that_cannot_be_revived_is_said_and_tried_again(supervise):
    attempts = []

    def revive() -> None:
        attempts.append(len(attempts))
        if len(attempts) < 3:
            raise embedded.ServicesUnavailable("PostgreSQL does not start: the disk is full")

    code, said = supervise(
        "import time; time.sleep(60)", revive=revive, until=lambda _said: len(attempts) >= 4
    )

    told = "run   | PostgreSQL does not start: the disk is full\nTrying again in 0 seconds."
    assert (code, said.count(told)) == (0, 2)
