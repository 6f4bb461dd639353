"""Before releasing: what differs, what is wrong, who would be told. And taking an older release back."""

from typing import cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from agenda import conflicts, editing, releasing, reverting, wording
from agenda.models import Release
from events.admin import pages
from events.models import User
from registrations import announcements
from registrations.models import Registration


def review(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """Shows what a release would change and whom it would be told to, and releases when the organizer agrees."""
    event = pages.event_or_404(request, event_id)
    if request.method == "POST":
        return _release(request, event_id)
    at = timezone.now()
    has_draft = event.starts_at is not None and event.sessions.exists()
    outlook = announcements.outlook(event_id=event_id, at=at) if has_draft else None
    confirmed = Registration.objects.filter(event=event_id).confirmed().count()
    viewer = cast(User, request.user)
    found = conflicts.find_all(event_id=event_id, guests=confirmed, viewer=viewer) if has_draft else []
    context = {
        "event": event,
        "outlook": outlook,
        "lines": wording.sentences(outlook.difference, "ko", with_stage=True) if outlook else [],
        "stops": conflicts.open_stops(found),
        "passed": [one for one in found if one.reason],
        "warnings": [one for one in found if one.severity == conflicts.Severity.WARN and not one.reason],
    }
    title = _("%(event)s 확정 검토") % {"event": event}
    return pages.page(request, site, "registrations/admin/release.html", title=title, context=context)


def _release(request: HttpRequest, event_id: int) -> HttpResponse:
    try:
        outcome = announcements.release(
            event_id=event_id,
            by_id=request.user.pk,
            at=timezone.now(),
            tell_guests="guests" in request.POST,
            tell_speakers="speakers" in request.POST,
            tell_invited="invited" in request.POST,
            seen=request.POST.get("seen", ""),
        )
    except releasing.ReleaseRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:events_event_release", event_id)
    number = {"number": outcome.release.number}
    is_told = outcome.guests or outcome.speakers or outcome.invited
    if not outcome.is_new and not is_told:
        messages.info(request, _("확정본 %(number)d에서 달라진 것이 없어 새로 만들지 않았습니다.") % number)
        return redirect("admin:agenda_session_programme", event_id)
    if outcome.is_new:
        messages.success(request, _("프로그램을 확정했습니다: 확정본 %(number)d") % number)
    if not is_told:
        return redirect("admin:agenda_session_programme", event_id)
    return redirect("admin:events_event_notices", event_id)


def take_back(request: HttpRequest, event_id: int, number: int, *, site: AdminSite) -> HttpResponse:
    """Says what an older release would change in the draft, and takes it back when the organizer agrees."""
    event = pages.event_or_404(request, event_id)
    if event.starts_at is None or not Release.objects.filter(event=event_id, number=number).exists():
        raise Http404
    if request.method == "POST":
        try:
            change = reverting.take_back(
                event_id=event_id, number=number, by_id=request.user.pk, at=timezone.now()
            )
        except editing.ScheduleRefused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("확정본 %(number)d의 프로그램을 작업본으로 가져왔습니다. 되돌리기로 물릴 수 있습니다.")
            same = _("작업본이 이미 확정본 %(number)d과 같습니다.")
            messages.success(request, (text if change else same) % {"number": number})
        return redirect("admin:agenda_session_programme", event_id)
    difference = reverting.look_ahead(event_id=event_id, number=number)
    told = (wording.sentence(change, "ko", with_stage=True) for change in difference.sessions)
    context = {
        "event": event,
        "number": number,
        "lines": [line for line in told if line],
        "stays": bool(difference.facts),
        "lost": reverting.lost_speakers(event_id=event_id, number=number),
    }
    title = _("확정본 %(number)d 되가져오기") % {"number": number}
    return pages.page(request, site, "registrations/admin/take_back.html", title=title, context=context)
