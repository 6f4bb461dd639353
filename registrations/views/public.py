"""The public pages of an event and its registration, and a guest's own page."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from agenda import pagetable, published, structured
from agenda.views.same import same_for_all
from events import phones
from events.models import Event, RegistrationWindow
from registrations import (
    answers,
    blankform,
    booking,
    certificates,
    chosensessions,
    codeimages,
    pages,
    seats,
    sessions,
    sheets,
    waiting,
)
from registrations.facts import facts
from registrations.forms import ChangeForm, RegistrationForm
from registrations.models import Registration
from registrations.sheets import Sheet
from registrations.states import RegistrationState, Way
from registrations.views.personal import own, private

REGISTERED_COOKIE = "registered"
REGISTERED_COOKIE_AGE = 600  # seconds


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """An event's page, from the cache of its release; unchanged since the reader last saw it: 304."""
    try:
        state = pages.state_of(slug, at=timezone.now())
    except Event.DoesNotExist:
        raise Http404 from None
    version = state.version(get_language() or "ko")
    return same_for_all(request, version, lambda: pages.drawn_once(version, lambda: _draw(request, state)))


def _draw(request: HttpRequest, state: pages.PageState) -> str:
    language = get_language() or "ko"
    shown = state.event
    is_told = shown.shows_its_date  # before that a name, its series and a theme are all that is public
    current = published.current(shown) if is_told else None
    context = {
        "event": shown,
        "facts": facts(shown, current, language=language),
        "window": state.window,
        "is_full": state.is_full,
        "series_entries": shown.series_entries.select_related("series").order_by("series__position", "pk"),
        "contacts": shown.contacts.order_by("position", "pk") if is_told else [],
        "hosts": shown.hosts.order_by("pk") if is_told else [],
        "current": current,
        "participant_groups": current.programme.participant_groups(language) if current else [],
        "table": pagetable.table(current.programme, language) if current else None,
        "json_ld": (
            structured.json_ld(current, state=state.event.state, language=language) if current else ""
        ),
    }
    return render_to_string("registrations/event.html", context, request=request)


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The registration form of an event."""
    at = timezone.now()
    shown = get_object_or_404(Event.objects.real().select_related("venue", "room"), slug=slug)
    is_open = shown.registration_window(at=at) == RegistrationWindow.OPEN
    sheet = sheets.of(shown.pk)
    if request.method == "GET":
        context = {"fields": blankform.fields(sheet, language=get_language() or "ko")} if is_open else {}
        return _form_page(request, shown, context, sheet=sheet, is_open=is_open, at=at)
    form = RegistrationForm(request.POST or None, request.FILES or None, sheet=sheet)
    if form.is_valid():
        try:
            booking.register(
                event_id=shown.pk,
                applicant=form.applicant(),
                consent_answers=form.consent_answers(),
                language=get_language() or "ko",
                at=at,
                extras=form.extras(),
            )
        except booking.BookingRefused as refusal:
            form.refuse(str(refusal))
        except sessions.ChoiceRefused as refusal:
            form.refuse(str(refusal), field="sessions")
        else:
            response = redirect("registrations:registered", slug=slug)
            response.set_signed_cookie(
                REGISTERED_COOKIE,
                form.cleaned_data["email"],
                max_age=REGISTERED_COOKIE_AGE,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
            return response
    return _form_page(request, shown, {"form": form}, sheet=sheet, is_open=is_open, at=at)


def _form_page(
    request: HttpRequest, shown: Event, drawn: dict[str, Any], *, sheet: Sheet, is_open: bool, at: datetime
) -> HttpResponse:
    context = {
        "event": shown,
        "is_open": is_open,
        "seats": booking.seats_of(shown, at=at) if is_open else None,
        "takes_files": sheet.takes_files,
        **drawn,
    }
    is_refused = "form" in drawn and drawn["form"].errors
    return render(request, "registrations/register.html", context, status=422 if is_refused else 200)


@never_cache
@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """What comes next. The same for a new address and for one that asks again: it reveals nothing."""
    shown = get_object_or_404(Event.objects.real(), slug=slug)
    email = request.get_signed_cookie(REGISTERED_COOKIE, default="", max_age=REGISTERED_COOKIE_AGE)
    return render(request, "registrations/registered.html", {"event": shown, "email": email})


@never_cache
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """A guest's own page: how their registration stands, the QR code, change and cancel."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    is_confirmed = registration.state == RegistrationState.CONFIRMED
    context = {
        "registration": registration,
        "event": registration.event,
        "token": token,
        "phone": phones.shown(registration.phone),
        "qr": codeimages.qr_data_uri(registration.code, scale=6) if is_confirmed else "",
        "place": waiting.place(registration),
        "has_deputy": hasattr(registration, "deputy"),
        "has_programme": published.current(registration.event) is not None,
        "is_confirmed": is_confirmed,
        **_certificate(registration, at=timezone.now()),
        "is_changeable": booking.is_changeable(registration, at=timezone.now()),
        "answers": list(answers.current([registration.pk]).get(registration.pk, {}).values()),
        "seat": seats.told(registration) if is_confirmed else "",
        "sessions": chosensessions.of([registration], language=get_language() or "ko").get(registration.pk),
    }
    return private(render(request, "registrations/mine.html", context))


def _certificate(registration: Registration, *, at: datetime) -> dict[str, Any]:
    """A guest's certificate, or whether they can have one; nothing is asked before the event is over."""
    if not certificates.is_over(registration.event, at=at):
        return {}
    return {
        "certificate": certificates.standing(registration),
        "may_have_certificate": certificates.may_have(registration, at=at),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, token: str) -> HttpResponse:
    """A guest corrects their particulars."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    form = ChangeForm(
        request.POST or None,
        request.FILES or None,
        registration=registration,
        sheet=sheets.of(registration.event_id),
        kept=answers.current([registration.pk]).get(registration.pk),
        mine=sessions.held(registration.pk),
    )
    if request.method == "POST" and form.is_valid():
        try:
            booking.change(
                registration_id=registration.pk,
                applicant=form.applicant(email=registration.email),
                at=timezone.now(),
                extras=form.extras(),
            )
        except booking.BookingRefused as refusal:
            form.refuse(str(refusal))
        except sessions.ChoiceRefused as refusal:
            form.refuse(str(refusal), field="sessions")
        else:
            return private(redirect("registrations:mine", token=token))
    context = {"registration": registration, "event": registration.event, "form": form, "token": token}
    return private(render(request, "registrations/change.html", context, status=422 if form.errors else 200))


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Asks whether to cancel; only the POST does it, since mail scanners open every link."""
    registration = own(request, token)
    if isinstance(registration, HttpResponse):
        return registration
    refusal = ""
    if request.method == "POST":
        try:
            booking.cancel(registration_id=registration.pk, way=Way.LINK, at=timezone.now())
        except booking.BookingRefused as reason:
            refusal = str(reason)
        else:
            return private(redirect("registrations:mine", token=token))
    context = {"registration": registration, "event": registration.event, "token": token, "refusal": refusal}
    return private(render(request, "registrations/cancel.html", context, status=409 if refusal else 200))
