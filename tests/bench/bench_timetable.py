"""The public timetable of a full day: 60 sessions in 4 rooms, drawn from the database and sent over HTTP."""

import random
import time
from datetime import timedelta

from django.core.cache import cache
from django.test import Client

from agenda import releasing
from agenda.models import Appearance
from tests.bench.figures import Figure
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, EventFactory, RoomFactory

SESSIONS, ROOMS = 60, 4
MINUTES = 30
FORMS = (
    "schedule.json",
    "schedule.xml",
    "schedule.ics",
    "programme.xlsx",
    "programme.hwpx",
    "programme.pdf",
    "display/",
)
SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣"), 28)]
REPEATS = 10  # pages drawn for each sample


def measure(runs: int) -> list[Figure]:
    event = EventFactory(slug="bench-timetable", open_now=True)
    event.ends_at = event.starts_at + timedelta(hours=8)
    event.save()
    rooms = [RoomFactory(venue=event.venue) for _ in range(ROOMS)]
    for number in range(SESSIONS):
        starts_at = event.starts_at + timedelta(minutes=MINUTES * (number // ROOMS))
        session = SessionFactory(
            event=event,
            room=rooms[number % ROOMS],
            title=_title(number),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=MINUTES),
        )
        Appearance.objects.create(session=session, speaker=SpeakerFactory())
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    page = f"/events/{event.slug}/"
    _seconds(page)  # the first page of a process reads templates and catalogues
    figures = [
        Figure(f"event page, {SESSIONS} sessions, uncached", "ms", [_page(page) for _ in range(runs)]),
        Figure("  from the cache", "ms", [_seconds(page) * 1000 for _ in range(runs)]),
        Figure("  over the wire (gzip)", "kB", [_size(page, "gzip")]),
        Figure("  before compression", "kB", [_size(page, "identity")]),
    ]
    for form in FORMS:
        samples = [_uncached(page + form) * 1000 for _ in range(runs)]
        figures.append(Figure(f"{form}, uncached", "ms", samples))
        figures.append(Figure("  over the wire", "kB", [_size(page + form, "gzip")]))
    return figures


def _title(number: int) -> str:
    """No two alike, so that compression finds no more than it would in a real programme."""
    syllables = random.Random(number)
    return " ".join("".join(syllables.choices(SYLLABLES, k=syllables.randint(2, 4))) for _ in range(8))


def _page(address: str) -> float:
    """Milliseconds that drawing the page takes, the mean of a few."""
    return sum(_uncached(address) for _ in range(REPEATS)) / REPEATS * 1000


def _uncached(address: str) -> float:
    cache.clear()
    return _seconds(address)


def _seconds(address: str) -> float:
    client = Client()
    started = time.perf_counter()
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    seconds = time.perf_counter() - started
    assert response.status_code == 200
    return seconds


def _size(address: str, encoding: str) -> float:
    return len(Client().get(address, headers={"Accept-Encoding": encoding}).content) / 1e3
