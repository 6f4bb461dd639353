"""Real processes on the test's own database: Celery workers, beat, and pieces of code."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection

from maxforum import embedded, priority, supervisor
from tests.environment import BROKER_NUMBER, redis_database


def environment(**more: object) -> dict[str, str]:
    """The settings of a process beside the test, on the same database and with a broker of its own."""
    return {
        **os.environ,
        "DATABASE_URL": urlsplit(settings.DATABASE_URL)
        ._replace(path=f"/{connection.settings_dict['NAME']}")
        .geturl(),
        "REDIS_URL": broker_url(),
        "CELERY_TASK_ALWAYS_EAGER": "0",
        "SECRET_KEY": settings.SECRET_KEY,
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "maxforum.settings",
        **{name: str(value) for name, value in more.items()},
    }


def broker_url() -> str:
    return redis_database(settings.REDIS_URL, BROKER_NUMBER)


def empty_broker() -> None:
    """FLUSHALL, if the server is ours; on a server that others may use, only the database of these tests."""
    with redis.Redis.from_url(broker_url()) as client:
        if os.environ.get("REDIS_URL"):
            client.flushdb()
        else:
            client.flushall()


def run_code(code: str, *arguments: object, env: dict[str, str]) -> "subprocess.Popen[str]":
    """Start a piece of code in a process of its own, with Django set up."""
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys, django; django.setup()\n{code}", *map(str, arguments)],
        cwd=embedded.BASE_DIR,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def celery(
    role: str, *options: str, env: dict[str, str], nice: int = 0
) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker or beat for as long as the block runs; killed at its end, with all its children."""
    quiet = ["-m", "celery", "--quiet", "-A", "maxforum.celery", role, "--loglevel", "WARNING"]
    with _running([sys.executable, *quiet, *options], env=env) as process:
        if nice:
            priority.lower(process.pid, nice=nice)
        yield process


@contextmanager
def web(port: int, *, env: dict[str, str], processes: int = 1) -> Iterator["subprocess.Popen[bytes]"]:
    """The site on a loopback port, started as ``make run`` does it, answering for as long as the block runs."""
    with _running(supervisor.web(port=port, workers=processes).command, env=env) as process:
        assert wait_until(lambda: _listens(port), seconds=30), "the site does not answer"
        yield process


@contextmanager
def _running(command: Sequence[str], *, env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        command,
        cwd=embedded.BASE_DIR,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kill(process: "subprocess.Popen[bytes]") -> None:
    """SIGKILL for the process and everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(condition, *, seconds: float) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def read_lines(process: "subprocess.Popen[str]") -> Sequence[str]:
    """What a piece of code printed, once it has ended well."""
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return output.split("\n")[:-1]
