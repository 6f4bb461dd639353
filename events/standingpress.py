"""A typesetter that stays for a while after a paper: one to a process, ended by itself when nothing more comes."""

import atexit
import os
import subprocess
import sys
import threading
import time

from django.conf import settings

from events import printjobs
from events.printjobs import CannotBeSet

STAY_SECONDS = 60  # that the typesetter waits for the next job; then its memory is given back
SURE_SECONDS = 50  # after the last job, within which it is certainly still waiting


class StandingPress:
    """Hands jobs to a typesetter, one at a time; starts it with the first job and whenever it has gone."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._last_used = 0.0
        atexit.register(self.close)

    def write(self, job: bytes, *, seconds: float) -> bytes:
        """The job's paper.

        :raises Refused: the HTML refers to a file, an address or a picture it does not bring
        :raises CannotBeSet: it cannot be set, or takes longer than that
        """
        with self._turn:
            process = self._ready()
            alarm = threading.Timer(seconds, process.kill)
            alarm.start()
            try:
                return _exchange(process, job)
            except (OSError, EOFError) as error:
                self._end()
                raise CannotBeSet("the typesetter was ended over a paper") from error
            finally:
                alarm.cancel()
                alarm.join()
                self._last_used = time.monotonic()

    def close(self) -> None:
        """End the typesetter now, if there is one of ours."""
        with self._turn:
            if self._owner == os.getpid():
                self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # forked: the process that we know is another's
            self._owner, self._process = os.getpid(), None
        process = self._process
        if process is None or process.poll() is not None or not self._is_sure():
            self._end()
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", "events.typesetter", str(STAY_SECONDS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=settings.BASE_DIR,
            )
        return process

    def _is_sure(self) -> bool:
        return time.monotonic() - self._last_used < SURE_SECONDS

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], job: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    printjobs.send(process.stdin.fileno(), job)
    return printjobs.hear(process.stdout.fileno())[1]


PRESS = StandingPress()  # of this process
