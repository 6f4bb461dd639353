"""The files that guests sent with their answers, by their own link."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registrations import links
from registrations.models import Registration
from registrations.views import downloads


@never_cache
@require_safe
def file(request: HttpRequest, token: str, answer_id: int) -> FileResponse:
    """A file of the guest's own, always as a download."""
    try:
        registration = links.find(token, at=timezone.now())
    except (Registration.DoesNotExist, links.LinkExpired):
        raise Http404 from None
    answer = get_object_or_404(registration.answers.exclude(file=""), pk=answer_id)
    return downloads.of_answer(answer)
