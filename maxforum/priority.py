"""Letting a process give way to others on a busy machine."""

import os
from contextlib import suppress
from pathlib import Path


def lower(pid: int, *, nice: int) -> None:
    """Let a process that leads a session, and all it starts, take less of the processor than others that want it.

    Linux shares the processor among sessions first, so that there the session's own weight has to be told too; what
    cannot be told is left as it is.
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, nice)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(nice))
