"""The site through real HTTP: the event page, registering, and the mail after it, on one machine with its client."""

import http.client
import logging
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from urllib.parse import urlencode

from agenda import releasing
from events.models import Message, MessageState
from registrations.models import Registration
from tests import workers
from tests.bench.figures import Figure
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.smtp import free_port, mail_server

CLIENTS = 8
PAGES = 2_000
SIGN_UPS = 200
PAGE = "/events/bench-site/"


def measure(runs: int) -> list[Figure]:
    event = EventFactory(slug="bench-site", open_now=True, capacity=100_000)
    for _ in range(5):
        SessionFactory(event=event, room=None, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    workers.empty_broker()
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the SMTP server tells every command
    port = free_port()
    with mail_server() as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}", PUBLIC_URL=f"http://127.0.0.1:{port}"
        )
        with workers.celery("worker", env=env), workers.web(port, env=env):
            pages = [_read_pages(port, headers={}) for _ in range(runs)]
            etag = _etag(port)
            unchanged = [_read_pages(port, headers={"If-None-Match": etag}) for _ in range(runs)]
            sign_ups = [_sign_up_many(port, run) for run in range(runs)]
            waits = [_seconds_to_mail(port, number) for number in range(runs)]
    return [
        Figure(f"event page, {CLIENTS} at once", "req/s", [rate for rate, _ in pages]),
        Figure("  p50", "ms", [middle for _, middle in pages]),
        Figure("  unchanged (304)", "req/s", [rate for rate, _ in unchanged]),
        Figure(f"sign-ups (form and post), {CLIENTS} at once", "per s", sign_ups),
        Figure("from the click to the mail server", "s", waits),
    ]


def _read_pages(port: int, *, headers: dict[str, str]) -> tuple[float, float]:
    """Requests a second, and the median of one in milliseconds."""
    local = threading.local()

    def read(_number: int) -> float:
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        started = time.perf_counter()
        local.connection.request("GET", PAGE, headers=headers)
        response = local.connection.getresponse()
        response.read()
        assert response.status in {200, 304}
        return time.perf_counter() - started

    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        times = list(pool.map(read, range(PAGES)))
    return PAGES / (time.perf_counter() - started), median(times) * 1000


def _etag(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PAGE)
    return str(connection.getresponse().headers["ETag"])


def _sign_up_many(port: int, run: int) -> float:
    before = Registration.objects.count()
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(lambda number: _sign_up(port, f"run{run}-{number}@example.com"), range(SIGN_UPS)))
    seconds = time.perf_counter() - started
    assert Registration.objects.count() == before + SIGN_UPS
    _settle()
    return SIGN_UPS / seconds


def _sign_up(port: int, email: str) -> None:
    """A guest: opens the form, sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"{PAGE}register/")
    response = connection.getresponse()
    cookie = response.headers["Set-Cookie"].split(";")[0]
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', response.read().decode())
    form = {
        "csrfmiddlewaretoken": token,
        "name": "홍길동",
        "organization": "한국기계",
        "phone": "010-1234-5678",
        "email": email,
        "category": "company",
        "consent_privacy": "on",
        "consent_age": "on",
    }
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{PAGE}register/", body=urlencode(form), headers=headers)
    response = connection.getresponse()
    response.read()
    assert response.status == 302
    connection.close()


def _seconds_to_mail(port: int, number: int) -> float:
    email = f"alone{number}@example.com"
    started = time.perf_counter()
    _sign_up(port, email)
    sent = Message.objects.filter(to=email, state=MessageState.SENT)
    assert workers.wait_until(sent.exists, seconds=60)
    return time.perf_counter() - started


def _settle() -> None:
    """Wait until the mails of a run are out, so that they do not weigh on the next."""
    open_mails = Message.objects.exclude(state=MessageState.SENT)
    assert workers.wait_until(lambda: not open_mails.exists(), seconds=300)
