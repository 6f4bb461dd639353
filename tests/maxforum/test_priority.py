"""A process that gives way to others."""

import os
import subprocess
import sys
from pathlib import Path

from maxforum import priority


def test_lowered_process_is_nice_and_so_is_its_session():
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        priority.lower(process.pid, nice=10)
        found = os.getpriority(os.PRIO_PROCESS, process.pid)
        group = Path(f"/proc/{process.pid}/autogroup")
        session = group.read_text() if group.exists() else "nice 10\n"
        process.communicate("\n")

    assert found == 10
    assert session.endswith("nice 10\n")


def test_process_that_is_gone_is_left_alone():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()

        priority.lower(process.pid, nice=10)
