"""``manage.py run`` for real: up, stopped, killed, up again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from maxforum import embedded, orphans, supervisor
from tests.smtp import free_port
from tests.workers import wait_until


class Site:
    """``manage.py run`` with data of its own."""

    def __init__(self, var_dir: Path) -> None:
        self.var_dir = var_dir
        self.port = free_port()
        self.log = var_dir.with_suffix(".log")
        self.runs: list[subprocess.Popen[bytes]] = []

    def start(self) -> "subprocess.Popen[bytes]":
        others = ("DATABASE_URL", "REDIS_URL", "MAXFORUM_TEST", "CELERY_TASK_ALWAYS_EAGER", "PUBLIC_URL")
        kept = {name: value for name, value in os.environ.items() if name not in others}
        with self.log.open("wb") as log:
            run = subprocess.Popen(
                [sys.executable, "manage.py", "run", "--port", str(self.port)],
                cwd=embedded.BASE_DIR,
                env={**kept, "VAR_DIR": str(self.var_dir)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.runs.append(run)
        return run

    def said(self) -> str:
        return self.log.read_text()

    def wait_until_up(self) -> None:
        assert wait_until(lambda: "Stop with Ctrl-C" in self.said(), seconds=90), self.said()

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as response:
            return response.read()

    def processes(self) -> list[psutil.Process]:
        """Everything that belongs to this site: its sessions, its servers, itself."""
        found = []
        for process in psutil.process_iter(["environ", "cwd"]):
            mine = (process.info["environ"] or {}).get("VAR_DIR") == str(self.var_dir)
            if mine or (process.info["cwd"] or "").startswith(f"{self.var_dir}/"):
                found.append(process)
        return found

    def kill_all(self) -> None:
        """Kill them; one may have ended when another was killed."""
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site(embedded.var_dir() / f"site-{uuid.uuid4().hex[:8]}")
    yield made
    made.kill_all()
    for run in made.runs:
        run.wait()
    wait_until(lambda: made.processes() == [], seconds=10)
    shutil.rmtree(made.var_dir, ignore_errors=True)
    made.log.unlink(missing_ok=True)


@pytest.mark.processes
def test_site_comes_up_heals_recovers_from_a_kill_and_stops_whole(site):
    first = site.start()
    site.wait_until_up()
    assert f"Public site  http://127.0.0.1:{site.port}/" in site.said()
    assert site.said().count("these passwords are shown only now") == 1
    assert wait_until(lambda: _is_healthy(site), seconds=30)
    assert site.get("/")

    # One program killed: it is started again.
    sessions = json.loads((site.var_dir / "run" / orphans.RECORD).read_text())["sessions"]
    os.killpg(sessions[1], signal.SIGKILL)
    assert wait_until(lambda: "worker ended with code -9" in site.said(), seconds=10)
    assert wait_until(
        lambda: json.loads((site.var_dir / "run" / orphans.RECORD).read_text())["sessions"] != sessions,
        seconds=10,
    )

    # A second one in the same place is refused.
    log, site.log = site.log, site.log.with_suffix(".second")
    second = site.start()
    assert second.wait(timeout=60) == 1
    assert f"It runs here already, as process {first.pid}." in site.said()
    site.log.unlink()
    site.log = log

    # Everything killed: the next start recovers, with the data it had.
    site.kill_all()
    first.wait()
    assert wait_until(lambda: site.processes() == [], seconds=10)
    third = site.start()
    site.wait_until_up()
    assert "shown only now" not in site.said()
    assert wait_until(lambda: _is_healthy(site), seconds=30)

    # Only the supervisor killed: what it left running is ended by the next start.
    third.kill()
    third.wait()
    assert site.processes() != []
    fourth = site.start()
    site.wait_until_up()
    assert "processes that an earlier run left behind" in site.said()

    # Ctrl-C: nothing is left.
    fourth.send_signal(signal.SIGINT)
    assert fourth.wait(timeout=60) == 0
    assert wait_until(lambda: site.processes() == [], seconds=5), site.processes()


def test_port_that_is_taken_is_passed_over():
    first = supervisor.free_port(free_port())
    server = subprocess.Popen(
        [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(first)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert wait_until(lambda: supervisor.answers(f"http://127.0.0.1:{first}/"), seconds=15)
        assert supervisor.free_port(first) > first
    finally:
        server.kill()
        server.wait()


def test_record_of_orphans_ends_only_what_is_ours(tmp_path):
    sleepers = [
        subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], cwd=place, start_new_session=True
        )
        for place in (embedded.BASE_DIR, tmp_path)
    ]
    ours, foreign = sleepers
    try:
        orphans.record(tmp_path, [ours.pid, foreign.pid])

        assert orphans.end_recorded(tmp_path, embedded.BASE_DIR) == 1

        assert ours.wait(timeout=5) == -signal.SIGKILL
        assert foreign.poll() is None
        assert orphans.end_recorded(tmp_path, embedded.BASE_DIR) == 0
    finally:
        for sleeper in sleepers:
            sleeper.kill()
            sleeper.wait()


def test_later_program_with_a_recorded_number_is_left_alone(tmp_path):
    sleeper = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], cwd=embedded.BASE_DIR, start_new_session=True
    )
    try:
        (tmp_path / orphans.RECORD).write_text(json.dumps({"sessions": [sleeper.pid], "at": 1.0}))

        assert orphans.end_recorded(tmp_path, embedded.BASE_DIR) == 0
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"sessions": ["x"], "at": 0}'])
def test_record_that_cannot_be_read_ends_nothing(tmp_path, content):
    (tmp_path / orphans.RECORD).write_text(content)

    assert orphans.end_recorded(tmp_path, embedded.BASE_DIR) == 0


def _is_healthy(site: Site) -> bool:
    try:
        return json.loads(site.get("/health"))["healthy"]
    except OSError:
        return False
