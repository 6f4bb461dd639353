"""How a form of a release is handed out: with a strong ETag, a type and a name, and 304 to who has it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language

from agenda import editions
from agenda.published import Published

CALENDAR = "text/calendar; charset=utf-8"
JSON = "application/json"
XML = "application/xml"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HWPX = "application/hwp+zip"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Form:
    """A form of a release.

    ``name`` is what the file is called, with ``{slug}`` and ``{number}``, and "" for a page. ``is_kept`` is for what
    is dear to make.
    """

    key: str
    content_type: str
    make: Callable[[Published, str], bytes]
    name: str = ""
    is_attachment: bool = False
    is_open: bool = False  # other sites' scripts may read it
    is_kept: bool = False


def answer(request: HttpRequest, slug: str, form: Form) -> HttpResponse:
    """The form of the event's latest release: one query for who has it, else two.

    :raises Http404: nothing is released yet, or ``make`` finds nothing
    """
    language = get_language() or "ko"
    number = editions.newest(slug)
    if number is None:
        raise Http404
    version = editions.version(slug, number, form=form.key, language=language)
    response = get_conditional_response(request, etag=quote_etag(version))
    if response is None:
        response = HttpResponse(
            _content(slug, number, language, version, form), content_type=form.content_type
        )
        if form.name:
            disposition = "attachment" if form.is_attachment else "inline"
            name = form.name.format(slug=slug, number=number)
            response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["ETag"] = quote_etag(version)
    response["Cache-Control"] = "no-cache"  # a reader asks each time, and mostly hears 304
    if form.is_open:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _content(slug: str, number: int, language: str, version: str, form: Form) -> bytes:
    def make() -> bytes:
        return form.make(editions.read(slug, number), language)

    return editions.made_once(version, make) if form.is_kept else make()
