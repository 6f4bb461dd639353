"""Badges for 1,500 people: ``manage.py render badges``, from the start of the process to the file on disk."""

import tempfile
from pathlib import Path

from registrations import crowd
from tests.bench.children import manage
from tests.bench.figures import Figure
from tests.factories.events import NOON, EventFactory

GUESTS = 1_500


def measure(runs: int) -> list[Figure]:
    event = EventFactory(slug="bench-badges", name="제1회 M.AX 컨퍼런스 및 산업성장포럼", capacity=GUESTS)
    crowd.fill(event_id=event.pk, guests=GUESTS, seed=1, at=NOON)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badges.pdf"
        results = [manage("render", "badges", event.slug, "-o", str(file)) for _ in range(runs)]
        size = file.stat().st_size
    return [
        Figure(f"render badges, {GUESTS:,} guests", "s", [result.seconds for result in results]),
        Figure("  peak memory, all processes", "MB", [result.peak_mb for result in results]),
        Figure("  file", "kB", [size / 1e3]),
    ]
