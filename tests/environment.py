"""The environment of the tests, set before Django's settings are read (``-p tests.environment``).

The services are the project's own, with their data under ``var/test``, unless the environment names servers. On a
named Redis or Valkey the tests use, and empty, databases that others rarely do: CACHE_NUMBER and BROKER_NUMBER.
Each of the processes that share the tests (``-n``) has servers, or databases, of its own.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from maxforum import embedded

PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")  # gw0, gw1 …; empty where one process runs them all
_STEP = 2 * int(PROCESS.removeprefix("gw") or 0)
CACHE_NUMBER = 14 - _STEP  # emptied after each test
BROKER_NUMBER = 15 - _STEP  # of the workers that tests start


def redis_database(url: str, number: int) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


os.environ.setdefault("SECRET_KEY", "only-for-the-tests-of-this-project-000000000000000000000")
os.environ["VAR_DIR"] = str(Path(os.environ.get("VAR_DIR") or embedded.BASE_DIR / "var" / "test") / PROCESS)
os.environ["MAXFORUM_TEST"] = "1"
os.environ["CELERY_TASK_ALWAYS_EAGER"] = "1"
os.environ["PUBLIC_URL"] = "http://testserver"
os.environ.pop("EMAIL_URL", None)
os.environ.pop("MAXFORUM_ENV", None)
if os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = redis_database(os.environ["REDIS_URL"], CACHE_NUMBER)
if embedded.wanted():
    try:
        embedded.hold()
    except embedded.ServicesUnavailable as refusal:
        sys.exit(str(refusal))
