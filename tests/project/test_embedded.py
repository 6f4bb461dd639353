"""PostgreSQL and Valkey of a second installation, started, killed and started again for real."""

import os
import shutil
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from maxforum import embedded
from tests.workers import wait_until

HOLD = """
import sys
from maxforum import embedded
try:
    embedded.hold()
except embedded.ServicesUnavailable as refusal:
    sys.exit(str(refusal))
print(embedded.run_dir(), flush=True)
sys.stdin.readline()
"""


def _own_environment() -> dict[str, str]:
    """Without the servers the tests may run on, and without their careless settings for PostgreSQL."""
    others = ("DATABASE_URL", "REDIS_URL", "MAXFORUM_TEST")
    return {name: value for name, value in os.environ.items() if name not in others}


class Installation:
    """A folder of data, and processes that hold its services."""

    def __init__(self, var_dir: Path) -> None:
        self.var_dir = var_dir
        self.run_dir = Path()
        self.holders: list[subprocess.Popen[str]] = []

    def hold(self, **environment: str) -> "subprocess.Popen[str]":
        """A process that has the services up."""
        holder = self.start(**environment)
        line = holder.stdout.readline().strip()
        assert line, holder.stderr.read()
        self.run_dir = Path(line)
        return holder

    def start(self, **environment: str) -> "subprocess.Popen[str]":
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            cwd=embedded.BASE_DIR,
            env={**_own_environment(), "VAR_DIR": str(self.var_dir), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.holders.append(holder)
        return holder

    def leave(self, holder: "subprocess.Popen[str]") -> None:
        _output, errors = holder.communicate("\n", timeout=60)
        assert (holder.returncode, errors) == (0, "")

    def query(self, sql: str) -> object:
        with psycopg.connect(
            host=str(self.run_dir / "postgres"), user="postgres", dbname="maxforum", autocommit=True
        ) as server:
            cursor = server.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None

    def cache(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.run_dir / "valkey.sock"))

    def is_up(self) -> bool:
        try:
            with self.cache() as client:
                return bool(client.ping()) and self.query("SELECT 1") == 1
        except (redis.ConnectionError, psycopg.OperationalError):
            return False

    def servers(self) -> list[psutil.Process]:
        places = {str(self.var_dir / "postgres"), str(self.var_dir / "valkey")}
        return [process for process in psutil.process_iter(["cwd"]) if process.info["cwd"] in places]

    def kill_servers(self) -> None:
        for process in self.servers():
            process.kill()
        assert wait_until(lambda: self.servers() == [], seconds=10)

    def remove(self) -> None:
        for holder in self.holders:
            holder.kill()
            holder.communicate()
        self.kill_servers()
        for folder in {self.var_dir, self.run_dir} - {Path()}:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation() -> Iterator[Installation]:
    made = Installation(embedded.var_dir() / f"second-{uuid.uuid4().hex[:8]}")
    yield made
    made.remove()


def test_last_holder_to_leave_stops_the_services(installation):
    first = installation.hold()
    second = installation.hold()

    installation.leave(first)
    assert installation.is_up()
    installation.leave(second)

    assert not installation.is_up()
    assert installation.servers() == []


def test_holders_starting_together_share_one_pair_of_servers(installation):
    holders = [installation.start() for _ in range(3)]

    places = {holder.stdout.readline().strip() for holder in holders}

    assert len(places) == 1
    installation.run_dir = Path(places.pop())
    assert installation.is_up()
    for holder in holders:
        installation.leave(holder)
    assert installation.servers() == []


def test_killed_holder_leaves_services_that_the_next_one_takes_over(installation):
    holder = installation.hold()
    started_at = installation.query("SELECT pg_postmaster_start_time()::text")
    holder.kill()
    holder.wait()

    following = installation.hold()

    assert installation.query("SELECT pg_postmaster_start_time()::text") == started_at
    installation.leave(following)
    assert installation.servers() == []


def test_everything_killed_comes_up_again_with_its_data(installation):
    holder = installation.hold()
    installation.query("CREATE TABLE kept AS SELECT 42 AS answer")
    holder.kill()
    holder.wait()
    installation.kill_servers()
    assert (installation.var_dir / "postgres" / "postmaster.pid").exists()

    following = installation.hold()

    assert installation.is_up()
    assert installation.query("SELECT answer FROM kept") == 42
    installation.leave(following)


