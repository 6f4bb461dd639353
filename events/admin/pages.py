"""Pages of the admin that are not Django's lists and forms: their frame, and fetching what they are about."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse

from events.admin import reach
from events.models import Event


def event_or_404(request: HttpRequest, event_id: int) -> Event:
    """An event of this person's.

    :raises Http404: there is none, or it is not theirs; the two are not told apart
    """
    event = reach.events(request).select_related("venue", "room").filter(pk=event_id).first()
    if event is None:
        raise Http404
    return event


def page(
    request: HttpRequest,
    site: AdminSite,
    template: str,
    *,
    title: str,
    context: dict[str, Any],
    status: int = 200,
) -> TemplateResponse:
    """A page in the admin's frame."""
    return TemplateResponse(
        request, template, {**site.each_context(request), "title": title, **context}, status=status
    )
