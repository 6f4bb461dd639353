"""The processes that a killed supervisor leaves behind: written down, found again, ended."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

RECORD = "children.json"
PATIENCE = 5.0  # seconds until killed processes are gone
CLOCK_SLACK = 1.0  # seconds


def record(folder: Path, sessions: Sequence[int]) -> None:
    """Write down which sessions run now; the file is whole or the one before."""
    draft = folder / f"{RECORD}.new"
    draft.write_text(json.dumps({"sessions": list(sessions), "at": time.time()}))
    draft.replace(folder / RECORD)


def forget(folder: Path) -> None:
    (folder / RECORD).unlink(missing_ok=True)


def end_recorded(folder: Path, workplace: Path) -> int:
    """End what the record names and still runs in this checkout; how many processes that were."""
    try:
        known = json.loads((folder / RECORD).read_text())
        sessions, at = [int(number) for number in known["sessions"]], float(known["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    ended = sum(end_session(number, workplace, not_after=at) for number in sessions)
    forget(folder)
    return ended


def end_session(session: int, workplace: Path, *, not_after: float | None = None) -> int:
    """Kill every process of a child's session: its leader may be gone while its own children live on.

    Only processes that work in this checkout are ours; ``not_after`` (seconds since 1970) is when the leader
    was known to run, so that a later program with the same number is left alone.
    """
    ended: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    # Again until none is left: a process may have made another one while it was looked for.
    while found := list(_members(session, workplace, not_after)):
        for process in found:
            with suppress(psutil.Error):
                process.kill()
        ended.update(process.pid for process in found)
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return len(ended)


def _members(session: int, workplace: Path, not_after: float | None) -> Iterator[psutil.Process]:
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) != session or Path(process.cwd()) != workplace:
                continue
            is_later = not_after is not None and process.create_time() > not_after + CLOCK_SLACK
        except (psutil.Error, OSError):  # it has just ended, or is not ours to look at
            continue
        if not (is_later and process.pid == session):
            yield process
