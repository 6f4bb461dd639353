"""이 행사를 본떠 새로 만들기: what would come along and what not, then the new event."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget, UnfoldBooleanWidget

from agenda import copying
from agenda.copying import Outline
from events import notation
from events.admin import pages, reach
from events.models import Event
from registrations import copying as with_guests
from registrations.models import CategoryTerms, Invitation, Registration, SeatRules

A_YEAR_ON = timedelta(weeks=52)  # the same day of the week


class CopyForm(forms.Form):
    """When the new event starts, and whether the talks keep their titles."""

    day = forms.DateField(
        label=gettext_lazy("새 행사 날짜"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("날짜를 2027-05-20처럼 적어 주세요.")},
    )
    start = forms.TimeField(
        label=gettext_lazy("시작 시각"),
        input_formats=["%H:%M", "%H%M"],
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("시각을 14:10처럼 적어 주세요.")},
    )
    with_titles = forms.BooleanField(
        label=gettext_lazy("주제와 발제 제목도 가져오기"), required=False, widget=UnfoldBooleanWidget
    )

    def wishes(self) -> copying.Wishes:
        data = self.cleaned_data
        starts_at = datetime.combine(data["day"], data["start"], notation.SEOUL)
        return copying.Wishes(starts_at, with_titles=data["with_titles"])


def copy(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """A GET looks ahead to the event as the form says; a POST makes it."""
    event = pages.event_or_404(request, event_id)
    form = CopyForm(_answers(request) or _first_answers(event))
    outline: Outline | None = None
    if form.is_valid():
        try:
            if request.method == "POST":
                return _make(request, event, form.wishes())
            outline = copying.outline(event_id=event_id, wishes=form.wishes())
        except copying.CopyRefused as refusal:
            messages.error(request, str(refusal))
    context = {
        "event": event,
        "form": form,
        "outline": outline,
        "rows": [_row(state) for state in outline.states] if outline else [],
        "sheet": with_guests.outline(event_id),
        "rules": SeatRules.objects.filter(event=event_id).first(),
        "terms": CategoryTerms.objects.filter(event=event_id).order_by("priority", "pk"),
        "guests": Registration.objects.filter(event=event_id).count(),
        "invitations": Invitation.objects.filter(event=event_id).count(),
    }
    title = _("%(event)s 본떠 새로 만들기") % {"event": event}
    return pages.page(request, site, "registrations/admin/copy.html", title=title, context=context)


def _make(request: HttpRequest, event: Event, wishes: copying.Wishes) -> HttpResponse:
    made = with_guests.copy(event_id=event.pk, wishes=wishes, by_id=request.user.pk or 0, at=timezone.now())
    reach.forget(request)
    text = _("새 행사를 만들었습니다: %(event)s. 이름과 일시, 등록 기간을 확인해 주세요.") % {"event": made}
    messages.success(request, text)
    return redirect("admin:events_event_change", made.pk)


def _answers(request: HttpRequest) -> dict[str, Any]:
    given = request.POST if request.method == "POST" else request.GET
    return {name: given[name] for name in CopyForm.base_fields if name in given}


def _first_answers(event: Event) -> dict[str, str]:
    """A year on at the same hour, until the organizer says otherwise."""
    if event.starts_at is None:
        return {"day": "", "start": f"{time(14):%H:%M}"}
    starts_at = (event.starts_at + A_YEAR_ON).astimezone(notation.SEOUL)
    return {"day": f"{starts_at:%Y-%m-%d}", "start": f"{starts_at:%H:%M}"}


def _row(state: copying.State) -> dict[str, str]:
    hours = notation.hours(state.starts_at, state.ends_at, language="ko")
    return {"time": f"{hours} {notation.length(state.minutes)}", "title": state.title, "remark": state.remark}
