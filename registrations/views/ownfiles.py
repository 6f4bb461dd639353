"""What a guest takes along from their own page: the ticket and the calendar entry."""

import logging
from subprocess import SubprocessError

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agenda import calendar, published
from agenda.views import answers
from events.presses import PressBusy
from registrations import tickets
from registrations.states import RegistrationState
from registrations.views.personal import own, private

logger = logging.getLogger(__name__)

RETRY_SECONDS = 10


@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The ticket as a PDF; 503 with a sentence while another paper holds the press."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    try:
        content = tickets.pdf(registration, language=get_language() or "ko", at=timezone.now())
    except tickets.NoTicket:
        raise Http404 from None
    except PressBusy:
        return later(_("문서를 만들고 있습니다. 잠시 뒤에 다시 열어 주세요."))
    except SubprocessError:
        logger.exception("The ticket of registration %s cannot be made", registration.pk)
        return later(_("문서를 만들지 못했습니다. 1분 뒤에 다시 열어 주세요."))
    name = f"ticket-{registration.event.slug}-{registration.code}.pdf"
    return as_file(content, answers.PDF, name, disposition="inline")


@require_safe
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """The event for the guest's calendar: the same entry as in their mail, so it is never there twice."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    event, language = registration.event, get_language() or "ko"
    current = published.current(event) if event.shows_its_date else None
    if current is None or registration.state != RegistrationState.CONFIRMED:
        raise Http404
    content = calendar.event_ics(
        current.programme,
        number=current.sequence,
        released_at=current.released_at,
        url=published.event_url(event.slug, language=language),
        language=language,
        is_off=current.is_off,
    )
    return as_file(content, answers.CALENDAR, f"{event.slug}.ics", disposition="attachment")


def as_file(content: bytes, content_type: str, name: str, *, disposition: str) -> HttpResponse:
    """A personal file, shown or saved under its name, kept by no cache."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'{disposition}; filename="{name}"'
    return private(response)


def later(text: str) -> HttpResponse:
    """What is said while a paper cannot be had."""
    response = HttpResponse(text, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return private(response)
