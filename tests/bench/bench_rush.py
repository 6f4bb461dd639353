"""2,000 people at once for 500 seats, through the real form and two web workers: nobody sees an error, none is oversold."""

import http.client
import logging
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from agenda import releasing
from events.models import Message
from registrations.models import Registration
from registrations.states import RegistrationState
from tests import workers
from tests.bench.figures import Figure
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.smtp import free_port, mail_server

PEOPLE, SEATS = 2_000, 500
AT_ONCE = 16
WEB_WORKERS = 2


@dataclass(frozen=True)
class Visit:
    """How long a guest's two requests took, in seconds, and whether both were answered as they should be."""

    form: float
    post: float
    is_good: bool


def measure(runs: int) -> list[Figure]:
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the SMTP server tells every command
    port = free_port()
    rates, form_p99, post_p99 = [], [], []
    with mail_server() as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}",
            PUBLIC_URL=f"http://127.0.0.1:{port}",
        )
        with workers.celery("worker", env=env), workers.web(port, env=env, processes=WEB_WORKERS):
            for run in range(runs):
                seconds, visits = _rush(port, run)
                rates.append(PEOPLE / seconds)
                form_p99.append(_p99([visit.form for visit in visits]))
                post_p99.append(_p99([visit.post for visit in visits]))
    return [
        Figure(f"{PEOPLE} people for {SEATS} seats, {AT_ONCE} at once", "per s", rates),
        Figure("  p99 of the form", "ms", form_p99),
        Figure("  p99 of sending it", "ms", post_p99),
    ]


def _rush(port: int, run: int) -> tuple[float, list[Visit]]:
    event = EventFactory(slug=f"bench-rush-{run}", open_now=True, capacity=SEATS)
    for _ in range(5):
        SessionFactory(event=event, room=None, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    workers.empty_broker()
    started = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        visits = list(pool.map(lambda number: _visit(port, event.slug, number), range(PEOPLE)))
    seconds = time.perf_counter() - started
    assert all(visit.is_good for visit in visits), "somebody saw an error page"
    _check(event.pk)
    return seconds, visits


def _check(event_id: int) -> None:
    """Exactly the seats there are; the rest wait, numbered without a gap in the order in which they were written."""
    rows = Registration.objects.filter(event=event_id)
    assert rows.filter(state=RegistrationState.CONFIRMED).count() == SEATS
    waiting = list(rows.waitlisted().order_by("pk").values_list("waiting_number", flat=True))
    assert waiting == list(range(1, PEOPLE - SEATS + 1))
    assert Message.objects.filter(event=event_id).count() == PEOPLE


def _visit(port: int, slug: str, number: int) -> Visit:
    address = f"/events/{slug}/register/"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", address)
    response = connection.getresponse()
    page = response.read().decode()
    read = time.perf_counter()
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    form = {
        "csrfmiddlewaretoken": token,
        "name": "홍길동",
        "organization": "한국기계",
        "phone": "010-1234-5678",
        "email": f"rush{number}@example.com",
        "category": "company",
        "consent_privacy": "on",
        "consent_age": "on",
    }
    headers = {
        "Cookie": response.headers["Set-Cookie"].split(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", address, body=urlencode(form), headers=headers)
    answer = connection.getresponse()
    answer.read()
    sent = time.perf_counter()
    connection.close()
    return Visit(read - began, sent - read, response.status == 200 and answer.status == 302)


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)] * 1000
