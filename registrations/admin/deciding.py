"""Deciding on many requests at once: approving them, or declining them with a reason that is mailed."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from events.admin import pages, reach
from events.models import User
from registrations import approval, booking
from registrations.admin import chosen
from registrations.models import Registration
from registrations.states import RegistrationState


def approve(request: HttpRequest, rows: QuerySet[Registration]) -> None:
    """Let the chosen requests in, event by event."""
    for event_id, ids in chosen.by_event(rows).items():
        try:
            decided = approval.approve(
                event_id=event_id, registration_ids=ids, by_id=_me(request), at=timezone.now()
            )
        except booking.BookingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            text = _("%(confirmed)d명을 확정하고 %(waiting)d명을 대기로 받았습니다. 안내 메일을 보냅니다.")
            messages.success(request, text % {"confirmed": decided.confirmed, "waiting": decided.waiting})


def ask_reason(request: HttpRequest, rows: QuerySet[Registration], *, site: AdminSite) -> HttpResponse:
    """The page that asks why the chosen requests are declined."""
    return _page(request, _requests(rows), site=site)


def decline(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """What comes of that page: a POST declines with the reason."""
    if request.method != "POST":
        return redirect("admin:registrations_registration_changelist")
    mine = reach.limit(Registration.objects.all(), request, "event")
    requests = _requests(mine.filter(pk__in=chosen.ids(request)))
    try:
        count = _decline(request, requests, request.POST.get("reason", ""))
    except booking.BookingRefused as refused:
        return _page(request, requests, site=site, refusal=str(refused))
    messages.success(request, _("%(count)d명의 신청을 거절하고 사유를 메일로 알립니다.") % {"count": count})
    return redirect("admin:registrations_registration_changelist")


def _requests(rows: QuerySet[Registration]) -> QuerySet[Registration]:
    waiting = rows.filter(state=RegistrationState.REQUESTED).select_related("event")
    return waiting.order_by("registered_at", "pk")


def _page(
    request: HttpRequest, requests: QuerySet[Registration], *, site: AdminSite, refusal: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "chosen": requests,
        "ids": chosen.joined(requests),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    return pages.page(
        request,
        site,
        "registrations/admin/decline.html",
        title=_("신청 거절"),
        context=context,
        status=422 if refusal else 200,
    )


@transaction.atomic
def _decline(request: HttpRequest, requests: QuerySet[Registration], reason: str) -> int:
    """All of them or, where one is refused, none."""
    grouped = chosen.by_event(requests)
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
