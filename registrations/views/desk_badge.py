"""Badge in hand: printing one from this browser or through a station, once more with a reason, with other words."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from events import access
from events.models import Event
from registrations.badges import correcting, layouts, printing, single
from registrations.badges.printing import Why
from registrations.desk import stations
from registrations.desk.devices import PrintWay
from registrations.deskforms import BadgeForm, SettingsForm
from registrations.models import Registration
from registrations.views import deskdevice
from registrations.views.badgepage import badge_page, badge_piece, framed, framing
from registrations.views.deskposts import posted

HELD = "held"  # the page around a hidden frame prints what is in it, and goes back to the desk
TO_PRINT = "desk-to-print"  # in the session: the code whose badge the next page is to print, or to offer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What this device is set to at an event."""
    event = _event(request, slug)
    device = deskdevice.of(request, event.pk)
    form = SettingsForm(request.POST or None, event_id=event.pk, device=device)
    if request.method == "POST" and form.is_valid():
        response = redirect("desk:search", slug)
        deskdevice.keep(response, request, event.pk, form.settings())
        messages.success(request, _("이 기기의 설정을 저장했습니다."))
        return response
    return render(request, "registrations/desk/settings.html", {"event": event, "form": form})


@never_cache
@login_required
@posted
@xframe_options_sameorigin
@framed
def print_badge(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Prints a guest's first badge the way that this device is set to.

    From this browser it is a page of the label's size, written down as printed. It has no address of its own, so
    loading it again needs a reason. In a hidden frame (``frame``) a refusal is a sentence for the page around it.
    """
    return _print(request, _guest(request, slug, code), Why())


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@framed
@framing
def badge(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A badge once more, with the reason; or its words put right, which leaves the registration as it is."""
    guest = _guest(request, slug, code)
    form = BadgeForm(request.POST or None, guest=guest, has_badge=stations.needs_reason(guest.pk))
    if request.method == "POST" and form.is_valid():
        try:
            return _correct_and_print(request, guest, form)
        except (correcting.CorrectionRefused, printing.PrintRefused, stations.StationRefused) as refusal:
            form.add_error(None, str(refusal))
    way = deskdevice.of(request, guest.event_id).way
    context = {
        "event": guest.event,
        "guest": guest,
        "form": form,
        "prints": way != PrintWay.NONE,
        "prints_here": way == PrintWay.BROWSER,
    }
    return render(request, "registrations/desk/badge_form.html", context)


@login_required
@require_safe
def badge_style(request: HttpRequest, slug: str) -> HttpResponse:
    """The style sheet of a badge on a page of its own, by the layout's name."""
    event = _event(request, slug)
    try:
        layout = single.layout_of(event.pk, request.GET.get("layout", ""))
    except layouts.UnknownLayout as unknown:
        raise Http404 from unknown
    return HttpResponse(single.style(layout, mark=event.mark), content_type="text/css; charset=utf-8")


@never_cache
@login_required
@require_safe
@xframe_options_sameorigin
@framed
def badge_ground(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty page of this device's label: a hidden frame has it ready, so that a badge need only be put onto it."""
    event = _event(request, slug)
    layout = single.layout_of(event.pk, deskdevice.of(request, event.pk).layout)
    return render(request, "registrations/desk/badge_ground.html", {"event": event, "layout": layout})


def in_hand(request: HttpRequest, guest: Registration, *, at: datetime) -> dict[str, str] | None:
    """The badge of whoever was just let in, written down as printed, for this browser's printer; None: not so, or not now.

    Its ``html`` goes onto the page of ``badge_ground``, its ``title`` is what a printer's queue shows. ``at`` is when the
    guest was let in.
    """
    device = deskdevice.of(request, guest.event_id)
    is_due = device.way == PrintWay.BROWSER and device.after == "at_once"
    if not is_due or stations.needs_reason(guest.pk):
        return None
    try:
        printed = printing.print_at_desk(
            registration_id=guest.pk,
            by_id=request.user.pk,
            at=at,
            why=Why(station=device.name),
        )
    except printing.PrintRefused as refusal:
        messages.error(request, str(refusal))
        return None
    return badge_piece(request, printed, layout=device.layout)


def after_entry(request: HttpRequest, guest: Registration) -> None:
    """What this device does with the badge of whoever was just let in; who has a good one keeps it."""
    device = deskdevice.of(request, guest.event_id)
    if device.after == "not" or device.way == PrintWay.NONE or stations.needs_reason(guest.pk):
        return
    if device.way == PrintWay.STATION and device.after == "at_once":
        try:
            _send(request, guest, Why(), device.name)
        except stations.StationRefused as refusal:
            messages.error(request, str(refusal))
    else:
        request.session[TO_PRINT] = guest.code


def to_print(request: HttpRequest) -> str:
    """The code whose badge the page that is now drawn is to print or to offer; told once."""
    code: str = request.session.pop(TO_PRINT, "")
    return code


def _correct_and_print(request: HttpRequest, guest: Registration, form: BadgeForm) -> HttpResponse:
    with transaction.atomic():
        correcting.correct(
            registration_id=guest.pk, words=form.words(), by_id=request.user.pk, at=timezone.now()
        )
        fresh = Registration.objects.select_related("event", "badge_text").get(pk=guest.pk)
        if deskdevice.of(request, guest.event_id).way == PrintWay.NONE:
            messages.success(request, _("명찰의 표기를 고쳤습니다."))
            return _back(fresh)
        return _printed(request, fresh, form.why())


def _print(request: HttpRequest, guest: Registration, why: Why) -> HttpResponse:
    try:
        return _printed(request, guest, why)
    except (printing.PrintRefused, stations.StationRefused) as refusal:
        if "frame" in request.POST:
            return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
        messages.error(request, str(refusal))
        return _back(guest)


def _printed(request: HttpRequest, guest: Registration, why: Why) -> HttpResponse:
    device = deskdevice.of(request, guest.event_id)
    if device.way == PrintWay.STATION:
        _send(request, guest, why, device.name)
        return _back(guest)
    if not why.reason and stations.needs_reason(guest.pk):
        raise printing.PrintRefused(_("이미 명찰을 받은 분입니다. 다시 인쇄하는 사유를 골라 주세요."))
    named = Why(station=device.name, reason=why.reason, note=why.note)
    printed = printing.print_at_desk(
        registration_id=guest.pk, by_id=request.user.pk, at=timezone.now(), why=named
    )
    is_held = request.POST.get("frame") == HELD
    if is_held:
        messages.success(request, _("%(name)s 님의 명찰을 인쇄했습니다.") % {"name": guest.name})
    return badge_page(request, printed, layout=device.layout, prints_itself=not is_held)


def _send(request: HttpRequest, guest: Registration, why: Why, device: str) -> None:
    at = timezone.now()
    user_id: int = request.user.pk  # type: ignore[assignment]
    stations.ask(registration_id=guest.pk, by_id=user_id, at=at, device=device, why=why)
    sentence, is_open = stations.said(guest, at=at)
    (messages.success if is_open else messages.warning)(request, sentence)


def _back(guest: Registration) -> HttpResponse:
    return redirect(f"{reverse('desk:search', args=[guest.event.slug])}?{urlencode({'q': guest.code})}")


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]


def _guest(request: HttpRequest, slug: str, code: str) -> Registration:
    guests = Registration.objects.select_related("event", "badge_text")
    return get_object_or_404(guests, code=code, event=_event(request, slug))
