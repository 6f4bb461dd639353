"""The workbench of a day with sixty sessions in four rooms: opening it, a move on it, and asking what is new."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agenda import releasing
from agenda.models import Appearance, Session
from events.models import Event
from tests.bench.figures import Figure
from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory

SESSIONS, ROOMS, LENGTH = 60, 4, timedelta(minutes=20)


def measure(runs: int) -> list[Figure]:
    event = _day()
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(organizer_of(event))
    page = reverse("admin:agenda_session_programme", args=[event.pk])
    pieces = reverse("admin:agenda_workbench_pieces", args=[event.pk])
    client.get(page)
    opened = [_timed(lambda: client.get(page)) for _ in range(runs + 1)]
    rooms = [_timed(lambda: client.get(page, {"view": "rooms"})) for _ in range(runs)]
    moves = [_move(client, event, "longer" if run % 2 else "shorter") for run in range(runs + 1)]
    tag = client.get(pieces)["ETag"]
    asked = [
        _timed(lambda: client.get(pieces, headers={"If-None-Match": tag, "X-Workbench": "1"}), status=304)
        for _ in range(runs)
    ]
    what = f"workbench, {SESSIONS} sessions in {ROOMS} rooms: "
    return [
        Figure(f"{what}open", "ms", [one[0] for one in opened[1:]]),
        Figure("  queries", "", [float(one[1]) for one in opened[1:]]),
        Figure("  open with the rooms side by side", "ms", [one[0] for one in rooms]),
        Figure("  a move that ripples", "ms", [one[0] for one in moves[1:]]),
        Figure("  queries", "", [float(one[1]) for one in moves[1:]]),
        Figure("  asking what is new, when nothing is", "ms", [one[0] for one in asked]),
    ]


def _day() -> Event:
    per_room = SESSIONS // ROOMS
    event = EventFactory(slug="bench-workbench", ends_at=START + LENGTH * (per_room + 1))
    rooms = [event.room, *(RoomFactory(venue=event.venue) for _ in range(ROOMS - 1))]
    for place, room in enumerate(rooms):
        for number in range(per_room):
            starts_at = START + LENGTH * number
            title = f"현장중심 제조AX 전략과 산업경쟁력 제고 효과 분석 {place + 1}-{number + 1}"
            session = SessionFactory(
                event=event, room=room, title=title, starts_at=starts_at, ends_at=starts_at + LENGTH
            )
            Appearance.objects.create(session=session, speaker=SpeakerFactory())
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


def _move(client: Client, event: Event, step: str) -> tuple[float, int]:
    first = Session.objects.filter(event=event, room=event.room).order_by("starts_at").first()
    data = {"step": step, "session": f"{first.pk}:{first.version}", "ripple": "on"}
    address = reverse("admin:agenda_workbench_step", args=[event.pk])
    return _timed(lambda: client.post(address, data, headers={"X-Workbench": "1"}))


def _timed(ask: Callable[[], HttpResponse], *, status: int = 200) -> tuple[float, int]:
    """Milliseconds, and how many queries; counting them costs a little of the time."""
    with CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        response = ask()
        took = (time.perf_counter() - started) * 1000
    assert response.status_code == status
    return took, len(queries)
