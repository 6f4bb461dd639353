"""HTML to PDF with WeasyPrint: our own fonts, pictures from memory, and nothing fetched from anywhere."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from events import fonts

ACCESSIBLE = "pdf/ua-1"


class Refused(Exception):
    """The HTML asks for something that is neither one of our fonts nor one of its own pictures."""


@dataclass(frozen=True)
class Part:
    """Some whole pages of a paper, with the pictures that its ``<img src="picture:NAME">`` name."""

    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def stylesheet(name: str) -> str:
    """The text of a static style sheet such as ``css/paper.css``.

    :raises FileNotFoundError: there is none of that name
    """
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return Path(path).read_text()


def write(part: Part, *, css: Sequence[str]) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1), title and language from the HTML.

    :raises Refused: the HTML refers to anything but its own pictures
    """
    with _collector_paused():
        return _lay_out(part, css, pdf_variant=ACCESSIBLE).write_pdf(pdf_variant=ACCESSIBLE)


def write_parts(parts: Iterable[Part], *, css: Sequence[str]) -> bytes:
    """Many pages as one PDF with one subset of each font, untagged; title and language from the first part.

    Each part is asked for when the one before it is laid out, so a generator can report progress.

    :raises Refused: the HTML refers to anything but its own pictures
    :raises ValueError: there is no part
    """
    with _collector_paused():
        documents = [_lay_out(part, css) for part in parts]
        if not documents:
            raise ValueError("A paper has at least one part.")
        pages = [page for document in documents for page in document.pages]
        return documents[0].copy(pages).write_pdf()


def _lay_out(part: Part, css: Sequence[str], **options: Any) -> Document:
    html = HTML(string=part.html, url_fetcher=_Pictures(part.pictures))
    try:
        return html.render(font_config=_fonts(), stylesheets=[_parsed(text) for text in css], **options)
    except FatalURLFetchingError as error:
        # A BaseException in WeasyPrint: it must not take the worker down.
        raise Refused(str(error)) from error


class _Pictures(URLFetcher):
    """Serves ``picture:NAME`` from memory. A file, an address or any other scheme ends the rendering."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["picture"], fail_on_errors=True)
        self._pictures = pictures

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "picture":
            raise ValueError("only a paper's own pictures are served")
        return URLFetcherResponse(url, self._pictures[name], {"Content-Type": "image/png"})


class _OurFonts(FontConfiguration):
    """Our two fonts, read where they lie.

    WeasyPrint copies every ``@font-face`` file into a temporary folder, 11 MB a process that a killed worker
    leaves behind. The files in ``static/fonts`` need no copy, so the ``@font-face`` rules, which the same style
    sheets have for browsers, are passed over here.
    """

    def __init__(self) -> None:
        super().__init__()
        for path in (fonts.REGULAR, fonts.BOLD):
            if not fontconfig.FcConfigAppFontAddFile(self._config, str(path).encode()):
                raise FileNotFoundError(path)
        pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", self.font_map))

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        return


@cache
def _fonts() -> _OurFonts:
    """One for the process: a new one would read the system's font list again for each paper."""
    return _OurFonts()


@lru_cache(maxsize=16)
def _parsed(css: str) -> CSS:
    return CSS(string=css, base_url="paper:", url_fetcher=_Pictures({}), font_config=_fonts())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No cyclic garbage collection for the while: walking millions of boxes costs a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
