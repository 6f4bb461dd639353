"""Processor time of the parts of a running site: what a busy machine cannot blur."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import psutil

from maxforum.embedded import places


@dataclass
class Meter:
    """Counts the processor time of named groups of processes, each with all its children, from its making on."""

    groups: Mapping[str, Iterable[int]]
    _before: dict[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self._before = self._read()

    def used(self) -> dict[str, float]:
        """Seconds since the meter was made, by name."""
        now = self._read()
        return {name: now[name] - before for name, before in self._before.items()}

    def _read(self) -> dict[str, float]:
        return {name: sum(map(_seconds, pids)) for name, pids in self.groups.items()}


def postgres() -> list[int]:
    """The process of the embedded server; nothing where the environment names another one."""
    pid_file = places.var_dir() / "postgres" / "postmaster.pid"
    return [int(pid_file.read_text().split()[0])] if pid_file.exists() else []


def _seconds(pid: int) -> float:
    total = 0.0
    with suppress(psutil.Error):
        parent = psutil.Process(pid)
        for process in [parent, *parent.children(recursive=True)]:
            with suppress(psutil.Error):
                times = process.cpu_times()
                # What children that have ended used is counted with their parent.
                total += times.user + times.system + times.children_user + times.children_system
    return total
