"""What is published from a release besides the page. Every address is below the event's and speaks its language."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agenda import calendar, downloads, published
from agenda.downloads import Download
from agenda.interchange import frab_json, frab_xml
from agenda.published import Published
from agenda.views import answers
from agenda.views.answers import Form, answer


@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar; its SEQUENCE is the release's number."""

    def make(current: Published, language: str) -> bytes:
        return calendar.event_ics(
            current.programme,
            number=current.sequence,
            released_at=current.released_at,
            url=published.event_url(slug, language=language),
            language=language,
            is_off=current.is_off,
        )

    return answer(
        request,
        slug,
        Form("ics", answers.CALENDAR, make, name="{slug}.ics", is_attachment=True, is_text=True),
    )


@require_safe
def session_ics(request: HttpRequest, slug: str, session_id: int) -> HttpResponse:
    """One session for a calendar; a session that the latest release does not hold is not found."""

    def make(current: Published, language: str) -> bytes:
        row = next((row for row in current.programme.rows if row.session_id == session_id), None)
        if row is None:
            raise Http404
        return calendar.session_ics(
            current.programme,
            row,
            number=current.sequence,
            released_at=current.released_at,
            is_off=current.is_off,
            url=f"{published.event_url(slug, language=language)}#session-{session_id}",
            language=language,
        )

    name = f"{{slug}}-session-{session_id}.ics"
    form = Form(f"ics-{session_id}", answers.CALENDAR, make, name=name, is_attachment=True)
    return answer(request, slug, form)


@require_safe
def schedule_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as frab and pretalx exchange it."""
    return answer(
        request,
        slug,
        Form("json", answers.JSON, frab_json.write, name="schedule.json", is_open=True, is_text=True),
    )


@require_safe
def schedule_xml(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as Giggity and others read it."""
    return answer(
        request,
        slug,
        Form("xml", answers.XML, frab_xml.write, name="schedule.xml", is_open=True, is_text=True),
    )


@require_safe
def programme_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as a workbook."""
    form = _download(downloads.XLSX, answers.XLSX, "programme-{slug}-{number}.xlsx", is_attachment=True)
    return answer(request, slug, form)


@require_safe
def programme_hwpx(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme for Hancom Office, in the ministry's form."""
    form = _download(downloads.HWPX, answers.HWPX, "programme-{slug}-{number}.hwpx", is_attachment=True)
    return answer(request, slug, form)


@require_safe
def programme_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme on A4."""
    return answer(request, slug, _download(downloads.PDF, answers.PDF, "programme-{slug}-{number}.pdf"))


@require_safe
def programme_booklet(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as an A5 booklet on A4 sheets."""
    return answer(
        request, slug, _download(downloads.BOOKLET, answers.PDF, "programme-{slug}-{number}-a5.pdf")
    )


def _download(download: Download, content_type: str, name: str, *, is_attachment: bool = False) -> Form:
    return Form(
        download.key,
        content_type,
        download.make,
        name=name,
        is_attachment=is_attachment,
        download=download,
    )
