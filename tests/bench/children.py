"""Running a command of the project in a process of its own, on the bench's database."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.parse import quote

import psutil
from django.conf import settings
from django.db import connection

_SAMPLE_SECONDS = 0.02


@dataclass(frozen=True)
class Run:
    """Wall seconds, and the most memory that the process and its own children held at once, in MB."""

    seconds: float
    peak_mb: float


def manage(*arguments: str) -> Run:
    """``manage.py …`` from start to end.

    :raises subprocess.CalledProcessError: it did not end well
    """
    command = [sys.executable, "manage.py", *arguments]
    environment = {**os.environ, "DATABASE_URL": _database_url(), "REDIS_URL": settings.REDIS_URL}
    started = time.perf_counter()
    child = psutil.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        peak = max(peak, _held_by(child))
        time.sleep(_SAMPLE_SECONDS)
    seconds = time.perf_counter() - started
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Run(seconds=seconds, peak_mb=peak / 1e6)


def _held_by(process: psutil.Process) -> int:
    total = 0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0
    for member in family:
        try:
            total += member.memory_info().rss
        except psutil.Error:
            continue
    return total


def _database_url() -> str:
    """The database that this process is connected to, for another process."""
    at = connection.settings_dict
    login = f"{quote(at['USER'], safe='')}:{quote(at['PASSWORD'], safe='')}@"
    if at["HOST"].startswith("/") or "host" in at.get("OPTIONS", {}):
        folder = at["HOST"] or at["OPTIONS"]["host"]
        return f"postgres://{login}/{at['NAME']}?host={quote(folder)}"
    port = f":{at['PORT']}" if at["PORT"] else ""
    return f"postgres://{login}{at['HOST']}{port}/{at['NAME']}"
