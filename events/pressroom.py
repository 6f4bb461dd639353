"""Sets the parts of a long paper in two processes at once and joins them: ``python -m events.pressroom``.

Whoever asks sends a job with one part as a packet for each MORE that it hears (see ``events.printjobs``), an empty
packet after the last, and hears of each that is SET, then the PAPER. The room itself draws nothing: it forks its
setters, so that they start warm, and lets each go when it has grown. No file is written on the way, and the processes
end with the one that asked, however that ends.
"""

import gc
import os
import resource
import select
import signal
import socket
import sys
import traceback
from collections import deque
from dataclasses import dataclass

from events import joining, printjobs, typesetter
from events.printjobs import ACCESSIBLE, CannotBeSet, Kind

SETTERS = 2
GROWN = 200 << 10  # kilobytes: a setter that has needed more is let go, which gives its memory back
_Asked = tuple[int, bytes]  # the number of a part, and its job


@dataclass
class Setter:
    """A process that sets one part after the other, seen from the room."""

    pid: int
    line: socket.socket
    number: int | None = None  # of the part in hand

    def fileno(self) -> int:
        """For ``select``."""
        return self.line.fileno()

    def give(self, asked: _Asked) -> None:
        self.number, job = asked
        try:
            printjobs.send(self.fileno(), job)
        except OSError:
            raise CannotBeSet(self._end()) from None

    def take(self) -> tuple[int, bytes, bool]:
        """The part that was in hand, its PDF, and whether the setter has ended with it.

        :raises CannotBeSet: it could not be set, or the setter was killed over it
        """
        number, self.number = self.number, None
        try:
            kind, paper = printjobs.hear(self.fileno())
        except (EOFError, OSError):
            raise CannotBeSet(self._end()) from None
        if number is None:
            raise CannotBeSet("a typesetter answered without being asked")
        return number, paper, kind == Kind.LAST_PAPER

    def let_go(self, *, at_once: bool) -> int:
        """End it; its exit status."""
        self.line.close()
        if at_once:
            os.kill(self.pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _end(self) -> str:
        return f"a typesetter ended over a part with {self.let_go(at_once=False)}"


class Room:
    """One paper from its first part to the whole."""

    def __init__(self, source: int, target: int) -> None:
        self._source = source
        self._target = target
        self._setters: list[Setter] = []
        self._waiting: deque[_Asked] = deque()
        self._set: dict[int, bytes] = {}
        self._asked = 0
        self._joined = 0
        self._all_asked = False
        self._joint: joining.Joint | None = None

    def work(self) -> bytes:
        """The whole paper.

        :raises Refused: a part refers to anything but its own pictures
        :raises CannotBeSet: a setter was ended over its part
        :raises EOFError: whoever asked is gone
        """
        for _ in range(SETTERS + 1):  # one waits while the others are set
            self._tell(Kind.MORE)
        while not self._all_asked or self._joined < self._asked:
            self._hand_out()
            can_join = self._joined in self._set
            busy = [setter for setter in self._setters if setter.number is not None]
            sources: list[Setter | int] = list(busy) if self._all_asked else [*busy, self._source]
            ready = select.select(sources, [], [], 0 if can_join else None)[0]
            for each in ready:
                if isinstance(each, Setter):
                    self._take(each)
                else:
                    self._listen()
            if can_join and not ready:
                self._join()
        if self._joint is None:
            raise CannotBeSet("there was nothing to set")
        return self._joint.pdf()

    def close(self) -> None:
        """Let everybody go, whatever they have in hand."""
        while self._setters:
            self._setters.pop().let_go(at_once=True)

    def _tell(self, kind: Kind) -> None:
        printjobs.answer(self._target, kind)

    def _listen(self) -> None:
        job = printjobs.receive(self._source)
        if job:
            self._waiting.append((self._asked, job))
            self._asked += 1
        else:
            self._all_asked = True

    def _hand_out(self) -> None:
        while self._waiting:
            setter = next((setter for setter in self._setters if setter.number is None), None)
            if setter is None:
                if len(self._setters) == SETTERS:
                    return
                setter = self._engage()
            try:
                setter.give(self._waiting.popleft())
            except CannotBeSet:
                self._setters.remove(setter)
                raise
            self._tell(Kind.MORE)

    def _take(self, setter: Setter) -> None:
        try:
            number, paper, is_last = setter.take()
        except printjobs.Refused:
            raise
        except CannotBeSet:
            if setter.line.fileno() < 0:
                self._setters.remove(setter)
            raise
        self._set[number] = paper
        self._tell(Kind.SET)
        if is_last:
            self._setters.remove(setter)
            setter.let_go(at_once=False)

    def _join(self) -> None:
        paper = self._set.pop(self._joined)
        if self._joint is None:
            self._joint = joining.Joint(paper)
        else:
            self._joint.add(paper)
        self._joined += 1

    def _engage(self) -> Setter:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid:
            theirs.close()
            setter = Setter(pid, ours)
            self._setters.append(setter)
            return setter
        # From here on in the new process. Whatever it keeps open would hide from others that the room is gone.
        try:
            ours.close()
            for other in self._setters:
                other.line.close()
            os.close(self._source)
            os.close(self._target)
            _set_parts(theirs.fileno())
        finally:
            os._exit(0)


def _set_parts(line: int) -> None:
    """A setter's life. Its garbage is never collected: to end is quicker."""
    gc.disable()
    is_grown = False
    while not is_grown:
        try:
            job = printjobs.unpack(printjobs.receive(line))
        except EOFError:
            return
        try:
            paper = typesetter.typeset_part(job.parts[0], css=job.css, variant=ACCESSIBLE)
        except Exception as error:
            traceback.print_exc()
            printjobs.tell(line, error)
            continue
        is_grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > GROWN
        printjobs.answer(line, Kind.LAST_PAPER if is_grown else Kind.PAPER, paper)


def main() -> None:
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    room = Room(source, target)
    try:
        paper = room.work()
    except EOFError:
        return
    except Exception as error:
        traceback.print_exc()
        printjobs.tell(target, error)
    else:
        printjobs.answer(target, Kind.PAPER, paper)
    finally:
        room.close()


if __name__ == "__main__":
    main()
