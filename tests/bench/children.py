"""Running a command of the project in a process of its own, on the bench's database."""

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
from django.conf import settings
from django.db import connection

_SAMPLE_SECONDS = 0.05  # asked more often, it takes a share of what it measures


@dataclass(frozen=True)
class Run:
    """Wall and processor seconds, and the most memory in MB: of the family at once, and of the largest process in it."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    largest_mb: float


def manage(*arguments: str, limit: float = 600) -> Run:
    """``manage.py …`` from start to end.

    :raises subprocess.CalledProcessError: it did not end well
    :raises subprocess.TimeoutExpired: it took longer than ``limit`` seconds, and was ended
    """
    return python("manage.py", *arguments, limit=limit)


def python(*arguments: str, limit: float, given: Path | None = None) -> Run:
    """``python …`` from start to end, with a file as its standard input; raises as ``manage`` does."""
    command = [sys.executable, *arguments]
    environment = {**os.environ, "DATABASE_URL": _database_url(), "REDIS_URL": settings.REDIS_URL}
    with Path(given or os.devnull).open("rb") as source:
        cpu_before, started = _cpu_seconds(), time.perf_counter()
        child = psutil.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdin=source, stdout=subprocess.DEVNULL
        )
        peak = largest = 0
        try:
            while child.poll() is None:
                held = _held_by(child)
                peak, largest = max(peak, sum(held)), max(largest, 0, *held)
                if time.perf_counter() - started > limit:
                    raise subprocess.TimeoutExpired(command, limit)
                time.sleep(_SAMPLE_SECONDS)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        seconds = time.perf_counter() - started
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Run(seconds, _cpu_seconds() - cpu_before, peak_mb=peak / 1e6, largest_mb=largest / 1e6)


def _cpu_seconds() -> float:
    """What children that have ended took, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _held_by(process: psutil.Process) -> list[int]:
    """Bytes that each of the family holds."""
    held: list[int] = []
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return held
    for member in family:
        try:
            held.append(member.memory_info().rss)
        except psutil.Error:
            continue
    return held


def _database_url() -> str:
    """The database that this process is connected to, for another process."""
    at = connection.settings_dict
    login = f"{quote(at['USER'], safe='')}:{quote(at['PASSWORD'], safe='')}@"
    if at["HOST"].startswith("/") or "host" in at.get("OPTIONS", {}):
        folder = at["HOST"] or at["OPTIONS"]["host"]
        return f"postgres://{login}/{at['NAME']}?host={quote(folder)}"
    port = f":{at['PORT']}" if at["PORT"] else ""
    return f"postgres://{login}{at['HOST']}{port}/{at['NAME']}"
