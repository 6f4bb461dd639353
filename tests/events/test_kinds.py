"""Which papers there are, and that asking for one does not load the engine that draws it."""

import subprocess
import sys

from django.conf import settings
from django.utils.module_loading import import_string

from events import kinds


def test_each_app_registers_its_papers():
    assert sorted(kind.name for kind in kinds.every()) == [
        "badge-proof",
        "badge-test",
        "badges",
        "certificates",
        "cue-sheet",
        "desk-list",
        "door-signs",
        "nameplates",
        "programme",
        "register",
        "seat-labels",
        "seat-plan",
        "settlement",
    ]
    assert all(callable(import_string(kind.pages or kind.renderer)) for kind in kinds.every())


def test_a_web_process_does_not_carry_the_pdf_engine():
    code = "import django, sys; django.setup(); import maxforum.urls; print('weasyprint' in sys.modules)"

    result = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, check=True, text=True
    )

    assert result.stdout.split() == ["False"]
