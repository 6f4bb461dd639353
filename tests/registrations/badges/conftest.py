"""Fixtures for the tests of print jobs."""

from typing import Any

import pytest

from registrations.models import PrintJob
from tests.registrations.badges.printjobs import start


@pytest.fixture
def drawn(django_capture_on_commit_callbacks):
    """A job whose bells were heard: asked for, drawn and joined."""

    def draw(event, **asked: Any) -> PrintJob:
        with django_capture_on_commit_callbacks(execute=True):
            job = start(event, **asked)
        job.refresh_from_db()
        return job

    return draw


@pytest.fixture
def _small_parts(monkeypatch):
    """A sheet of eight is a part."""
    monkeypatch.setattr("registrations.badges.paper.BADGES_A_BATCH", 8)
