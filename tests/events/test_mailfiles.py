"""Mails and papers hold names and personal links: on disk they are their owner's alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage


@pytest.fixture(autouse=True)
def _open_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_mail_files_are_for_their_owner_alone(settings, tmp_path):
    settings.EMAIL_BACKEND = "events.mailfiles.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")

    EmailMessage("제목", "본문", to=["guest@example.com"]).send()

    (file,) = (tmp_path / "mail").iterdir()
    assert (file.suffix, oct(_mode(file)), oct(_mode(file.parent))) == (".eml", "0o600", "0o700")


def test_papers_are_for_their_owner_alone(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"

    name = default_storage.save("documents/badges.pdf", ContentFile(b"%PDF"))

    file = Path(default_storage.path(name))
    assert (oct(_mode(file)), oct(_mode(file.parent)), oct(_mode(settings.MEDIA_ROOT))) == (
        "0o600",
        "0o700",
        "0o700",
    )