def test_pid_file_that_names_another_living_program_does_not_stop_the_start(installation):
    holder = installation.hold()
    holder.kill()
    holder.wait()
    installation.kill_servers()
    pid_file = installation.var_dir / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getppid()), *lines[1:]]))

    following = installation.hold()

    assert installation.is_up()
    assert psutil.pid_exists(os.getppid())
    installation.leave(following)


def test_server_whose_socket_was_removed_is_ended_before_a_new_one_starts(installation):
    holder = installation.hold()
    installation.query("CREATE TABLE kept AS SELECT 42 AS answer")
    holder.kill()
    holder.wait()
    (installation.run_dir / "postgres" / ".s.PGSQL.5432").unlink()

    following = installation.hold()

    assert installation.query("SELECT answer FROM kept") == 42
    assert len([process for process in installation.servers() if _is_postmaster(process)]) == 1
    installation.leave(following)


@pytest.mark.parametrize("folder", ["postgres", "postgres.unfinished"])
def test_data_folder_of_a_killed_initdb_is_made_anew(installation, folder):
    half = installation.var_dir / folder
    (half / "base").mkdir(parents=True)
    (half / "postgresql.conf").write_text("port = nonsense")

    holder = installation.hold()

    assert installation.is_up()
    assert not (installation.var_dir / "postgres.unfinished").exists()
    installation.leave(holder)


@pytest.mark.parametrize(
    "name", ["a-long-name-" * 10, "행사 운영", "o'neil $HOME %41 #1"], ids=["long", "hangul", "odd"]
)
def test_path_of_any_kind_will_do(installation, name):
    outer = installation.var_dir
    installation.var_dir = outer / name

    holder = installation.hold()

    assert installation.is_up()
    assert len(os.fsencode(installation.run_dir / "postgres" / ".s.PGSQL.5432")) <= 100
    installation.leave(holder)
    assert installation.servers() == []
    shutil.rmtree(outer)


def test_temporary_folder_and_umask_of_the_starter_do_not_matter(installation, tmp_path):
    before = os.umask(0o077)
    try:
        first = installation.hold(TMPDIR=str(tmp_path))
    finally:
        os.umask(before)
    second = installation.hold(TMPDIR="/nowhere")

    assert installation.is_up()
    installation.leave(first)
    installation.leave(second)
    assert installation.servers() == []


def test_terminated_command_stops_the_services(installation):
    command = subprocess.Popen(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v0",
            "-c",
            "print('ready', flush=True); import time; time.sleep(60)",
        ],
        cwd=embedded.BASE_DIR,
        env={**_own_environment(), "VAR_DIR": str(installation.var_dir)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert command.stdout.readline() == "ready\n"
    assert installation.servers() != []

    command.send_signal(signal.SIGTERM)
    command.communicate(timeout=30)

    assert command.returncode == 143
    assert installation.servers() == []


def test_folder_that_cannot_be_made_is_refused_in_a_sentence(installation, tmp_path):
    (tmp_path / "file").write_text("")
    installation.var_dir = tmp_path / "file" / "var"

    refused = installation.start()
    _output, errors = refused.communicate(timeout=30)

    assert refused.returncode == 1
    assert errors == (
        f"{installation.var_dir} cannot be made (Not a directory). Set VAR_DIR to a folder of your own.\n"
    )


def test_database_and_cache_addresses_name_the_sockets(monkeypatch):
    monkeypatch.setenv("VAR_DIR", "/srv/행사 1")

    assert embedded.run_dir() == Path("/srv/행사 1/run")
    assert embedded.database_url() == (
        "postgres://postgres@/maxforum?host=/srv/%ED%96%89%EC%82%AC%201/run/postgres"
    )
    assert embedded.redis_url(3) == "unix:///srv/%ED%96%89%EC%82%AC%201/run/valkey.sock?db=3"


def _is_postmaster(process: psutil.Process) -> bool:
    try:
        return "-D" in process.cmdline()
    except psutil.NoSuchProcess:  # a child that ended since the list was made
        return False
