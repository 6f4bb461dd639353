"""Deciding on many requests at once: approving them, or declining them with a reason that is mailed."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin import handmade, pages, reach
from events.models import User
from registrations import approval, booking
from registrations.models import Registration
from registrations.states import RegistrationState

_MOST = 2_000  # requests decided upon at once


def approve(request: HttpRequest, chosen: QuerySet[Registration]) -> None:
    """Let the chosen requests in, event by event."""
    for event_id, ids in by_event(chosen).items():
        try:
            decided = approval.approve(
                event_id=event_id, registration_ids=ids, by_id=_me(request), at=timezone.now()
            )
        except booking.BookingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("%(confirmed)d명을 확정하고 %(waiting)d명을 대기로 받았습니다. 안내 메일을 보냅니다.")
            messages.success(request, text % {"confirmed": decided.confirmed, "waiting": decided.waiting})


def decline(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Asks for the reason; the POST declines with it."""
    ids = [pk for pk in map(handmade.row_id, request.POST.getlist("id") or request.GET.getlist("id")) if pk]
    mine = reach.limit(Registration.objects.select_related("event"), request, "event")
    chosen = mine.filter(pk__in=ids[:_MOST], state=RegistrationState.REQUESTED).order_by(
        "registered_at", "pk"
    )
    reason = request.POST.get("reason", "")
    refusal = ""
    if request.method == "POST":
        try:
            count = _decline(request, chosen, reason)
        except booking.BookingRefused as refused:
            refusal = str(refused)
        else:
            messages.success(
                request, _("%(count)d명의 신청을 거절하고 사유를 메일로 알립니다.") % {"count": count}
            )
            return redirect("admin:registrations_registration_changelist")
    context: dict[str, Any] = {"chosen": chosen, "reason": reason, "refusal": refusal}
    return pages.page(
        request,
        site,
        "registrations/admin/decline.html",
        title=_("신청 거절"),
        context=context,
        status=422 if refusal else 200,
    )


def by_event(chosen: QuerySet[Registration]) -> dict[int, list[int]]:
    """The chosen ids, event by event."""
    found: dict[int, list[int]] = {}
    for event_id, pk in chosen.order_by("pk").values_list("event", "pk"):
        found.setdefault(event_id, []).append(pk)
    return found


def _decline(request: HttpRequest, chosen: QuerySet[Registration], reason: str) -> int:
    grouped = by_event(chosen)
    if not grouped:
        raise booking.BookingRefused(_("승인을 기다리는 신청이 없습니다. 이미 처리되었는지 확인해 주세요."))
    return sum(
        approval.decline(
            event_id=event_id, registration_ids=ids, reason=reason, by_id=_me(request), at=timezone.now()
        ).declined
        for event_id, ids in grouped.items()
    )


def _me(request: HttpRequest) -> int:
    return cast(User, request.user).pk
