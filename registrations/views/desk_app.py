"""The desk that works without a network: its page and service worker, and what it takes onto the device."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from events import access
from events.models import Event
from registrations.badges.printing import Why
from registrations.desk import appfiles, devices, holdings, legible, lines, receiving, roster, stations
from registrations.desk.appwords import words
from registrations.desk.syncing import SyncRefused
from registrations.deskforms import REASONS
from registrations.models import Registration
from registrations.views import deskdevice

PATIENCE = 6000  # milliseconds that a page may take before the worker shows the app instead
LONGEST = 200  # characters of a line
LATEST = 4_102_444_800_000  # 2100-01-01, in milliseconds


def _signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A device is told that nobody is signed in; a page to sign in at would be no answer."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page of the app, the same for everybody and every event: it knows nobody until a device has loaded an event.

    The worker shows it in place of a desk's page that cannot be reached.
    """
    return _page(request)


@never_cache
@login_required
@require_safe
def app(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page, for a person who may run the desk; that of a rehearsal says so."""
    return _page(request, event=_event(request, slug))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of the files that it keeps: other files make another worker."""
    scope = reverse("desk:events")
    context = {
        "version": f"{get_language()}-{appfiles.version()}",
        "files": appfiles.addresses(),
        "shell": reverse("desk:shell"),
        "scope": scope,
        "patience": str(PATIENCE),
        "sending": appfiles.plain(appfiles.SENDING),
    }
    response = render(
        request, "registrations/desk/worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = scope
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the desk an app that can be installed."""
    start = reverse("desk:events")
    icon = {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    told = {
        "id": start,
        "name": _("M.AX 포럼 등록데스크"),
        "short_name": _("등록데스크"),
        "lang": get_language(),
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b50d0",
        "icons": [icon],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@never_cache
@ensure_csrf_cookie
@require_safe
@_signed_in
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole roster, which is written down; the device encrypts it before it keeps it."""
    tag = deskdevice.tag(request)
    told = roster.load(
        event_id=_event(request, slug).pk,
        by_id=request.user.pk,  # type: ignore[arg-type]
        device=devices.ledger_name(_label(request), tag),
        language=get_language() or "ko",
        at=timezone.now(),
    )
    return _tagged(request, told, tag)


@never_cache
@ensure_csrf_cookie
@require_safe
@_signed_in
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What has changed since the ``cursor`` of the last answer; 410 to a device that has to wipe its roster."""
    event = _event(request, slug)
    since = request.GET.get("since", "")
    if not (since.isascii() and since.isdigit() and int(since[:16]) <= LATEST):
        return HttpResponseBadRequest()
    if _has_to_wipe(request, event):
        return HttpResponse(status=HTTPStatus.GONE)
    moment = datetime.fromtimestamp(int(since[:16]) / 1000, tz=UTC)
    told = roster.changes(event_id=event.pk, since=moment, language=get_language() or "ko", at=timezone.now())
    return _tagged(request, told, deskdevice.tag(request))


@never_cache
@require_POST
@_signed_in
def receive(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes what a device kept in its outbox and answers for each row, in the order of the request.

    ``wipe`` says whether the device has to wipe its roster now.
    """
    event = _event(request, slug)
    try:
        payload = _payload(request)
        answer = receiving.receive(
            event_id=event.pk,
            payload=payload,
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except SyncRefused:
        return HttpResponseBadRequest()
    return JsonResponse({**answer, "wipe": _has_to_wipe(request, event)})


@never_cache
@require_POST
@_signed_in
def ask_station(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends a guest's badge to the print stations: ``said`` and ``is_open``, or why it is not sent as ``error``.

    Asked again while the badge waits, it is sent once.
    """
    event = _event(request, slug)
    try:
        asked = _payload(request)
    except SyncRefused:
        return HttpResponseBadRequest()
    code, device, reason, note = (
        lines.sent(asked, name, LONGEST) for name in ("code", "device", "reason", "note")
    )
    at = timezone.now()
    guest = Registration.objects.filter(event=event, code=code).first()
    if guest is None:
        return JsonResponse({"error": _("이 행사에 없는 등록번호입니다: %(code)s") % {"code": code}})
    try:
        stations.ask(
            registration_id=guest.pk,
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=at,
            device=device[: devices.LONGEST_NAME],
            why=Why(reason=reason, note=note),
        )
    except stations.StationRefused as refusal:
        return JsonResponse({"error": str(refusal)})
    said, is_open = stations.said(guest, at=at)
    return JsonResponse({"said": said, "is_open": is_open})


@never_cache
@require_POST
@_signed_in
def read_rows(request: HttpRequest, slug: str) -> HttpResponse:
    """What the rows hold that a device was refused: a person looks at them. Nothing is taken in."""
    event = _event(request, slug)
    try:
        rows = legible.rows(event_id=event.pk, payload=_payload(request))
    except SyncRefused:
        return HttpResponseBadRequest()
    return JsonResponse({"rows": rows})


def _payload(request: HttpRequest) -> Any:
    """:raises SyncRefused: the body is no JSON"""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        raise SyncRefused from None


def _page(request: HttpRequest, **about: Any) -> HttpResponse:
    told = {
        "words": words(),
        "reprint_reasons": REASONS,
        "styles": appfiles.STYLES,
        "entry": appfiles.plain(appfiles.ENTRY),
    }
    return render(request, "registrations/desk/app.html", {**told, **about})


def _tagged(request: HttpRequest, told: dict[str, Any], tag: str) -> HttpResponse:
    """The answer, with the tag that the desk's pages have on this browser: what the app does is the same device's."""
    response = JsonResponse({**told, "device": tag})
    deskdevice.keep_tag(response, request, tag)
    return response


def _has_to_wipe(request: HttpRequest, event: Event) -> bool:
    return holdings.heard(event_id=event.pk, tag=deskdevice.known_tag(request), at=timezone.now())


def _label(request: HttpRequest) -> str:
    name = request.GET.get("device", "")[: devices.LONGEST_NAME]
    return name if name.isprintable() else ""


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
