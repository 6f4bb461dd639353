"""The environment of the tests, set before Django's settings are read (``-p tests.environment``).

The services are the project's own, with their data under ``var/test``, unless the environment names servers.
"""

import os
import sys

from maxforum import embedded

os.environ.setdefault("SECRET_KEY", "only-for-the-tests-of-this-project-000000000000000000000")
os.environ.setdefault("VAR_DIR", str(embedded.BASE_DIR / "var" / "test"))
os.environ["MAXFORUM_TEST"] = "1"
os.environ["CELERY_TASK_ALWAYS_EAGER"] = "1"
os.environ["PUBLIC_URL"] = "http://testserver"
os.environ.pop("EMAIL_URL", None)
os.environ.pop("MAXFORUM_ENV", None)
if embedded.wanted():
    try:
        embedded.hold()
    except embedded.ServicesUnavailable as refusal:
        sys.exit(str(refusal))
