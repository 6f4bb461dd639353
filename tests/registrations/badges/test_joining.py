"""Parts of a print job as one file, wherever the storage keeps them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from events import pdf
from events.printjobs import Part
from registrations.badges import joining
from tests import pdfs

HTML = '<html lang="ko"><title>명찰</title><body><p>{}</p>'


@pytest.fixture
def names():
    """Two parts in the storage."""
    return [default_storage.save(f"{text}.pdf", ContentFile(_part(text))) for text in ("first", "second")]


def _part(text: str) -> bytes:
    return pdf.write_parts([Part(HTML.format(text))], css=[], progress=lambda done, total: None)


@pytest.mark.parametrize("is_remote", [False, True])
def test_parts_are_joined_in_their_order(names, is_remote, monkeypatch):
    if is_remote:
        monkeypatch.setattr(default_storage._wrapped, "path", _no_path)

    whole = joining.joined(names)

    assert [page.strip() for page in pdfs.pages(whole)] == ["first", "second"]


@pytest.mark.parametrize("is_remote", [False, True])
def test_missing_part_is_told(names, is_remote, monkeypatch):
    if is_remote:
        monkeypatch.setattr(default_storage._wrapped, "path", _no_path)
    default_storage.delete(names[1])

    with pytest.raises(joining.Unreadable):
        joining.joined(names)


def _no_path(name: str) -> str:
    raise NotImplementedError
