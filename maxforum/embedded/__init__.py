"""PostgreSQL and Valkey for one machine, from wheels, without any set-up.

Each process that needs the services holds a shared lock on ``var/run/users.lock``; the last one to leave
stops them. The kernel drops the lock of a killed process, so nothing has to be counted or cleaned up.
The servers listen on Unix sockets in a folder that only this user may enter: no port can collide, and
nobody else on the machine can connect.
"""

import atexit
import fcntl
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from maxforum.embedded import postgres, valkey
from maxforum.embedded.places import (
    BASE_DIR,
    ServicesUnavailable,
    database_url,
    redis_url,
    run_dir,
    var_dir,
)

__all__ = [
    "BASE_DIR",
    "ServicesUnavailable",
    "database_url",
    "ensure_secret_key",
    "hold",
    "needed_for",
    "redis_url",
    "revive",
    "run_dir",
    "secret_key",
    "var_dir",
    "wanted",
]

WITHOUT_SERVICES = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "help",
    "makemessages",
    "version",
    "--help",
    "--version",
}

_held: TextIO | None = None


def wanted() -> bool:
    """Whether the environment leaves at least one of the two servers to us; production never does."""
    if os.environ.get("MAXFORUM_ENV") == "production":
        return False
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
    lock = _open_lock("users.lock")
    with _exclusive():
        fcntl.flock(lock, fcntl.LOCK_SH)
        _start()
    _held = lock
    atexit.register(_release, os.getpid())


def revive() -> None:
    """Start again what this process holds and something else has killed. Costs two connections if all is well.

    :raises ServicesUnavailable: a server did not come up
    """
    if _held is not None:
        with _exclusive():
            _start()


def _start() -> None:
    if not os.environ.get("DATABASE_URL"):
        postgres.start()
    if not os.environ.get("REDIS_URL"):
        valkey.start()


def _release(pid: int) -> None:
    """Stop the servers if no other process holds them."""
    global _held
    if _held is None or os.getpid() != pid:
        return
    lock, _held = _held, None
    if not run_dir().exists():
        return
    with lock, _exclusive():
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not os.environ.get("DATABASE_URL"):
            postgres.stop()
        if not os.environ.get("REDIS_URL"):
            valkey.stop()


@contextmanager
def _exclusive() -> Iterator[None]:
    with _open_lock("start.lock") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open_lock(name: str) -> TextIO:
    return os.fdopen(os.open(run_dir() / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "w")


def _prepare_folders() -> None:
    for folder in (var_dir(), run_dir()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServicesUnavailable(
                f"{folder} cannot be made ({error.strerror}). Set VAR_DIR to a folder of your own."
            ) from None
        if folder.lstat().st_uid != os.getuid() and folder == run_dir():
            raise ServicesUnavailable(
                f"{folder} belongs to another user. Run as that user, or set VAR_DIR to a folder of your own."
            )
    # As root, PostgreSQL's own account must pass this folder; otherwise nobody else needs to.
    run_dir().chmod(0o711 if os.getuid() == 0 else 0o700)


def ensure_secret_key() -> None:
    """Make the development key of this checkout on first use and keep it in ``var/secret_key``.

    :raises ServicesUnavailable: the folder cannot be written
    """
    if secret_key():
        return
    path = _key_path()
    draft = path.with_name(f"secret_key.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        draft.replace(path)  # in one step: nobody reads half a key
    except OSError as error:
        raise ServicesUnavailable(
            f"{path} cannot be written ({error.strerror}). Set SECRET_KEY or another VAR_DIR."
        ) from None


def secret_key() -> str:
    """The development key of this checkout, or "" before the set-up made one."""
    try:
        return _key_path().read_text().strip()
    except FileNotFoundError:
        return ""


def _key_path() -> Path:
    return var_dir() / "secret_key"
