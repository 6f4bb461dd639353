"""Processor time of the parts of a running site: what a busy machine cannot blur."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from maxforum.embedded import places


@dataclass
class Meter:
    """Counts the processor time of named groups of processes from its making on.

    Each process counts with its children, but for those that are in a group of their own.
    """

    groups: Mapping[str, Iterable[int]]
    _before: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self._before = self._read()

    def used(self) -> dict[str, float]:
        """Seconds since the meter was made, by name."""
        now = self._read()
        return {name: now[name] - before for name, before in self._before.items()}

    def _read(self) -> dict[str, float]:
        named = {pid for pids in self.groups.values() for pid in pids}
        return {name: sum(_seconds(pid, but=named) for pid in pids) for name, pids in self.groups.items()}


def postgres() -> list[int]:
    """The process of the embedded server; nothing where the environment names another one."""
    pid_file = places.var_dir() / "postgres" / "postmaster.pid"
    return [int(pid_file.read_text().split()[0])] if pid_file.exists() else []


def _seconds(pid: int, *, but: set[int]) -> float:
    total = 0.0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        times = process.cpu_times()
        # What children that have ended used is counted with their parent.
        total = times.user + times.system + times.children_user + times.children_system
        total += sum(_seconds(child.pid, but=but) for child in process.children() if child.pid not in but)
    return total
