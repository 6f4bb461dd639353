"""The print station: a page at the printer's computer that takes the badges of all desks; and how printing stands."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from events import access
from events.cleaning import normalise
from events.models import Event
from registrations.badges import layouts, single
from registrations.desk import stations
from registrations.models import PrintStation, StationJob, StationJobState
from registrations.views.badgepage import badge_page, framed, framing
from registrations.views.deskposts import posted

LONGEST_NAME = 40


@never_cache
@login_required
@require_safe
@framing
def station(request: HttpRequest, slug: str) -> HttpResponse:
    """The page that stands open at a printer. What it prints on is in its address, so a bookmark starts it."""
    event = _event(request, slug)
    layout = request.GET.get("layout", "")
    offered = layouts.offered(event.pk)
    chosen = layout in {name for name, _label in offered}
    context = {
        "event": event,
        "name": _name(request.GET.get("name", "")),
        "layout": layout or single.DESK,
        "layouts": offered,
        "is_open": chosen,
        "sheet": layouts.get(event.pk, layout).sheet if chosen else None,
        **_state(event),
    }
    return render(request, "registrations/desk/station.html", context)


@never_cache
@login_required
@require_safe
def prints(request: HttpRequest, slug: str) -> HttpResponse:
    """How printing stands, with what a person has to settle."""
    event = _event(request, slug)
    return render(request, "registrations/desk/prints.html", {"event": event, **_state(event)})


@login_required
@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a piece of a page with two numbers; 304 to who has it."""
    event = _event(request, slug)
    state = _state(event)
    content = {
        "queued": state["queued"],
        "unsure": state["unsure"],
        "html": render_to_string("registrations/desk/_jobs.html", {"event": event, **state}),
    }
    text = json.dumps(content, ensure_ascii=False)
    etag = quote_etag(hashlib.sha256(text.encode()).hexdigest()[:24])
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(text, content_type="application/json")
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response


@login_required
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """The next badge for this station, or none."""
    try:
        opened = _hello(request, _event(request, slug))
    except stations.StationRefused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    job = stations.take(station_id=opened.pk, at=timezone.now())
    if job is None:
        return JsonResponse({"job": None})
    page = reverse("desk:station-badge", args=[slug, job.pk])
    return JsonResponse(
        {"job": {"id": job.pk, "name": job.registration.name, "page": f"{page}?station={opened.key}"}}
    )


@login_required
@require_POST
def alive(request: HttpRequest, slug: str) -> HttpResponse:
    """The station is there, also while it prints."""
    try:
        _hello(request, _event(request, slug))
    except stations.StationRefused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    return HttpResponse(status=204)


@never_cache
@login_required
@require_safe
@xframe_options_sameorigin
@framed
def badge(request: HttpRequest, slug: str, job_id: int) -> HttpResponse:
    """The badge that a station has in hand, for its frame; the page does not print by itself."""
    opened = _station(request.GET.get("station", ""), _event(request, slug))
    try:
        job = stations.job_of(job_id=job_id, station_id=opened.pk)
        return badge_page(request, job.registration, layout=opened.layout, prints_itself=False)
    except (StationJob.DoesNotExist, layouts.UnknownLayout) as unknown:
        raise Http404 from unknown


@login_required
@require_POST
def done(request: HttpRequest, slug: str, job_id: int) -> HttpResponse:
    """What the station says of a badge: printed, or a word about what went wrong."""
    opened = _station(request.POST.get("station", ""), _event(request, slug))
    failure = normalise(request.POST.get("failure", ""))
    try:
        stations.finish(job_id=job_id, station_id=opened.pk, at=timezone.now(), failure=failure)
    except StationJob.DoesNotExist as unknown:
        raise Http404 from unknown
    except stations.StationRefused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)
    return HttpResponse(status=204)


@login_required
@posted
def settle(request: HttpRequest, slug: str, job_id: int) -> HttpResponse:
    """A person says what became of a badge: it came out, print it again, or take it out of the queue."""
    event, at = _event(request, slug), timezone.now()
    what = request.POST.get("what")
    try:
        if what == "drop":
            job = stations.drop(event_id=event.pk, job_id=job_id, at=at)
        else:
            job = stations.settle(event_id=event.pk, job_id=job_id, was_printed=what == "printed", at=at)
    except StationJob.DoesNotExist as unknown:
        raise Http404 from unknown
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    messages.success(
        request,
        _("%(name)s 님의 명찰: %(state)s")
        % {"name": job.registration.name, "state": job.get_state_display()},
    )
    return redirect("desk:prints", slug)


def _state(event: Event) -> dict[str, Any]:
    at = timezone.now()
    stations.look_after(event_id=event.pk, at=at)
    jobs = stations.queue(event.pk)
    return {
        "jobs": jobs,
        "queued": jobs.number(StationJobState.QUEUED),
        "unsure": jobs.number(StationJobState.UNSURE),
        "stations": list(stations.living(event.pk, at=at).order_by("name", "pk")),
    }


def _hello(request: HttpRequest, event: Event) -> PrintStation:
    return stations.hello(
        event_id=event.pk,
        key=_key(request.POST.get("station", "")),
        name=_name(request.POST.get("name", "")),
        layout=request.POST.get("layout", "")[:60],
        by_id=request.user.pk,  # type: ignore[arg-type]
        at=timezone.now(),
    )


def _station(key: str, event: Event) -> PrintStation:
    found = PrintStation.objects.filter(key=_key(key), event=event).first()
    if found is None:
        raise Http404
    return found


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _name(text: str) -> str:
    return normalise(text)[:LONGEST_NAME].strip() or _("인쇄 스테이션")


def _event(request: HttpRequest, slug: str) -> Event:
    return access.event_for_desk(request.user, slug)  # type: ignore[arg-type]
