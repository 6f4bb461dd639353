"""What the papers of all apps call to become a PDF: always set by other processes, so that this one stays small."""

import select
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from events import printjobs
from events.kinds import Progress
from events.printjobs import ACCESSIBLE, CannotBeSet, Kind, Part
from events.standingpress import PRESS

WORTH_A_ROOM = 4  # parts; fewer are set sooner by the press that stands
MOST_SECONDS = 600  # that a paper of few parts may take
MOST_AHEAD = 8  # parts that are made before they can be set
_PATIENCE = 5  # seconds that a pressroom gets to end its setters


def write_parts(
    parts: Iterable[Part], *, css: Sequence[str], progress: Progress, total: int | None = None
) -> bytes:
    """Many pages as one tagged PDF (PDF/UA-1), title and language from the first part.

    The parts are set by two processes at the same time, and asked for when they can be set. Progress counts parts;
    ``total`` is their number, needed where they have no length.

    :raises Refused: the HTML refers to a file, an address or a picture it does not bring
    :raises CannotBeSet: there is no part, or a setting process was ended over it
    """
    if total is None:
        if not isinstance(parts, Sized):
            raise TypeError("the total of parts that have no length is needed")
        total = len(parts)
    if total < WORTH_A_ROOM:
        paper = _write_few(list(parts), css=css)
        progress(total, total)
        return paper
    return _write_many(iter(parts), css=css, progress=progress, total=total)


def _write_few(parts: Sequence[Part], *, css: Sequence[str]) -> bytes:
    if not parts:
        raise CannotBeSet("there was nothing to set")
    return PRESS.write(printjobs.pack(parts, css=css, variant=ACCESSIBLE), seconds=MOST_SECONDS)


def _write_many(parts: Iterator[Part], *, css: Sequence[str], progress: Progress, total: int) -> bytes:
    done, all_sent = 0, False
    ahead: deque[bytes] = deque()  # made while the room starts, or has enough to do
    jobs = (printjobs.pack([part], css=css) for part in parts)
    with _pressroom() as (source, target):
        while True:
            while len(ahead) < MOST_AHEAD and not select.select([source], [], [], 0)[0]:
                job = next(jobs, None)
                if job is None:
                    break
                ahead.append(job)
            try:
                kind, content = printjobs.hear(source)
            except EOFError:
                raise CannotBeSet("the pressroom was ended over the paper") from None
            if kind == Kind.PAPER:
                return content
            if kind == Kind.SET:
                done += 1
                progress(done, total)
            elif not all_sent:
                job = ahead.popleft() if ahead else next(jobs, b"")
                all_sent = not job
                _send(target, job)


def _send(target: int, job: bytes) -> None:
    with suppress(BrokenPipeError):  # it has ended: what is heard next says why
        printjobs.send(target, job)


@contextmanager
def _pressroom() -> Iterator[tuple[int, int]]:
    """A pressroom's ends of the pipes, to hear it and to send to it; it is gone when the block is left."""
    command = [sys.executable, "-m", "events.pressroom"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=settings.BASE_DIR
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise CannotBeSet("the pressroom has no pipes")
        try:
            yield process.stdout.fileno(), process.stdin.fileno()
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def join(files: Sequence[Path]) -> bytes:
    """Tagged PDFs as one, in that order, joined by a process of its own: see ``events.joining``.

    :raises CannotBeSet: there is none, or one is no tagged PDF; the error is in the log
    """
    command = [sys.executable, "-m", "events.joining", *map(str, files)]
    done = subprocess.run(command, stdout=subprocess.PIPE, cwd=settings.BASE_DIR, check=False)
    if done.returncode:
        raise CannotBeSet(f"the parts of a paper could not be joined: {done.returncode}")
    return done.stdout
