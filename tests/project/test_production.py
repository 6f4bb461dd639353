"""What production asks for before it starts."""

import os
import subprocess
import sys

import pytest

from maxforum import embedded

COMPLETE = {
    "MAXFORUM_ENV": "production",
    "SECRET_KEY": "kq3v9xwq8r7yt6z5a4s3d2f1g0hqwertyuiop12345678901234567890",
    "PUBLIC_URL": "https://forum.example",
    "MAIL_FROM": "M.AX Forum <forum@forum.example>",
    "DATABASE_URL": "postgres://forum:secret@database.example/forum",
    "REDIS_URL": "redis://:secret@redis.example:6379/0",
    "EMAIL_URL": "smtp+tls://forum:secret@mail.example:587",
}
MANAGE = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

SENDER = """
import django
django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 203.0.113.7"}, REMOTE_ADDR="10.0.0.1")
print(get_adapter().get_client_ip(request))
"""


def start(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """The command as an operator would start it, with no more of our own environment than it needs."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VAR_DIR") if name in os.environ}
    return subprocess.run(
        command,
        cwd=embedded.BASE_DIR,
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_complete_production_passes_the_deployment_checks():
    done = start(MANAGE, COMPLETE)

    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced).")


@pytest.mark.parametrize("name", sorted(COMPLETE.keys() - {"MAXFORUM_ENV"}))
def test_missing_variable_stops_the_start_and_is_named(name):
    done = start(MANAGE, {**COMPLETE, name: ""})

    assert done.returncode == 1
    assert done.stderr == f"The environment variable {name} is not set, and production needs it.\n"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PUBLIC_URL", "http://forum.example", "PUBLIC_URL must start with https:// in production.\n"),
        (
            "DATABASE_URL",
            "sqlite:///forum.db",
            "DATABASE_URL must name a PostgreSQL database: postgres://user:password@host/name\n",
        ),
        (
            "REDIS_URL",
            "memcached://cache.example",
            "REDIS_URL must name a Redis or Valkey server: redis://:password@host:6379/0\n",
        ),
        (
            "EMAIL_URL",
            "filemail:///mail",
            "EMAIL_URL must name a mail server: smtp+tls://user:password@host:587\n",
        ),
        (
            "MAXFORUM_ENV",
            "prod",
            "MAXFORUM_ENV is 'prod'; it must be 'development' or 'production'.\n",
        ),
    ],
)
def test_variable_that_production_cannot_use_stops_the_start(name, value, sentence):
    done = start(MANAGE, {**COMPLETE, name: value})

    assert (done.returncode, done.stderr) == (1, sentence)


@pytest.mark.parametrize("program", ["worker", "beat"])
def test_celery_refuses_in_one_sentence_too(program):
    done = start(
        [sys.executable, "-m", "celery", "-A", "maxforum.celery", program], {**COMPLETE, "SECRET_KEY": ""}
    )

    assert done.returncode == 1
    assert done.stderr == "The environment variable SECRET_KEY is not set, and production needs it.\n"


def test_wsgi_application_refuses_in_one_sentence_too():
    done = start([sys.executable, "-c", "import maxforum.wsgi"], {**COMPLETE, "REDIS_URL": ""})

    assert done.returncode == 1
    assert done.stderr == "The environment variable REDIS_URL is not set, and production needs it.\n"


@pytest.mark.parametrize(("behind_proxy", "sender"), [("true", "203.0.113.7"), ("false", "10.0.0.1")])
def test_sender_behind_the_proxy_is_who_the_proxy_says(behind_proxy, sender):
    """The last address is the proxy's own; a client may write what it likes before it."""
    done = start(
        [sys.executable, "-c", SENDER],
        {**COMPLETE, "BEHIND_PROXY": behind_proxy, "DJANGO_SETTINGS_MODULE": "maxforum.settings"},
    )

    assert (done.returncode, done.stdout) == (0, f"{sender}\n"), done.stderr


@pytest.mark.parametrize(
    ("further", "hosts"),
    [("", "['forum.example']"), ("www.forum.example", "['forum.example', 'www.forum.example']")],
)
def test_host_of_the_public_address_is_always_allowed_and_loopback_never(further, hosts):
    code = "from maxforum import settings; print(settings.ALLOWED_HOSTS)"

    done = start([sys.executable, "-c", code], {**COMPLETE, "ALLOWED_HOSTS": further})

    assert (done.returncode, done.stdout) == (0, f"{hosts}\n"), done.stderr
