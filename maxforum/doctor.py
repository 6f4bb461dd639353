"""What an installation stands on, each as a fact that is good or has a remedy."""

import ctypes
import ctypes.util
import os
import shutil
import smtplib
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import redis
from celery import Celery
from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from kombu.exceptions import KombuError

from events import mailboxes
from maxforum.celery import BEAT_TICK_KEY, app

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRESQL = 15
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")  # what WeasyPrint loads
FONT_FILES = ("PretendardGOV-Regular.ttf", "PretendardGOV-Bold.ttf")
BEAT_MAY_BE_SILENT = 120  # seconds
LEAST_FREE = 500_000_000  # bytes
CONNECT_TIMEOUT = 2.0  # seconds
PING_TIMEOUT = 1.0  # seconds
REMEMBERED = 10.0  # seconds


@dataclass(frozen=True)
class Fact:
    """One thing looked at. ``detail`` and ``remedy`` are for the operator, ``name`` and ``is_good`` for anybody."""

    name: str
    is_good: bool
    detail: str
    remedy: str = ""


def examine() -> list[Fact]:
    """All facts, looked at now."""
    reached = broker()
    # Without a broker nobody can be asked, and asking would take long.
    rung = [worker(), beat()] if reached.is_good else [_unasked("worker"), _unasked("beat")]
    facts = [python(), pango(), fonts(), postgresql(), reached, *rung, mail(), disk()]
    return [*facts, bounces()] if settings.BOUNCE_IMAP_URL else facts


class Watch:
    """The facts for those who ask often: what was seen in the last seconds is not looked at again.

    One looks at a time; who asks meanwhile gets the facts of before, or waits where there are none yet.
    """

    def __init__(self, seconds: float = REMEMBERED, look: Callable[[], list[Fact]] = examine) -> None:
        self._seconds = seconds
        self._look = look
        self._looking = threading.Lock()
        self._seen_at = float("-inf")
        self._facts: list[Fact] = []

    def facts(self) -> list[Fact]:
        if self._is_old() and self._looking.acquire(blocking=not self._facts):
            try:
                if self._is_old():  # nobody else looked while we waited
                    self._facts, self._seen_at = self._look(), time.monotonic()
            finally:
                self._looking.release()
        return self._facts

    def _is_old(self) -> bool:
        return time.monotonic() - self._seen_at > self._seconds


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Fact:
    return Fact(
        "python",
        version >= OLDEST_PYTHON,
        ".".join(map(str, version)),
        f"Install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer, remove .venv and run `make run`.",
    )


def pango(libraries: Sequence[str] = LIBRARIES) -> Fact:
    missing = [name for name in libraries if not _loads(name)]
    return Fact(
        "pango",
        not missing,
        f"missing: {', '.join(missing)}" if missing else "its libraries load",
        "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
        "Fedora: dnf install pango; macOS: brew install pango.",
    )


def fonts(folder: Path | None = None) -> Fact:
    folder = folder or settings.BASE_DIR / "static" / "fonts"
    missing = [name for name in FONT_FILES if not (folder / name).is_file()]
    return Fact(
        "fonts",
        not missing,
        f"missing: {', '.join(missing)}" if missing else "Pretendard GOV, regular and bold",
        f"Bring the files back into {folder}: git checkout static/fonts",
    )


def postgresql(database: BaseDatabaseWrapper = connection, *, oldest: int = OLDEST_POSTGRESQL) -> Fact:
    remedy = f"Start PostgreSQL {oldest} or newer and look at DATABASE_URL; without one, `make run` brings its own."
    try:
        with database.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            number = int(cursor.fetchone()[0])
    except (Error, OSError) as error:
        return _wrong("postgresql", _first_line(error), remedy)
    return Fact("postgresql", number >= oldest * 10_000, f"{number // 10_000}.{number % 10_000}", remedy)


def broker(url: str | None = None) -> Fact:
    remedy = "Start Redis or Valkey and look at REDIS_URL; without one, `make run` brings its own."
    try:
        with redis.Redis.from_url(
            url or settings.REDIS_URL, socket_connect_timeout=CONNECT_TIMEOUT, socket_timeout=CONNECT_TIMEOUT
        ) as client:
            info = client.info("server")
    except (redis.RedisError, OSError) as error:
        return _wrong("broker", _first_line(error), remedy)
    product = "valkey" if "valkey_version" in info else "redis"
    return _good("broker", f"{product.title()} {info[f'{product}_version']}")


def worker(celery: Celery = app) -> Fact:
    remedy = "Start a worker: `make run`, or celery -A maxforum.celery worker"
    try:
        answers = celery.control.ping(timeout=PING_TIMEOUT, limit=1)
    except (KombuError, redis.RedisError, OSError) as error:
        return _wrong("worker", _first_line(error), remedy)
    return Fact("worker", bool(answers), "answers" if answers else "none answers", remedy)


def beat(*, at: float | None = None) -> Fact:
    """``at`` in seconds since 1970."""
    remedy = "Start beat: `make run`, or celery -A maxforum.celery beat"
    ticked_at = cache.get(BEAT_TICK_KEY)
    if ticked_at is None:
        return _wrong("beat", "has never ticked", remedy)
    silent = (time.time() if at is None else at) - ticked_at
    return Fact("beat", silent <= BEAT_MAY_BE_SILENT, f"ticked {silent:.0f} s ago", remedy)


def mail() -> Fact:
    """The mail server takes a connection; without one, the folder of the mail files can be written."""
    if not settings.EMAIL_URL:
        folder = Path(settings.EMAIL_FILE_PATH)
        return Fact(
            "mail",
            _can_be_written(folder),
            f"no mail server; files in {folder}",
            f"Make {folder} writable, or name a mail server in EMAIL_URL.",
        )
    remedy = "Look at EMAIL_URL: server, port, name and password, and whether a firewall is in between."
    server = get_connection(timeout=CONNECT_TIMEOUT)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        return _wrong("mail", _first_line(error), remedy)
    server.close()
    return _good("mail", f"{settings.EMAIL_HOST} answers")


def bounces() -> Fact:
    """The mailbox that bounces come to can be opened."""
    remedy = "Look at BOUNCE_IMAP_URL: server, port, name, password and folder."
    try:
        mailboxes.look()
    except mailboxes.MailboxUnavailable as refusal:
        return _wrong("bounces", _first_line(refusal), remedy)
    return _good("bounces", "the mailbox opens")


def disk(folder: Path | None = None, *, least: int = LEAST_FREE) -> Fact:
    folder = _nearest(folder or settings.VAR_DIR)
    free = shutil.disk_usage(folder).free
    return Fact(
        "disk",
        free > least,
        f"{free / 1e9:.1f} GB free at {folder}",
        f"Free at least {least / 1e6:.0f} MB at {folder}.",
    )


def _good(name: str, detail: str) -> Fact:
    return Fact(name, is_good=True, detail=detail)


def _unasked(name: str) -> Fact:
    return _wrong(name, "cannot be asked", "Mend the broker first.")


def _wrong(name: str, detail: str, remedy: str) -> Fact:
    return Fact(name, is_good=False, detail=detail, remedy=remedy)


def _loads(library: str) -> bool:
    names = [ctypes.util.find_library(library), f"lib{library}.so.0", f"lib{library}.0.dylib"]
    for name in filter(None, names):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def _can_be_written(folder: Path) -> bool:
    nearest = _nearest(folder)
    return os.access(nearest, os.W_OK | os.X_OK) and (folder == nearest or not folder.exists())


def _nearest(folder: Path) -> Path:
    """The folder, or the one above it that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
