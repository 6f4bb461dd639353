"""HTML to PDF with WeasyPrint: our own fonts, pictures from memory, and nothing fetched from anywhere.

Needs no Django, so ``python -m events.typesetter SECONDS`` starts quickly as a process of its own: it takes one job
(see ``events.printjobs``) after the other as packets from its standard input, and ends when none comes for that long.
"""

import gc
import select
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from events import fonts, joining, printjobs, stamping, tagging
from events.embedding import KnownFonts
from events.printjobs import Job, Kind, Part, Refused

NOWHERE = "http://nowhere.invalid/"  # a relative address becomes one that is refused


def typeset(job: Job) -> bytes:
    """The job's parts as one PDF with one subset of each font; title and language from the first.

    Several parts are always tagged, one if its variant (``pdf/ua-1``) asks for it.

    :raises Refused: the HTML refers to anything but its own pictures
    """
    papers = (typeset_part(part, css=job.css, variant=job.variant) for part in job.parts)
    return next(papers) if len(job.parts) == 1 else joining.join(papers)


def typeset_part(part: Part, *, css: Sequence[str], variant: str | None) -> bytes:
    """One part as a PDF of its own.

    :raises Refused: the HTML refers to anything but its own pictures
    """
    html = HTML(string=part.html, base_url=NOWHERE, url_fetcher=_Pictures(part.pictures))
    styles = [_parsed(text) for text in (*css, *part.css)]
    try:
        with _collector_paused():
            document = html.render(font_config=_fonts(), stylesheets=styles, pdf_variant=variant)
            document.fonts = KnownFonts()
            if part.stamps:
                stamping.stamp(document, part.stamps, part.pictures, _fonts())
            return document.write_pdf(pdf_variant=variant, finisher=tagging.mend)
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
    """Set what comes in as packets, answering each. Ends with the other end."""
    source, target = sys.stdin.fileno(), sys.stdout.fileno()
    while select.select([source], [], [], seconds)[0]:
        try:
            job = printjobs.unpack(printjobs.receive(source))
        except EOFError:
            return
        try:
            paper = typeset(job)
        except Exception as error:
            traceback.print_exc()
            printjobs.tell(target, error)
        else:
            printjobs.answer(target, Kind.PAPER, paper)


if __name__ == "__main__":
    stay(float(sys.argv[1]))
