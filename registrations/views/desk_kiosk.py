"""The self-service kiosk (키오스크): locked by a PIN, in large type, back at its start by itself."""

import uuid
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import access
from events.models import Event
from events.wholepictures import PictureRefused
from registrations.desk import decoding, kiosk
from registrations.kioskforms import PinForm
from registrations.views import deskdevice, kiosklock
from registrations.views.kiosklock import Lock

PIN_LIMIT, FIND_LIMIT, PICTURE_LIMIT = "kiosk_pin", "kiosk_find", "desk_picture"
LONGEST_FIELD = 60


@never_cache
@login_required
@require_safe
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a guest says who they are; before it is locked, where a desk locks it."""
    event = _event(request, slug)
    if kiosklock.of(request) is None:
        context = {"event": event, "form": PinForm(), "device": deskdevice.of(request, event.pk)}
        return render(request, "registrations/desk/kiosk_lock.html", context)
    return _page(request, event, "start")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes this browser a kiosk."""
    event = _event(request, slug)
    if request.method == "GET":
        return redirect("desk:kiosk", slug)
    form = PinForm(request.POST)
    if kiosklock.of(request) is None and form.is_valid():
        kiosklock.lock(request, slug=event.slug, pin=form.cleaned_data["pin"])
    elif kiosklock.of(request) is None:
        context = {"event": event, "form": form, "device": deskdevice.of(request, event.pk)}
        return render(request, "registrations/desk/kiosk_lock.html", context)
    return redirect("desk:kiosk", slug)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes the kiosk a desk again, by the PIN; a few wrong ones and it is shut for a while."""
    event, locked = _event(request, slug), kiosklock.of(request)
    if locked is None:
        return redirect("desk:kiosk", slug)
    form = PinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action=PIN_LIMIT, key=locked.key):
            form.add_error("pin", _("PIN을 여러 번 잘못 입력했습니다. 10분 뒤에 다시 해 주세요."))
        elif kiosklock.unlock(request, pin=form.cleaned_data["pin"]):
            return redirect("desk:search", slug)
        else:
            form.add_error("pin", _("PIN이 맞지 않습니다."))
    return _page(request, event, "leave", form=form)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest, slug: str) -> HttpResponse:
    """Shows the guest who is meant, partly masked, and asks whether it is they."""
    event, locked = _event(request, slug), kiosklock.of(request)
    if locked is None or request.method == "GET":
        return redirect("desk:kiosk", slug)
    if not _may_guess(request, locked, dry_run=True):
        return _page(request, event, "problem", text=kiosk.to_the_desk(), status=429)
    try:
        guest = kiosk.find(event_id=event.pk, **_said(request))
    except kiosk.NotClear as problem:
        _may_guess(request, locked)
        return _page(request, event, "problem", text=str(problem))
    return _page(
        request,
        event,
        "confirm",
        name=kiosk.masked(guest.name),
        organization=kiosk.masked(guest.organization),
        token=kiosk.token(guest, kiosk=locked.key, scan_id=uuid.uuid4()),
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets in the guest who said that it is they, and has their badge printed."""
    event, locked = _event(request, slug), kiosklock.of(request)
    if locked is None or request.method == "GET":
        return redirect("desk:kiosk", slug)
    device = deskdevice.of(request, event.pk)
    try:
        registration_id, scan_id = kiosk.confirmed(request.POST.get("token", ""), kiosk=locked.key)
        is_printed = kiosk.let_in(
            registration_id=registration_id,
            scan_id=scan_id,
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
            entry_list_id=device.entry_list_id,
            device=device.name or _("키오스크"),
        )
    except kiosk.NotClear as problem:
        return _page(request, event, "problem", text=str(problem))
    return _page(request, event, "done", is_printed=is_printed)


@login_required
@require_POST
def decode(request: HttpRequest, slug: str) -> HttpResponse:
    """The registration code in a camera's picture, which is the request's body; bounded in size and number."""
    _event(request, slug)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > decoding.MOST_BYTES:
        return JsonResponse({"code": ""}, status=413)
    if not ratelimit.consume(request, action=PICTURE_LIMIT, key=request.session.session_key):
        return JsonResponse({"code": ""}, status=429)
    try:
        return JsonResponse({"code": decoding.code_in(request.body)})
    except PictureRefused:
        return JsonResponse({"code": ""}, status=415)


def _said(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:LONGEST_FIELD] for name in ("code", "digits", "initials")}


def _may_guess(request: HttpRequest, locked: Lock, *, dry_run: bool = False) -> bool:
    """Only what found nobody counts, so a long line at the kiosk is not slowed."""
    return bool(ratelimit.consume(request, action=FIND_LIMIT, key=locked.key, dry_run=dry_run))


def _page(request: HttpRequest, event: Event, step: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {"event": event, "step": step, **more}
    return render(request, "registrations/desk/kiosk.html", context, status=status)


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
