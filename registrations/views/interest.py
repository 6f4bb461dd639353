"""개최 알림 신청: the form, and the page behind the link of its mail, which acts on POST alone."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events import pacing
from events.models import Event
from registrations import interests
from registrations.guestforms import InterestForm
from registrations.views.personal import private

LIMIT = "interest"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the wish; the answer and its time are the same for an address that is known."""
    event = get_object_or_404(Event.objects.real(), slug=slug)
    form = InterestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if not ratelimit.consume(request, action=LIMIT, key=email):
            return ratelimit.respond_429(request)
        try:
            with pacing.even():
                interests.ask(
                    event_id=event.pk, email=email, language=get_language() or "ko", at=timezone.now()
                )
        except interests.InterestRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("registrations:interest-asked", slug=slug)
    context = {
        "event": event,
        "form": form,
        "consent": interests.consent_text(),
        "is_taken": interests.takes(event, at=timezone.now()),
    }
    return render(request, "registrations/interest.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes next."""
    event = get_object_or_404(Event.objects.real(), slug=slug)
    return render(request, "registrations/interest-asked.html", {"event": event})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """How a wish stands. A POST confirms it, or takes it back; a mail program's bare POST takes it back (RFC 8058).

    The token in the address is the secret, so a forged form knows nothing to send it to.
    """
    if request.method == "POST" and "confirm" in request.POST:
        try:
            interests.confirm(token=token, at=timezone.now())
        except interests.NotFound:
            return _gone(request)
        return private(redirect("registrations:interest-own", token=token))
    if request.method == "POST":
        interests.leave(token=token, at=timezone.now())
        return _gone(request, status=200)
    try:
        interest = interests.find(token)
    except interests.NotFound:
        return _gone(request)
    context = {"interest": interest, "event": interest.event}
    return private(render(request, "registrations/interest-own.html", context))


def _gone(request: HttpRequest, *, status: int = 404) -> HttpResponse:
    """Says so too where the wish never was: a link tells nothing about anybody."""
    context = {
        "heading": _("개최 알림 신청이 없습니다"),
        "advice": _("취소했거나 이미 안내해 드려 이메일 주소를 지웠습니다. 더 보내 드리지 않습니다."),
    }
    return private(render(request, "problem.html", context, status=status))
