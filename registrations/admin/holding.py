"""Until when the seats of many invitations are kept, set at once."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from events.admin import pages, reach
from events.models import User
from registrations import booking, inviting
from registrations.admin import chosen
from registrations.models import Invitation

_INPUT = "%Y-%m-%dT%H:%M"  # what a browser's field for a moment reads and writes


class HoldForm(forms.Form):
    held_until = forms.DateTimeField(
        label=gettext_lazy("좌석 보류 기한"),
        required=False,
        input_formats=[_INPUT, "%Y-%m-%d %H:%M"],
        widget=UnfoldAdminTextInputWidget(attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("이때까지 좌석을 비워 둡니다. 비워 두면 좌석을 보류하지 않습니다."),
        error_messages={"invalid": gettext_lazy("날짜와 시각을 2027-05-20 18:00처럼 적어 주세요.")},
    )


def ask_moment(request: HttpRequest, rows: QuerySet[Invitation], *, site: AdminSite) -> HttpResponse:
    """The page that asks until when the seats of the chosen are kept."""
    return _page(request, rows, HoldForm(), site=site)


def hold(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """What comes of that page: a POST sets the moment."""
    if request.method != "POST":
        return redirect("admin:registrations_invitation_changelist")
    rows = reach.limit(Invitation.objects.all(), request, "event").filter(pk__in=chosen.ids(request))
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            count = _hold(request, rows, form.cleaned_data["held_until"])
        except booking.BookingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("초청 %(count)d건의 좌석 보류 기한을 바꿨습니다.") % {"count": count})
            return redirect("admin:registrations_invitation_changelist")
    return _page(request, rows, form, site=site)


@transaction.atomic
def _hold(request: HttpRequest, rows: QuerySet[Invitation], held_until: Any) -> int:
    grouped = chosen.by_event(rows)
    if not grouped:
        raise booking.BookingRefused(_("선택한 항목을 찾을 수 없습니다. 목록에서 다시 선택해 주세요."))
    return sum(
        inviting.hold(
            event_id=event_id,
            invitation_ids=ids,
            held_until=held_until,
            by_id=cast(User, request.user).pk,
            at=timezone.now(),
        )
        for event_id, ids in grouped.items()
    )


def _page(
    request: HttpRequest, rows: QuerySet[Invitation], form: HoldForm, *, site: AdminSite
) -> HttpResponse:
    context = {"form": form, "ids": chosen.joined(rows), "count": rows.open().count()}  # type: ignore[attr-defined]
    return pages.page(
        request,
        site,
        "registrations/admin/hold.html",
        title=_("좌석 보류 기한 정하기"),
        context=context,
        status=422 if form.errors else 200,
    )
