"""The files that guests sent with their answers, by their own link."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registrations import links
from registrations.models import Answer, Registration


@never_cache
@require_safe
def file(request: HttpRequest, token: str, answer_id: int) -> FileResponse:
    """A file of the guest's own, always as a download."""
    try:
        registration = links.find(token, at=timezone.now())
    except (Registration.DoesNotExist, links.LinkExpired):
        raise Http404 from None
    answer = get_object_or_404(registration.answers.exclude(file=""), pk=answer_id)
    return download(answer)


def download(answer: Answer) -> FileResponse:
    """The file under its clean name. It is saved, never shown: what it holds was written by a stranger."""
    response = FileResponse(
        answer.file.open("rb"),
        as_attachment=True,
        filename=answer.shown,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, no-store"
    return response
