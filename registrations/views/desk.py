"""The desk: find a guest, check in, take back."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from events import access
from events.cleaning import normalise
from events.models import Event
from registrations import finding, seats
from registrations.badges import printing
from registrations.desk import checkin, conflicts, listing, sentences, stations
from registrations.models import (
    ENTRIES,
    CheckIn,
    CheckInOutcome,
    EntryList,
    Registration,
    RevokedCode,
    ScanKind,
)
from registrations.views import desk_badge, deskdevice
from registrations.views.badgepage import framing
from registrations.views.deskposts import posted

UNDO_OFFERED = timedelta(minutes=10)
LONGEST_REASON = 200
LONGEST_QUERY = 60
LONGEST_ID = 15  # digits


@never_cache
@login_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """The events whose desk this person may run, the nearest first."""
    mine = Event.objects.for_desk(request.user).dated().select_related("venue")  # type: ignore[arg-type]
    at = timezone.now()
    return render(
        request,
        "registrations/desk/events.html",
        {"upcoming": mine.upcoming(at=at), "past": mine.past(at=at)[:5]},
    )


@never_cache
@ensure_csrf_cookie  # for what the page's script sends
@login_required
@require_safe
@framing
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """One field; what was typed or scanned, whom it may mean at the chosen door, and the last scan to take back."""
    event = _event(request, slug)
    device = deskdevice.of(request, event.pk)
    door = _door(event, request.GET.get("list", str(device.entry_list_id or "")))
    query = request.GET.get("q", "").strip()
    people = finding.find(event_id=event.pk, query=query, entry_list_id=door.pk if door else None)
    found = [person.pk for person in people]
    seated = seats.of(found)
    unlisted = listing.not_listed(door, found) if door and found else set()
    context = {
        "event": event,
        "door": door,
        "doors": listing.lists_of(event.pk),
        "query": query,
        "people": [
            {
                "registration": person,
                "scan_id": uuid.uuid4(),
                "exit_id": uuid.uuid4(),
                "override_id": uuid.uuid4(),
                "seat": seated.get(person.pk, ""),
                "is_unlisted": person.pk in unlisted,
            }
            for person in people
        ],
        "is_cut": len(people) == finding.MOST_RESULTS,
        "missed_id": uuid.uuid4() if not people and checkin.code_in(query) else None,
        "figures": checkin.figures(event.pk),
        "last": _last(event, request),
        "undo_id": uuid.uuid4(),
        "conflicts": conflicts.unseen(event.pk).count(),
        "unsure_badges": stations.to_look_at(event.pk, at=timezone.now()),
        "device": device,
        "to_print": desk_badge.to_print(request),
    }
    response = render(request, "registrations/desk/search.html", context)
    deskdevice.keep_tag(response, request, deskdevice.tag(request))
    return response


@login_required
@posted
def check_in(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Lets a guest in or out and says what came of it, above the field for the next one.

    A page's script that asks for JSON is told where that is said, and has the badge that is to be printed at once.
    """
    registration = _registration(request, slug, code)
    door = _door(registration.event, request.POST.get("list", ""))
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    badge = _let_through(request, registration, code, door, hands_over=is_script)
    back = _back(slug, code, door)
    return JsonResponse({"next": back.url, "badge": badge}) if is_script else back


def _let_through(
    request: HttpRequest, registration: Registration, code: str, door: EntryList | None, *, hands_over: bool
) -> dict[str, str] | None:
    """Lets them in or out with a message of what came of it; the badge that goes with the answer, if one does."""
    at = timezone.now()
    passage: dict[str, Any] = {
        "registration_id": registration.pk,
        "by_id": request.user.pk,
        "at": at,
        "entry_list_id": door.pk if door else None,
        "device": checkin.Device(name=deskdevice.ledger_name(request, registration.event_id)),
    }
    try:
        passage["scan_id"] = _scan_id(request)
        if request.POST.get("kind") == ScanKind.OUT:
            attempt = checkin.leave(**passage)
        else:
            reason = normalise(request.POST.get("reason", ""))[:LONGEST_REASON]
            attempt = checkin.check_in(code=code, reason=reason, **passage)
    except checkin.EntryRefused as refusal:
        messages.error(request, str(refusal))
        return None
    is_done = attempt.outcome in (*ENTRIES, CheckInOutcome.LEFT)
    (messages.success if is_done else messages.error)(request, sentences.of(attempt))
    if attempt.outcome not in ENTRIES:
        return None
    if attempt.at < at:  # asked for again, as the answer did not arrive: nor did a badge that came with it
        printing.take_back(
            registration_id=registration.pk,
            printed_at=attempt.at,
            by_id=request.user.pk,
            at=at,
        )
    badge = desk_badge.in_hand(request, registration, at=attempt.at) if hands_over else None
    if badge is None:
        desk_badge.after_entry(request, registration)
    return badge


