"""2,000 people at once for 500 seats, through the real form and two web workers: nobody sees an error, none is oversold."""

import logging
import os
import time

from agenda import releasing
from events.models import Message
from maxforum import supervisor
from registrations.models import Move, Registration
from registrations.states import RegistrationState
from tests import workers
from tests.bench import cost, visitors
from tests.bench.figures import Figure
from tests.bench.visitors import Visit
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.smtp import free_port, mail_server

PEOPLE, SEATS = 2_000, 500
AT_ONCE = 16
WEB_WORKERS = 2


def measure(runs: int) -> list[Figure]:
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # the SMTP server tells every command
    port = free_port()
    figures: dict[str, list[float]] = {}
    with mail_server() as mailbox:
        env = workers.environment(
            EMAIL_URL=f"smtp://127.0.0.1:{mailbox.port}",
            PUBLIC_URL=f"http://127.0.0.1:{port}",
        )
        with (
            workers.celery("worker", env=env, nice=supervisor.WORKER_NICE) as worker,
            workers.web(port, env=env, processes=WEB_WORKERS) as web,
        ):
            parts = {
                "web": [web.pid],
                "PostgreSQL": cost.postgres(),
                "mails": [worker.pid],
                "guests and mail server": [os.getpid()],
            }
            for run in range(runs):
                meter = cost.Meter(parts)
                seconds, visits = _rush(port, run)
                figures.setdefault("rate", []).append(PEOPLE / seconds)
                figures.setdefault("form", []).append(_p99([visit.form for visit in visits]))
                figures.setdefault("post", []).append(_p99([visit.post for visit in visits]))
                for part, used in meter.used().items():
                    figures.setdefault(part, []).append(used / PEOPLE * 1000)
    return [
        Figure(f"{PEOPLE} people for {SEATS} seats, {AT_ONCE} at once", "per s", figures["rate"]),
        Figure("  p99 of the form", "ms", figures["form"]),
        Figure("  p99 of sending it", "ms", figures["post"]),
        *(Figure(f"  processor time of each: {part}", "ms", figures[part]) for part in parts),
    ]


def _rush(port: int, run: int) -> tuple[float, list[Visit]]:
    event = EventFactory(slug=f"bench-rush-{run}", open_now=True, capacity=SEATS)
    for _ in range(5):
        SessionFactory(event=event, room=None, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    workers.empty_broker()
    emails = (f"rush{number}@example.com" for number in range(PEOPLE))
    started = time.perf_counter()
    visits = visitors.rush(port, f"/events/{event.slug}/register/", emails, at_once=AT_ONCE)
    seconds = time.perf_counter() - started
    assert len(visits) == PEOPLE
    assert all(visit.is_good for visit in visits), "somebody saw an error page"
    _check(event.pk)
    return seconds, visits


def _check(event_id: int) -> None:
    """Exactly the seats there are; the rest wait, numbered without a gap in the order in which they came.

    The ledger tells that order: its rows are written under the lock on the event, which the commit gives back.
    """
    ledger = Move.objects.filter(registration__event=event_id).order_by("pk")
    steps = list(ledger.values_list("to_state", "registration__waiting_number"))
    assert steps[:SEATS] == [(RegistrationState.CONFIRMED, None)] * SEATS
    assert steps[SEATS:] == [(RegistrationState.WAITLISTED, place + 1) for place in range(PEOPLE - SEATS)]
    assert Registration.objects.filter(event=event_id).values("email").distinct().count() == PEOPLE
    assert Message.objects.filter(event=event_id).count() == PEOPLE


def _p99(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.99)] * 1000
