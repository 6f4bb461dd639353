"""The environment of the tests, set before Django's settings are read (``-p tests.environment``).

The services are the project's own, with their data under ``var/test``, unless the environment names servers. On a
named Redis or Valkey the tests use, and empty, two databases that others rarely do: CACHE_NUMBER and BROKER_NUMBER.
"""

import os
import sys
from urllib.parse import urlsplit

from maxforum import embedded

CACHE_NUMBER = 14  # emptied after each test
BROKER_NUMBER = 15  # of the workers that tests start


def redis_database(url: str, number: int) -> str:
    """The address of another database of the same server."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


os.environ.setdefault("SECRET_KEY", "only-for-the-tests-of-this-project-000000000000000000000")
os.environ.setdefault("VAR_DIR", str(embedded.BASE_DIR / "var" / "test"))
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
