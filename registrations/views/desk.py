"""The desk: find a guest, check in, print one badge."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from events.models import Event


@never_cache
@login_required
def events(request: HttpRequest) -> HttpResponse:
    """The events whose desk this person may run."""
    mine = Event.objects.for_desk(request.user).dated().order_by("-starts_at")  # type: ignore[arg-type]
    return render(request, "registrations/desk/events.html", {"events": mine})
