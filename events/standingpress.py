"""A typesetter that stays for a while after a paper: one to a process, ended by itself when nothing more comes."""

import atexit
import subprocess
import sys
import threading
import time

from django.conf import settings

from events import printjobs

STAY_SECONDS = 60  # that the typesetter waits for the next job; then its memory is given back
SURE_SECONDS = 50  # after the last job, within which it is certainly still waiting


class StandingPress:
    """Hands jobs to a typesetter, one at a time; starts it with the first job and whenever it has gone."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._last_used = 0.0
        atexit.register(self.close)

    def write(self, job: bytes, *, seconds: float) -> bytes:
        """The job's paper.

        :raises subprocess.SubprocessError: it cannot be set, or takes longer than that
        """
        with self._turn:
            process = self._ready()
            alarm = threading.Timer(seconds, process.kill)
            alarm.start()
            try:
                paper = _exchange(process, job)
            except (OSError, EOFError) as error:
                self._end()
                raise subprocess.SubprocessError("the typesetter was ended over a paper") from error
            finally:
                alarm.cancel()
                alarm.join()
            self._last_used = time.monotonic()
        if not paper:
            raise subprocess.SubprocessError("the paper cannot be set; the typesetter's error is in the log")
        return paper

    def close(self) -> None:
        """End the typesetter now, if there is one."""
        with self._turn:
            self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is None or process.poll() is not None or not self._is_sure():
            self._end()
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", "events.typesetter", "--stay", str(STAY_SECONDS)],
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
    return printjobs.receive(process.stdout.fileno())
