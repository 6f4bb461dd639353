"""The programme of forty sessions: ``manage.py render programme``, start to file, and drawing it once more."""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from agenda import releasing
from agenda.models import Appearance
from events import rendering
from tests.bench.children import manage
from tests.bench.figures import Figure
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory

SESSIONS = 40


def measure(runs: int) -> list[Figure]:
    event = EventFactory(slug="bench-programme", ends_at=START + timedelta(hours=10))
    for number in range(SESSIONS):
        starts_at = START + timedelta(minutes=15 * number)
        title = f"현장중심 제조AX 전략과 산업경쟁력 제고 효과 분석 {number + 1}"
        session = SessionFactory(
            event=event, title=title, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=15)
        )
        Appearance.objects.create(session=session, speaker=SpeakerFactory())
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "programme.pdf")
        results = [manage("render", "programme", event.slug, "-o", file) for _ in range(runs)]
    return [
        Figure(f"render programme, {SESSIONS} sessions", "s", [result.seconds for result in results]),
        Figure("  peak memory", "MB", [result.peak_mb for result in results]),
        Figure("  drawn once more by a warm worker", "s", [_draw(event.pk) for _ in range(runs + 1)][1:]),
    ]


def _draw(event_id: int) -> float:
    started = time.perf_counter()
    rendering.render(
        event_id=event_id, kind="programme", language="ko", at=NOON, progress=lambda done, total: None
    )
    return time.perf_counter() - started
