"""The desk: find a guest, check in, print one badge."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events import access, notation
from events.models import Event
from registrations import finding, seats
from registrations.badges import layouts, printing, single
from registrations.desk import checkin
from registrations.models import CheckIn, CheckInOutcome, Registration, RevokedCode
from registrations.views.badgepage import badge_page


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
@login_required
@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """One field; what was typed or scanned, and whom it may mean."""
    event = _event(request, slug)
    query = request.GET.get("q", "").strip()
    people = finding.find(event_id=event.pk, query=query)
    seated = seats.of([person.pk for person in people])
    context = {
        "event": event,
        "query": query,
        "people": [
            {"registration": person, "scan_id": uuid.uuid4(), "seat": seated.get(person.pk, "")}
            for person in people
        ],
        "is_cut": len(people) == finding.MOST_RESULTS,
        "figures": checkin.figures(event.pk),
    }
    return render(request, "registrations/desk/search.html", context)


@login_required
@require_POST
def check_in(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Lets a guest in and says what came of it, above the field for the next one."""
    registration = _registration(request, slug, code)
    try:
        scan_id = uuid.UUID(request.POST.get("scan_id", ""))
    except ValueError:
        messages.error(request, _("화면이 오래되었습니다. 다시 찾아 주세요."))
        return _back(slug, code)
    try:
        attempt = checkin.check_in(
            registration_id=registration.pk,
            scan_id=scan_id,
            by_id=request.user.pk,  # type: ignore[arg-type]
            at=timezone.now(),
            code=code,
        )
    except checkin.EntryRefused as refusal:
        messages.error(request, str(refusal))
        return _back(slug, code)
    is_in = attempt.outcome == CheckInOutcome.ENTERED
    (messages.success if is_in else messages.error)(request, _sentence(registration, attempt))
    return _back(slug, code)


@never_cache
@login_required
@require_POST
def print_badge(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Writes the printing down, and gives one badge on a page of the label's size, which the browser prints.

    The page has no address of its own, so loading it again writes it down again.
    """
    try:
        registration = printing.print_at_desk(
            registration_id=_registration(request, slug, code).pk, by_id=request.user.pk, at=timezone.now()
        )
    except printing.PrintRefused as refusal:
        messages.error(request, str(refusal))
        return _back(slug, code)
    return badge_page(request, registration, layout=single.DESK)


@login_required
@require_safe
def badge_style(request: HttpRequest, slug: str) -> HttpResponse:
    """The style sheet of a badge on a page of its own, by the layout's name."""
    event = _event(request, slug)
    try:
        layout = single.layout_of(event.pk, request.GET.get("layout", ""))
    except layouts.UnknownLayout as unknown:
        raise Http404 from unknown
    return HttpResponse(single.style(layout), content_type="text/css; charset=utf-8")


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]


def _registration(request: HttpRequest, slug: str, code: str) -> Registration:
    """Whose code it is; also one that was revoked, for which a check-in has its own word."""
    event = _event(request, slug)
    theirs = Q(code=code) | Q(pk__in=RevokedCode.objects.filter(code=code).values("registration"))
    return get_object_or_404(Registration.objects.select_related("event"), theirs, event=event)


def _sentence(registration: Registration, attempt: CheckIn) -> str:
    name = f"{registration.name} {registration.title}".strip()
    if attempt.outcome == CheckInOutcome.ENTERED:
        return _("%(name)s 님, 입장 처리했습니다.") % {"name": name}
    if attempt.outcome == CheckInOutcome.ALREADY:
        entry = checkin.entry_of(registration)
        return _("%(name)s 님은 이미 입장했습니다: %(time)s, 처리 %(by)s") % {
            "name": name,
            "time": notation.clock(entry.at) if entry else "",
            "by": entry.by.name if entry else "",
        }
    if attempt.outcome == CheckInOutcome.REVOKED:
        return _(
            "폐기된 명찰입니다. %(name)s 님 본인인지 확인하시고, 성명으로 다시 찾아 입장 처리해 주세요."
        ) % {"name": name}
    if attempt.outcome == CheckInOutcome.NOT_OPEN:
        return _("취소되었거나 연기된 행사입니다. %(name)s 님을 입장 처리하지 않았습니다.") % {"name": name}
    if attempt.outcome == CheckInOutcome.CANCELLED:
        return _("%(name)s 님은 취소된 등록입니다. 입장 처리하지 않았습니다.") % {"name": name}
    return _("%(name)s 님은 대기자입니다. 입장 처리하지 않았습니다.") % {"name": name}


def _back(slug: str, code: str) -> HttpResponse:
    return redirect(f"{reverse('desk:search', args=[slug])}?{urlencode({'q': code})}")
