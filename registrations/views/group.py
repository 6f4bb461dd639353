"""A group's coordinator asks for the link by which people are named (단체 신청)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event, RegistrationWindow
from registrations import booking, groups, sheets
from registrations.group_form import GroupForm


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Who coordinates; the people come later, by the link that is mailed."""
    at = timezone.now()
    shown = get_object_or_404(Event.objects.real().select_related("venue", "room"), slug=slug)
    form = GroupForm(request.POST or None, sheet=sheets.of_coordinator(shown.pk))
    if request.method == "POST" and form.is_valid():
        try:
            groups.ask(
                event_id=shown.pk,
                coordinator=form.coordinator(language=get_language() or "ko"),
                consent_answers=form.consent_answers(),
                collected=form.sheet.collected(form.language),
                at=at,
            )
        except booking.BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("registrations:group-asked", slug=slug)
    context = {
        "event": shown,
        "form": form,
        "is_open": shown.registration_window(at=at) == RegistrationWindow.OPEN,
        "most": groups.MOST_PEOPLE,
    }
    return render(request, "registrations/group.html", context, status=422 if form.errors else 200)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes next. The same for a new address and for one that asks again: it reveals nothing."""
    shown = get_object_or_404(Event.objects.real(), slug=slug)
    return render(request, "registrations/group_asked.html", {"event": shown})
