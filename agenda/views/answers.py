"""How a form of a release is handed out: with a strong ETag, a type and a name, and 304 to who has it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agenda import downloads, editions
from agenda.downloads import Download
from agenda.published import Published
from agenda.views.same import HTML, plain_for_all, same_for_all
from events.presses import PressBusy

logger = logging.getLogger(__name__)

CALENDAR = "text/calendar; charset=utf-8"
JSON = "application/json"
XML = "application/xml"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HWPX = "application/hwp+zip"
RETRY_SECONDS = 10
__all__ = ["CALENDAR", "HTML", "HWPX", "JSON", "PDF", "XLSX", "XML", "Form", "answer"]


@dataclass(frozen=True)
class Form:
    """A form of a release.

    ``name`` is what the file is called, with ``{slug}`` and ``{number}``, and "" for a page.
    """

    key: str
    content_type: str
    make: Callable[[Published, str], bytes | str]
    name: str = ""
    is_attachment: bool = False
    is_open: bool = False  # other sites' scripts may read it
    is_text: bool = False  # worth compressing
    is_kept: bool = False  # made once and kept
    download: Download | None = None  # a file, for which ``downloads`` knows more


def answer(request: HttpRequest, slug: str, form: Form) -> HttpResponse:
    """The form of the event's latest release: one query for who has it, else two.

    :raises Http404: nothing is released yet, or ``make`` finds nothing
    """
    language = get_language() or "ko"
    newest = editions.newest(slug)
    if newest is None:
        raise Http404
    version = editions.version(slug, newest, form=form.key, language=language)
    respond = same_for_all if form.is_text else plain_for_all
    try:
        response = respond(
            request,
            version,
            lambda: _content(slug, newest, language, version, form),
            content_type=form.content_type,
        )
    except PressBusy:
        logger.warning("%s of %s has to wait for the press", form.key, slug)
        return _later(_("문서를 만들고 있습니다. 잠시 뒤에 다시 열어 주세요."), seconds=RETRY_SECONDS)
    except editions.MakingFailed:
        text = _("문서를 만들지 못했습니다. 1분 뒤에 다시 열어 주세요.")
        return _later(text, seconds=editions.FAILURE_SECONDS)
    if form.name and response.status_code == 200:
        disposition = "attachment" if form.is_attachment else "inline"
        name = form.name.format(slug=slug, number=newest.number)
        response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    if form.is_open:
        response["Access-Control-Allow-Origin"] = "*"
    return response


def _later(text: str, *, seconds: int) -> HttpResponse:
    response = HttpResponse(text, status=503)
    response["Retry-After"] = str(seconds)
    return response


def _content(slug: str, newest: editions.Newest, language: str, version: str, form: Form) -> bytes | str:
    def make() -> bytes:
        content = form.make(editions.read(slug, newest), language)
        return content.encode() if isinstance(content, str) else content

    if form.download is not None:
        return downloads.content(slug, newest, language, form.download)
    return editions.made_once(version, make) if form.is_kept else make()
