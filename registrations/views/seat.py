"""What a guest does with a seat: taking up an offered one, letting somebody else have it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from registrations import booking, deputies, offers, sessions, sheets
from registrations.answer_forms import DeputyForm
from registrations.states import Way
from registrations.views.personal import own, private


@require_POST
def take_up(request: HttpRequest, token: str) -> HttpResponse:
    """A guest takes the seat that is offered."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    try:
        offers.take_up(registration_id=registration.pk, way=Way.LINK, at=timezone.now())
    except booking.BookingRefused as refusal:
        context = {"heading": _("자리를 받지 못했습니다"), "advice": str(refusal)}
        return private(render(request, "problem.html", context, status=409))
    return private(redirect("registrations:mine", token=token))


@never_cache
@require_http_methods(["GET", "POST"])
def deputy(request: HttpRequest, token: str) -> HttpResponse:
    """A guest lets somebody else come instead."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    form = DeputyForm(
        request.POST or None,
        request.FILES or None,
        instead_of=registration,
        sheet=sheets.of(registration.event_id),
        mine=sessions.held(registration.pk),
    )
    if request.method == "POST" and form.is_valid():
        try:
            deputies.send(
                registration_id=registration.pk,
                deputy=form.applicant(),
                consent_answers=form.consent_answers(),
                extras=form.extras(),
                way=Way.LINK,
                at=timezone.now(),
            )
        except booking.BookingRefused as refusal:
            form.refuse(str(refusal))
        except sessions.ChoiceRefused as refusal:
            form.refuse(str(refusal), field="sessions")
        else:
            return private(redirect("registrations:mine", token=token))
    context = {"registration": registration, "event": registration.event, "form": form, "token": token}
    return private(render(request, "registrations/deputy.html", context, status=422 if form.errors else 200))
