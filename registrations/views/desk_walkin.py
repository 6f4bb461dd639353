"""At the door: registering there, by the desk or on the guest's own phone, and coming instead of somebody."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import access
from events.models import Event
from registrations import booking, codeimages
from registrations.desk import checkin, walkins
from registrations.desk.walkins import Desk
from registrations.models import CheckInOutcome, Registration
from registrations.states import RegistrationState, Way
from registrations.views import desk_badge, deskdevice
from registrations.views.personal import private
from registrations.walkinforms import DeputyAtDeskForm, OwnWalkInForm, WalkInForm


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def walk_in(request: HttpRequest, slug: str) -> HttpResponse:
    """One short form at the desk. Whoever may be registered already is shown first."""
    event = _event(request, slug)
    form = WalkInForm(request.POST or None)
    same: list[Registration] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["is_new"]:
            same = walkins.alike(event.pk, form.applicant())
        if not same:
            try:
                registration = walkins.register(
                    event_id=event.pk,
                    walkin_id=form.cleaned_data["walkin_id"],
                    applicant=form.applicant(),
                    consent_answers=form.consent_answers(),
                    way=Way.DESK,
                    desk=_desk(request, event),
                    at=timezone.now(),
                    language=get_language() or "ko",
                    override_reason=form.cleaned_data["override_reason"],
                )
            except booking.BookingRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _let_in(request, registration)
    context = {
        "event": event,
        "form": form,
        "same": same,
        "seats": booking.seats_of(event, at=timezone.now()),
    }
    return render(request, "registrations/desk/walk_in.html", context)


@never_cache
@login_required
@require_safe
def own_link(request: HttpRequest, slug: str) -> HttpResponse:
    """The code that opens the form on a guest's own phone."""
    event = _event(request, slug)
    token = walkins.link_token(event_id=event.pk, desk=_desk(request, event))
    url = settings.PUBLIC_URL + reverse("registrations:walk-in", args=[token])
    context = {
        "event": event,
        "url": url,
        "qr_src": codeimages.qr_data_uri(url, scale=6),
    }
    return render(request, "registrations/desk/walk_in_link.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, token: str) -> HttpResponse:
    """The form on the guest's phone. Whatever comes of it the page says the same, so it tells nobody who is registered."""
    opened = walkins.opened_by(token)
    event = Event.objects.filter(pk=opened[0]).first() if opened else None
    if opened is None or event is None:
        context = {
            "heading": _("기간이 지난 링크입니다"),
            "advice": _("등록데스크에서 새 QR 코드를 보여 달라고 해 주세요."),
        }
        return private(render(request, "problem.html", context, status=410))
    form = OwnWalkInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        applicant = form.applicant()
        # A person looks at whoever may be registered already; a category that is closed is for them, too.
        if not walkins.alike(event.pk, applicant):
            try:
                walkins.register(
                    event_id=event.pk,
                    walkin_id=form.cleaned_data["walkin_id"],
                    applicant=applicant,
                    consent_answers=form.consent_answers(),
                    way=Way.LINK,
                    desk=opened[1],
                    at=timezone.now(),
                    language=get_language() or "ko",
                )
            except booking.BookingRefused as refusal:
                form.add_error(None, str(refusal))
        if not form.errors:
            return private(render(request, "registrations/walk_in_done.html", {"event": event}))
    return private(render(request, "registrations/walk_in.html", {"event": event, "form": form}))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def deputy(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Who stands at the desk comes instead of a guest, and is let in."""
    guests = Registration.objects.select_related("event", "invitation")
    guest = get_object_or_404(guests, code=code, event=_event(request, slug))
    form = DeputyAtDeskForm(request.POST or None, initial={"organization": guest.organization})
    if request.method == "POST" and form.is_valid():
        try:
            registration = walkins.send_deputy(
                registration_id=guest.pk,
                deputy=form.applicant(category=guest.category),
                consent_answers=form.consent_answers(),
                reason=form.cleaned_data["reason"],
                by_id=request.user.pk,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except booking.BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _let_in(request, registration)
    context = {"event": guest.event, "guest": guest, "form": form}
    return render(request, "registrations/desk/deputy.html", context)


def _let_in(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Checks in whoever has a seat, with their badge as this device is set to; says how the others stand."""
    device = deskdevice.of(request, registration.event_id)
    said = {"name": registration.name, "state": registration.get_state_display()}
    if registration.state != RegistrationState.CONFIRMED:
        messages.warning(
            request,
            _("%(name)s 님을 등록했습니다. 지금은 「%(state)s」 상태이므로 입장 처리하지 않았습니다.") % said,
        )
        return _back(registration)
    try:
        attempt = checkin.check_in(
            registration_id=registration.pk,
            # One registration at the door is one entry, however often its form is sent.
            scan_id=uuid.uuid5(uuid.NAMESPACE_OID, f"walk-in:{registration.pk}:{device.entry_list_id}"),
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
            entry_list_id=device.entry_list_id,
            device=checkin.Device(name=deskdevice.ledger_name(request, registration.event_id)),
        )
    except checkin.EntryRefused as refusal:
        messages.error(request, str(refusal))
        return _back(registration)
    if attempt.outcome == CheckInOutcome.ENTERED:
        messages.success(request, _("%(name)s 님을 등록하고 입장 처리했습니다.") % said)
        desk_badge.after_entry(request, registration)
    else:
        outcome = {"name": registration.name, "outcome": attempt.get_outcome_display()}
        messages.warning(
            request, _("%(name)s 님을 등록했습니다. 입장 처리하지 않았습니다: %(outcome)s") % outcome
        )
    return _back(registration)


def _back(registration: Registration) -> HttpResponse:
    query = urlencode({"q": registration.code})
    return redirect(f"{reverse('desk:search', args=[registration.event.slug])}?{query}")


def _desk(request: HttpRequest, event: Event) -> Desk:
    return Desk(by_id=request.user.pk, device=deskdevice.of(request, event.pk).name)  # type: ignore[arg-type]


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
