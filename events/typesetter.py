"""HTML to PDF with WeasyPrint: our own fonts, pictures from memory, and nothing fetched from anywhere.

Needs no Django, so ``python -m events.typesetter`` starts quickly as a process of its own: it reads
one job as JSON (see ``events.printjobs``) from its standard input and writes the PDF to its standard output.
With ``--stay SECONDS`` it takes one job after the other as packets, until none comes for that long.
"""

import gc
import select
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from weasyprint import CSS, HTML, Document
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from events import fonts, printjobs, tagging
from events.printjobs import Part

NOWHERE = "http://nowhere.invalid/"  # a relative address becomes one that is refused


class Refused(Exception):
    """The HTML asks for something that is neither one of our fonts nor one of its own pictures."""


def typeset(
    parts: Sequence[Part],
    *,
    css: Sequence[str],
    variant: str | None = None,
    laid_out: Callable[[int], None] = lambda count: None,
) -> bytes:
    """The parts as one PDF with one subset of each font; title and language from the first.

    ``laid_out`` is told the number of parts after each; painting them all comes last and takes a quarter of the
    time. A tagged ``variant`` such as ``pdf/ua-1`` takes one part only.

    :raises Refused: the HTML refers to anything but its own pictures
    """
    with _collector_paused():
        documents = []
        for count, part in enumerate(parts, start=1):
            documents.append(_lay_out(part, css, pdf_variant=variant))
            laid_out(count)
        if len(documents) == 1:
            return documents[0].write_pdf(finisher=tagging.mend, pdf_variant=variant)
        pages = [page for document in documents for page in document.pages]
        return documents[0].copy(pages).write_pdf()


def _lay_out(part: Part, css: Sequence[str], **options: Any) -> Document:
    html = HTML(string=part.html, base_url=NOWHERE, url_fetcher=_Pictures(part.pictures))
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
    return CSS(string=css, base_url=NOWHERE, url_fetcher=_Pictures({}), font_config=_fonts())


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


def stay(seconds: float) -> None:
    """Set what comes in as packets; an empty packet answers a job that could not be set. Ends with the other end."""
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    while select.select([source], [], [], seconds)[0]:
        try:
            job = printjobs.unpack(printjobs.receive(source))
        except EOFError:
            return
        try:
            paper = typeset(job.parts, css=job.css, variant=job.variant)
        except Exception:
            traceback.print_exc()
            paper = b""
        printjobs.send(target, paper)


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--stay"]:
        stay(float(arguments[1]))
        return
    gc.disable()  # this process ends with its job
    job = printjobs.unpack(sys.stdin.buffer.read())
    sys.stdout.buffer.write(typeset(job.parts, css=job.css, variant=job.variant))


if __name__ == "__main__":
    main(sys.argv[1:])
