"""What is published from a release besides the page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_response_headers
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from agenda import calendar, published
from agenda.models import Release


def _etag(request: HttpRequest, slug: str) -> str | None:
    releases = Release.objects.filter(event__slug=slug).order_by("-number")
    newest = releases.values_list("number", "event__state").first()
    return f'"ics-{slug}-{newest[0]}-{newest[1]}-{get_language()}"' if newest else None


@require_safe
@condition(etag_func=_etag)
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for a calendar; its SEQUENCE is the release's number."""
    release = Release.objects.filter(event__slug=slug).select_related("event").order_by("-number").first()
    if release is None or not release.event.shows_its_date:
        raise Http404
    current = published.read(release)
    language = get_language() or "ko"
    content = calendar.event_ics(
        current.programme,
        number=current.number,
        released_at=current.released_at,
        url=published.event_url(slug, language=language),
        language=language,
        state=release.event.state,
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    patch_response_headers(response, cache_timeout=300)
    return response
