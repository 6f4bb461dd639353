"""Parts of a print job as one file, wherever the storage keeps them."""

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from events import pdf
from events.printjobs import Part
from registrations.badges import joining
from tests import pdfs

HTML = '<html lang="ko"><title>명찰</title><body><p>{}</p>'


class Elsewhere:
    """The storage as one on another machine is: its files have no paths here."""

    def path(self, name: str) -> str:
        raise NotImplementedError

    def open(self, name: str, mode: str) -> File:
        return default_storage.open(name, mode)


@pytest.fixture(params=["here", "elsewhere"])
def names(request, monkeypatch):
    """Two parts in the storage."""
    if request.param == "elsewhere":
        monkeypatch.setattr(joining, "default_storage", Elsewhere())
    return [default_storage.save(f"{text}.pdf", ContentFile(_part(text))) for text in ("first", "second")]


def _part(text: str) -> bytes:
    return pdf.write_parts([Part(HTML.format(text))], css=[], progress=lambda done, total: None)


def test_parts_are_joined_in_their_order(names):
    whole = joining.joined(names)

    assert [page.strip() for page in pdfs.pages(whole)] == ["first", "second"]


def test_missing_part_is_told(names):
    default_storage.delete(names[1])

    with pytest.raises(joining.Unreadable):
        joining.joined(names)
