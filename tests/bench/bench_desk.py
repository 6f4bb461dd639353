"""The desk at 5,000 guests: finding one, and 30 scans a second from eight desks through real web processes."""

import asyncio
import time
from collections.abc import Iterable
from random import Random
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from events import access, codes
from events.models import EventRole
from registrations import finding, links
from registrations.models import CheckIn, Presence, Registration
from registrations.states import Category, RegistrationState
from tests import workers
from tests.bench import cost
from tests.bench.figures import Figure
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.smtp import free_port

PEOPLE = 5_000
QUERIES = ["ㅂㅈㅎ", "박정", "김", "4321", "한국기계", "ㄱㅁㅅ", "guest17@", "이서연"]
DESKS, RATE, SECONDS = 8, 30, 20
WEB_WORKERS = 2
SLOWEST = 60.0  # seconds for one answer: no desk waits longer
_FAMILY = "김이박최정강조윤장임한오서신권황안송전홍"
_GIVEN = "민서도윤지우하준은정호영수진현석경희동욱미란성태"
_BODIES = ["한국기계", "(주)인터엑스", "대한상공회의소", "한국생산기술연구원", "산업통상부", "서울대학교"]


def measure(runs: int) -> list[Figure]:
    found: list[float] = []
    scanned: list[float] = []
    rates: list[float] = []
    spent: dict[str, list[float]] = {}
    for run in range(runs):
        event = _event(run)
        found.append(_p95(_find(event.pk)))
        seconds, answers, used = _scan(event, run)
        for part, share in used.items():
            spent.setdefault(part, []).append(share / len(answers) * 1000)
        scanned.append(_p95(answers))
        rates.append(len(answers) / seconds)
        assert CheckIn.objects.filter(event=event).count() == len(answers)
        assert Presence.objects.filter(registration__event=event).count() == len(answers)
    return [
        Figure(f"find among {PEOPLE:,}, p95", "ms", found),
        Figure(f"check-in from {DESKS} desks, p95", "ms", scanned),
        Figure("  scans", "per s", rates),
        *(Figure(f"  processor time of each: {part}", "ms", spent[part]) for part in spent),
    ]


def _event(run: int):
    event, random = EventFactory(slug=f"bench-desk-{run}"), Random(run)
    people = []
    for number in range(PEOPLE):
        code = codes.new_code()
        people.append(
            Registration(
                event=event,
                code=code,
                token_hash=links.token_hash(code),
                name=random.choice(_FAMILY) + "".join(random.sample(_GIVEN, 2)),
                organization=random.choice(_BODIES),
                title="과장",
                phone=f"+8210{random.randrange(10**8):08}",
                email=f"guest{number}@run{run}.example.com",
                category=Category.COMPANY,
                state=RegistrationState.CONFIRMED,
                registered_at=NOON,
                changed_at=NOON,
            )
        )
    Registration.objects.bulk_create(people)
    return event


def _find(event_id: int) -> list[float]:
    taken = []
    for query in QUERIES * 25:
        began = time.perf_counter()
        finding.find(event_id=event_id, query=query)
        taken.append(time.perf_counter() - began)
    return taken


def _scan(event, run: int) -> tuple[float, list[float]]:
    staff = UserFactory(email=f"desk{run}@bench.example.com")
    access.grant(event_id=event.pk, user_id=staff.pk, role=EventRole.DESK, by_id=None, at=timezone.now())
    client = Client()
    client.force_login(staff)
    client.get(f"/desk/{event.slug}/")
    cookies = {name: client.cookies[name].value for name in (settings.SESSION_COOKIE_NAME, "csrftoken")}
    people = event.registrations.order_by("pk").values_list("code", flat=True)[: RATE * SECONDS]
    port = free_port()
    env = workers.environment(PUBLIC_URL=f"http://127.0.0.1:{port}")
    with workers.web(port, env=env, processes=WEB_WORKERS) as web:
        meter = cost.Meter({"web": [web.pid], "PostgreSQL": cost.postgres()})
        began = time.perf_counter()
        answers = asyncio.run(_desks(port, event.slug, list(people), cookies))
        return time.perf_counter() - began, answers, meter.used()


async def _desks(port: int, slug: str, guests: list[str], cookies: dict[str, str]) -> list[float]:
    """Each desk scans at its own even pace, whatever the answers take."""
    taken: list[float] = []
    pace = DESKS / RATE
    begins = time.perf_counter()

    async def desk(number: int, its: Iterable[str]) -> None:
        for turn, code in enumerate(its):
            due = begins + (turn + number / DESKS) * pace
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            async with asyncio.timeout(SLOWEST):
                taken.append(await _post(port, f"/desk/{slug}/{code}/check-in/", cookies))

    async with asyncio.TaskGroup() as group:
        for number in range(DESKS):
            group.create_task(desk(number, guests[number::DESKS]))
    return taken


async def _post(port: int, path: str, cookies: dict[str, str]) -> float:
    body = f"csrfmiddlewaretoken={cookies['csrftoken']}&scan_id={uuid4()}".encode()
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(head.encode() + body)
        status = await reader.readline()
    finally:
        writer.close()
    assert b" 302 " in status, status
    return time.perf_counter() - began


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000
