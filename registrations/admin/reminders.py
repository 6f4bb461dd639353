"""자동 안내 of an event: what goes out by itself and when, set up, switched off and removed on one page."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from events.admin import handmade, pages
from events.models import Event
from registrations import reminders
from registrations.models import Reminder, ReminderKind
from registrations.models.reminder import EARLIEST, LATEST, MOST_DAYS


class ReminderForm(forms.Form):
    """What, how many days from the event, and at which time of the day."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("reminder", "안내"), choices=ReminderKind.choices, widget=UnfoldAdminSelectWidget
    )
    days = forms.IntegerField(
        label=gettext_lazy("며칠 전·후"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("행사일을 기준으로 셉니다. 감사 인사는 행사가 끝난 날부터 셉니다."),
    )
    clock = forms.TimeField(
        label=gettext_lazy("보낼 시각"),
        widget=UnfoldAdminTextInputWidget(attrs={"type": "time"}),
        help_text=gettext_lazy("08:00~20:59"),
    )

    def clean_clock(self) -> time:
        clock: time = self.cleaned_data["clock"]
        if not EARLIEST <= clock <= LATEST:
            raise forms.ValidationError(_("08:00부터 20:59 사이로 정해 주세요."))
        return clock


def listed(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The event's reminders with their next time; a POST adds one, switches one or removes one."""
    event = pages.event_or_404(request, event_id)
    form = ReminderForm(initial={"days": 3, "clock": "09:00"})
    if request.method == "POST" and "add" in request.POST:
        form = ReminderForm(request.POST)
        if form.is_valid() and _is_added(form, event):
            messages.success(request, _("자동 안내를 정했습니다."))
            return redirect("admin:events_event_reminders", event.pk)
    elif request.method == "POST":
        return _act(request, event)
    rows = event.reminders.prefetch_related("runs__mailing").order_by("kind", "-days", "pk")
    context = {
        "event": event,
        "form": form,
        "rows": [_described(one, event, at=timezone.now()) for one in rows],
    }
    title = _("%(event)s 자동 안내") % {"event": event}
    status = 422 if form.errors else 200
    return pages.page(
        request, site, "registrations/admin/reminders.html", title=title, context=context, status=status
    )


def _described(reminder: Reminder, event: Event, *, at: datetime) -> tuple[Reminder, datetime | None, bool]:
    """A reminder, when it goes out by the date as it stands, and whether that is past."""
    due = reminders.due_at(reminder, event)
    return reminder, due, due is not None and due + reminders.LATEST_BY < at


def _is_added(form: ReminderForm, event: Event) -> bool:
    data = form.cleaned_data
    try:
        reminders.set_up(
            event_id=event.pk, kind=ReminderKind(data["kind"]), days=data["days"], clock=data["clock"]
        )
    except reminders.ReminderRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _act(request: HttpRequest, event: Event) -> HttpResponse:
    reminder_id = handmade.row_id(request.POST.get("reminder", ""))
    if reminder_id is None or not event.reminders.filter(pk=reminder_id).exists():
        raise Http404
    if "remove" in request.POST:
        try:
            reminders.remove(reminder_id=reminder_id)
        except reminders.ReminderRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("자동 안내를 지웠습니다."))
    elif "on" in request.POST or "off" in request.POST:
        reminders.switch(reminder_id=reminder_id, is_active="on" in request.POST)
        messages.success(request, _("자동 안내를 바꾸었습니다."))
    return redirect("admin:events_event_reminders", event.pk)
