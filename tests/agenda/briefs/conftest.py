"""The ministry's own press release of Conference 1, as the project keeps it for an example."""

from pathlib import Path

import pytest

import agenda.briefs

PRESS_RELEASE = Path(agenda.briefs.__file__).parent / "examples" / "press-release.md"


@pytest.fixture(scope="session")
def press_release() -> str:
    return PRESS_RELEASE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def press_release_file() -> Path:
    return PRESS_RELEASE
