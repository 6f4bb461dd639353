"""Badges: ``manage.py render badges`` for growing events, one badge from the standing press, and plain WeasyPrint."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from events import printjobs, stylesheets
from events.models import Event
from events.printjobs import ACCESSIBLE, Part
from events.standingpress import PRESS
from registrations import crowd
from registrations.badges import paper
from registrations.badges.paper import Choice
from tests.bench.children import Run, manage, python
from tests.bench.figures import Figure
from tests.factories.events import NOON, EventFactory

SHEET = "sticker-2x4"  # eight on A4
GUESTS = 1_500
MORE_GUESTS = (3_000, 10_000)  # once each, to see what grows
ALONE = 100  # single badges, one after the other
LIMIT = 900  # seconds that a run may take


@dataclass(frozen=True)
class _Sized:
    run: Run
    file_kb: float


def measure(runs: int) -> list[Figure]:
    event = EventFactory(
        slug="bench-badges", name="제1회 M.AX 컨퍼런스 및 산업성장포럼", capacity=MORE_GUESTS[-1]
    )
    figures = []
    for guests in (GUESTS, *MORE_GUESTS):
        crowd.fill(event_id=event.pk, guests=guests, seed=1, at=NOON)
        results = [_rendered(event) for _ in range(runs if guests == GUESTS else 1)]
        figures += _figures(f"render badges, {guests:,} guests", results)
        if guests == GUESTS:
            results = [_plain(event)]
            figures += _figures(f"plain WeasyPrint, the same {guests:,} in one document", results)
            figures.append(Figure("one badge, warm: p50", "ms", samples := _alone(event)))
            figures.append(Figure("  p95", "ms", [sorted(samples)[int(0.95 * len(samples))]]))
    return figures


def _figures(what: str, results: list[_Sized]) -> list[Figure]:
    return [
        Figure(what, "s", [one.run.seconds for one in results]),
        Figure("  processor time", "s", [one.run.cpu_seconds for one in results]),
        Figure("  peak memory, all processes", "MB", [one.run.peak_mb for one in results]),
        Figure("  peak memory, the largest process", "MB", [one.run.largest_mb for one in results]),
        Figure("  file", "kB", [one.file_kb for one in results]),
    ]


def _rendered(event: Event) -> _Sized:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "badges.pdf"
        run = manage("render", "badges", event.slug, "--layout", SHEET, "-o", str(file), limit=LIMIT)
        return _Sized(run, file.stat().st_size / 1e3)


def _plain(event: Event) -> _Sized:
    with tempfile.TemporaryDirectory() as folder:
        file, job = Path(folder) / "badges.pdf", Path(folder) / "job"
        job.write_bytes(_job(_parts(event, as_html=True)))
        run = python("-m", "tests.bench.plain", str(file), limit=LIMIT, given=job)
        return _Sized(run, file.stat().st_size / 1e3)


def _alone(event: Event) -> list[float]:
    """Milliseconds from what is drawn of one badge to its PDF, by a press that has set one before."""
    job = _job(_parts(event, pk=event.registrations.earliest("pk").pk))
    PRESS.write(job, seconds=LIMIT)
    samples = []
    for _ in range(ALONE):
        started = time.perf_counter()
        PRESS.write(job, seconds=LIMIT)
        samples.append(1000 * (time.perf_counter() - started))
    return samples


def _job(parts: list[Part]) -> bytes:
    return printjobs.pack(parts, css=[stylesheets.read("css/badge.css")], variant=ACCESSIBLE)


def _parts(event: Event, *, pk: int | None = None, as_html: bool = False) -> list[Part]:
    choice = Choice(layout=SHEET) if pk is None else Choice(layout=SHEET, ids=frozenset([pk]))
    with translation.override("ko"):
        return [
            paper.draw(event, batch, choice, language="ko", as_html=as_html).part
            for batch in paper.plan(event.pk, choice)
        ]
