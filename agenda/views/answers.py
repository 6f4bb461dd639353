"""How a form of a release is handed out: with a strong ETag, a type and a name, and 304 to who has it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda import editions
from agenda.published import Published
from events.presses import PressBusy

CALENDAR = "text/calendar; charset=utf-8"
JSON = "application/json"
XML = "application/xml"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HWPX = "application/hwp+zip"
HTML = "text/html; charset=utf-8"
RETRY_SECONDS = 10


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
    is_printed: bool = False  # by the site's one press, and kept


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
        try:
            content = _content(slug, number, language, version, form)
        except PressBusy:
            return _later()
        response = HttpResponse(content, content_type=form.content_type)
        if form.name:
            disposition = "attachment" if form.is_attachment else "inline"
            name = form.name.format(slug=slug, number=number)
            response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response["ETag"] = quote_etag(version)
    response["Cache-Control"] = "no-cache"  # a reader asks each time, and mostly hears 304
    if form.is_open:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _later() -> HttpResponse:
    response = HttpResponse(_("문서를 만들고 있습니다. 잠시 뒤에 다시 열어 주세요."), status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _content(slug: str, number: int, language: str, version: str, form: Form) -> bytes:
    def make() -> bytes:
        return form.make(editions.read(slug, number), language)

    if form.is_printed:
        return editions.printed_once(version, make)
    return editions.made_once(version, make) if form.is_kept else make()