@login_required
@posted
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes back a scan of this person's, or of anybody's if they organize the event."""
    event = _event(request, slug)
    door = _door(event, request.POST.get("list", ""))
    try:
        attempt = checkin.undo(
            event_id=event.pk,
            undone_scan_id=_scan_id(request, "undoes"),
            scan_id=_scan_id(request),
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
            device=checkin.Device(name=deskdevice.ledger_name(request, event.pk)),
        )
    except checkin.EntryRefused as refusal:
        messages.error(request, str(refusal))
        return _back(slug, "", door)
    is_done = attempt.outcome == CheckInOutcome.UNDONE
    (messages.success if is_done else messages.error)(request, sentences.of(attempt))
    return _back(slug, attempt.registration.code if attempt.registration else "", door)


@never_cache
@login_required
@require_safe
def conflict_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What was done without the network and somebody has to look at."""
    event = _event(request, slug)
    context = {"event": event, "conflicts": conflicts.unseen(event.pk)}
    return render(request, "registrations/desk/conflicts.html", context)


@login_required
@posted
def see_conflict(request: HttpRequest, slug: str, conflict_id: int) -> HttpResponse:
    """Somebody has looked at one of them."""
    event = _event(request, slug)
    conflicts.see(
        event_id=event.pk,
        conflict_id=conflict_id,
        by_id=request.user.pk,  # type: ignore[arg-type]
        at=timezone.now(),
    )
    return redirect("desk:conflicts", slug=slug)


@login_required
@require_POST
def missed(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps a scanned code that found nobody here, and says what it is."""
    event = _event(request, slug)
    door = _door(event, request.POST.get("list", ""))
    try:
        attempt = checkin.scan(
            event_id=event.pk,
            code=request.POST.get("q", "")[:LONGEST_QUERY],
            scan_id=_scan_id(request),
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
            entry_list_id=door.pk if door else None,
            device=checkin.Device(name=deskdevice.ledger_name(request, event.pk)),
        )
    except checkin.EntryRefused as refusal:
        return JsonResponse({"text": str(refusal)}, status=409)
    return JsonResponse({"text": sentences.of(attempt)})


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]


def _registration(request: HttpRequest, slug: str, code: str) -> Registration:
    """Whose code it is; also one that was revoked, for which a check-in has its own word."""
    event = _event(request, slug)
    theirs = Q(code=code) | Q(pk__in=RevokedCode.objects.filter(code=code).values("registration"))
    return get_object_or_404(Registration.objects.select_related("event"), theirs, event=event)


def _door(event: Event, asked: str) -> EntryList | None:
    """:raises Http404: the event has no such list"""
    if not asked:
        return None
    pk = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_ID else 0
    return get_object_or_404(EntryList, pk=pk, event=event)


def _scan_id(request: HttpRequest, field: str = "scan_id") -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get(field, ""))
    except ValueError:
        raise checkin.EntryRefused(_("화면이 오래되었습니다. 다시 찾아 주세요.")) from None


def _last(event: Event, request: HttpRequest) -> CheckIn | None:
    """What this person did last and may take back at once."""
    mine = CheckIn.objects.standing().filter(event=event, by=request.user.pk)
    return (
        mine.filter(at__gt=timezone.now() - UNDO_OFFERED)
        .select_related("registration")
        .order_by("-pk")
        .first()
    )


def _back(slug: str, code: str, door: EntryList | None = None) -> HttpResponseRedirect:
    asked = {"q": code, "list": str(door.pk) if door else ""}
    return HttpResponseRedirect(f"{reverse('desk:search', args=[slug])}?{urlencode(asked)}")
