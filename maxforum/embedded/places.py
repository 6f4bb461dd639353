"""Where the embedded services keep their data and their sockets."""

import hashlib
import importlib.util
import os
from pathlib import Path
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SOCKET_PATH_LIMIT = 100  # bytes; sun_path holds 104 to 108, by system
SHORT_PLACE = Path("/tmp")  # noqa: S108 - not TMPDIR: every process of a checkout must find the same sockets


class ServicesUnavailable(RuntimeError):
    """The embedded servers could not be started; the text says why and what to do."""


def var_dir() -> Path:
    """The folder for everything that is written: ``VAR_DIR``, else ``var/`` in the checkout."""
    return Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()


def run_dir() -> Path:
    """The folder of the sockets: ``var/run``, or a private folder under ``/tmp`` if that path is long."""
    near = var_dir() / "run"
    if len(os.fsencode(near)) + len("/postgres/.s.PGSQL.5432.lock") <= SOCKET_PATH_LIMIT:
        return near
    digest = hashlib.sha256(os.fsencode(near)).hexdigest()[:12]
    return SHORT_PLACE / f"maxforum-{os.getuid()}-{digest}"


def postgres_socket_dir() -> Path:
    return run_dir() / "postgres"


def postgres_socket() -> Path:
    return postgres_socket_dir() / ".s.PGSQL.5432"


def valkey_socket() -> Path:
    return run_dir() / "valkey.sock"


def database_url(name: str = "maxforum") -> str:
    return f"postgres://postgres@/{name}?host={quote(str(postgres_socket_dir()))}"


def redis_url(database: int = 0) -> str:
    return f"unix://{quote(str(valkey_socket()))}?db={database}"


def wheel(package: str) -> Path:
    """The folder of an installed package, found without importing it.

    :raises ServicesUnavailable: it is not installed
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServicesUnavailable(
            f"The package {package} is not installed. Run `make run` once, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0])
