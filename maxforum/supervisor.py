"""Web, worker and beat as children of one process: started together, restarted alone, ended together."""

import fcntl
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

from maxforum import orphans, priority
from maxforum.embedded import ServicesUnavailable

GRACE = 15.0  # seconds a child gets to finish what it has in hand
RESTART_PAUSE = 1.0  # seconds
REVIVE_PAUSE = 5.0  # seconds
MOST_RESTARTS = 5  # of one child; after that something is wrong that a restart does not mend
GOOD_TIME = 600.0  # seconds a child has to stay up for its restarts to be forgotten
WORKER_NICE = 10  # a mail may come a moment later, a guest waits for the page
FIRST_PORT, LAST_PORT = 8000, 8099


class AlreadyRunning(RuntimeError):
    """Another supervisor runs in this checkout; the text names its process."""


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]
    nice: int = 0  # how far it gives way to others on a busy machine


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes]
    restarts: int = 0
    restart_at: float | None = None
    started_at: float = field(default_factory=time.monotonic)


@dataclass
class _Output:
    """What a child has said; ``rest`` is a line it has not ended yet."""

    name: str
    rest: bytes = b""


@dataclass
class Supervisor:
    """Runs programs until it is told to stop or one of them cannot be kept up.

    ``folder`` keeps the record of the children, so that the next start ends those a killed one left behind.
    """

    programs: Sequence[Program]
    environment: Mapping[str, str]
    workplace: Path
    folder: Path
    say: Callable[[str], object]
    address: str
    when_up: Callable[[], None]
    revive: Callable[[], None]  # called every REVIVE_PAUSE seconds: what the programs stand on may have died
    _children: list[_Child] = field(default_factory=list)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _is_up: bool = False
    _stopping: bool = False

    def run(self) -> int:
        """The exit code: 0 when it was told to stop, 1 when a program could not be kept up."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        code = 0
        try:
            for program in self.programs:
                self._children.append(_Child(program, self._spawn(program)))
                self._record()
            code = self._watch()
        finally:
            self._end_children()
            orphans.forget(self.folder)
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _watch(self) -> int:
        next_look, next_revival = 0.0, time.monotonic() + REVIVE_PAUSE
        while not self._stopping:
            self._pass_on_output(timeout=0.2)
            if not self._is_up and time.monotonic() >= next_look:
                self._is_up = answers(self.address)
                next_look = time.monotonic() + 0.3
                if self._is_up:
                    self.when_up()
            if time.monotonic() >= next_revival:
                self._revive()
                next_revival = time.monotonic() + REVIVE_PAUSE
            for child in self._children:
                if not self._keep_up(child):
                    return 1
        return 0

    def _revive(self) -> None:
        try:
            self.revive()
        except (ServicesUnavailable, OSError) as refusal:
            self._say(f"{refusal}\nTrying again in {REVIVE_PAUSE:.0f} seconds.")

    def _keep_up(self, child: _Child) -> bool:
        """Restart a child that ended; False if it never was up, or once that has been tried too often."""
        if child.process.poll() is None:
            if time.monotonic() - child.started_at >= GOOD_TIME:
                child.restarts = 0
            return True
        if child.restart_at is None:
            self._say(f"{child.program.name} ended with code {child.process.returncode}")
            if not self._is_up or child.restarts >= MOST_RESTARTS:
                self._say(f"{child.program.name} does not stay up; stopping. Its last lines say why.")
                return False
            orphans.end_session(child.process.pid, self.workplace)
            child.restart_at = time.monotonic() + RESTART_PAUSE
        elif time.monotonic() >= child.restart_at:
            child.process, child.restart_at = self._spawn(child.program), None
            child.started_at = time.monotonic()
            child.restarts += 1
            self._record()
        return True

    def _spawn(self, program: Program) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            program.command,
            cwd=self.workplace,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # Its own session: Ctrl-C reaches only the supervisor, and the whole group can be ended by one id.
            start_new_session=True,
        )
        if program.nice:
            priority.lower(process.pid, nice=program.nice)
        self._selector.register(process.stdout, selectors.EVENT_READ, _Output(program.name))  # type: ignore[arg-type]
        return process

    def _record(self) -> None:
        orphans.record(self.folder, [child.process.pid for child in self._children])

    def _pass_on_output(self, *, timeout: float) -> None:
        for key, _events in self._selector.select(timeout):
            output: _Output = key.data
            chunk = os.read(key.fd, 65_536)
            if not chunk:
                self._close(key.fileobj)
            *lines, output.rest = (output.rest + chunk).split(b"\n")
            for line in lines:
                self._say(line.decode(errors="replace"), name=output.name)

    def _say(self, line: str, *, name: str = "run") -> None:
        width = max(len(program.name) for program in self.programs)
        self.say(f"{name:<{width}} | {line}")

    def _end_children(self) -> None:
        for child in self._children:
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and any(child.process.poll() is None for child in self._children):
            self._pass_on_output(timeout=0.1)
        for child in self._children:
            orphans.end_session(child.process.pid, self.workplace)
            child.process.wait()
        for key in list(self._selector.get_map().values()):
            self._close(key.fileobj)

    def _close(self, output: Any) -> None:
        self._selector.unregister(output)
        output.close()


def answers(address: str) -> bool:
    """Whether an HTTP server says 200 at this address."""
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own http address
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def free_port(first: int = FIRST_PORT) -> int:
    """The first port from ``first`` on that nobody listens on, on the loopback address.

    :raises OSError: all of a hundred are taken
    """
    for port in range(first, first + LAST_PORT - FIRST_PORT + 1):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no free port")


def only_one(folder: Path) -> TextIO:
    """The lock that makes this the checkout's only supervisor; hold the file as long as it runs.

    :raises AlreadyRunning: there is one
    """
    lock = (folder / "supervisor.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise AlreadyRunning(
            f"It runs here already, as process {lock.read().strip()}. End that one first."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def programs(*, port: int, workers: int = 2) -> list[Program]:
    """The three programs that make up a running site on one machine."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "maxforum.celery"]
    quick_start = ["--without-gossip", "--without-mingle"]
    return [
        web(port=port, workers=workers),
        Program(
            "worker",
            [*celery, "worker", "--loglevel", "INFO", *quick_start, "-n", f"run-{port}@%h"],
            nice=WORKER_NICE,
        ),
        Program("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]),
    ]


def web(*, port: int, workers: int) -> Program:
    """The server of the pages."""
    listen = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    keep_up = ["--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers"]
    quiet = ["--log-level", "warning"]
    return Program(
        "web",
        [sys.executable, "-m", "granian", *listen, *keep_up, *quiet, "maxforum.wsgi:application"],
    )
