"""A roster of 2,000 people through the admin's own pages: the file read and shown, then brought in."""

import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registrations.models import Invitation
from tests import spreadsheets
from tests.bench.figures import Figure
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.registrations.rosterpages import sent_back

ROWS = 2_000
HEADINGS = ["연번", "구분", "성명", "소속", "직위", "휴대전화", "이메일"]


def measure(runs: int) -> list[Figure]:
    content = spreadsheets.xlsx(
        [
            ["2026년 M.AX 컨퍼런스 초청 명단"],
            HEADINGS,
            *[
                [
                    n + 1,
                    "기업",
                    f"김{chr(0xAC00 + n)}수",
                    f"한국기계{n % 300}",
                    "부장",
                    1010000000 + n,
                    f"guest{n}@example.com",
                ]
                for n in range(ROWS)
            ],
        ],
        merges=["A1:G1"],
    )
    shown, written = [], []
    for run in range(runs):
        seconds = _bring_in(f"bench-roster-{run}", content)
        shown.append(seconds[0])
        written.append(seconds[1])
    return [
        Figure(f"roster of {ROWS:,} rows read, compared and shown", "s", shown),
        Figure("  brought in", "s", written),
    ]


def _bring_in(slug: str, content: bytes) -> tuple[float, float]:
    event = EventFactory(slug=slug, open_now=True)
    client = Client()
    client.force_login(organizer_of(event))
    address = reverse("admin:registrations_roster_import", args=[event.pk])
    began = time.perf_counter()
    page = client.post(address, {"file": SimpleUploadedFile("명단.xlsx", content)})
    read = time.perf_counter()
    assert f"새로 초청 {ROWS}건" in page.content.decode()
    form = sent_back(page, accept="1")
    sent = time.perf_counter()
    assert client.post(address, form).status_code == 302
    done = time.perf_counter()
    assert Invitation.objects.filter(event=event).count() == ROWS
    return read - began, done - sent
