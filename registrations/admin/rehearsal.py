"""리허설: making one of an event, what came of it, and deleting it."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from events.admin import pages, reach
from events.models import Event, User
from registrations import rehearsing
from registrations.desk import rehearsed
from registrations.models import Registration

USUAL = 100  # people


class RehearsalForm(forms.Form):
    """How many made-up guests come."""

    people = forms.IntegerField(
        label=gettext_lazy("가상 참가자 수"),
        min_value=rehearsing.FEWEST,
        max_value=rehearsing.MOST,
        widget=UnfoldAdminIntegerFieldWidget,
    )


def urls(wrap: Callable[..., Any], _site: AdminSite) -> list[URLPattern]:
    """The addresses below an event's; ``wrap`` makes a page of the admin's of a view."""
    return [
        path("<int:event_id>/rehearsal/", wrap(rehearsal), name="events_event_rehearsal"),
        path("<int:event_id>/rehearsal/discard/", wrap(discard), name="events_event_rehearsal_discard"),
    ]


def rehearsal(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """Of a real event: the way to a rehearsal, which a POST makes. Of a rehearsal: what came of it."""
    event = pages.event_or_404(request, event_id)
    if event.is_rehearsal:
        return _summary(request, event, site=site)
    form = RehearsalForm(request.POST or None, initial={"people": _usual(event)})
    if request.method == "POST" and form.is_valid():
        try:
            made = rehearsing.make(
                event_id=event.pk,
                people=form.cleaned_data["people"],
                by_id=cast(User, request.user).pk,
                at=timezone.now(),
            )
        except rehearsing.RehearsalRefused as refusal:
            messages.error(request, str(refusal))
        else:
            reach.forget(request)
            messages.success(request, _("리허설을 만들었습니다. 등록데스크를 열어 연습해 주세요."))
            return redirect("admin:events_event_rehearsal", made.pk)
    context = {"event": event, "form": form, "known": rehearsing.of(event.pk)}
    title = _("%(event)s 리허설") % {"event": event}
    return pages.page(request, site, "registrations/admin/rehearsal.html", title=title, context=context)


def discard(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """Says what goes, and deletes it when the organizer agrees."""
    event = pages.event_or_404(request, event_id)
    if not event.is_rehearsal:
        raise Http404
    if request.method == "POST":
        with suppress(rehearsing.RehearsalRefused):  # somebody else was quicker: it is gone
            rehearsing.discard(event_id=event.pk)
        messages.success(request, _("리허설을 지웠습니다."))
        return redirect("admin:events_event_changelist")
    context = {"event": event, "leaving": rehearsed.leaving(event.pk)}
    title = _("%(event)s 지우기") % {"event": event}
    return pages.page(
        request, site, "registrations/admin/rehearsal_discard.html", title=title, context=context
    )


def _summary(request: HttpRequest, event: Event, *, site: AdminSite) -> HttpResponse:
    source = reach.events(request).filter(rehearsal=event).first()
    context = {"event": event, "source": source, "summary": rehearsed.summary(event.pk)}
    title = _("%(event)s 결과") % {"event": event}
    return pages.page(
        request, site, "registrations/admin/rehearsal_summary.html", title=title, context=context
    )


def _usual(event: Event) -> int:
    """As many as are expected, where some are."""
    confirmed = Registration.objects.filter(event=event).confirmed().count()
    return min(max(confirmed, rehearsing.FEWEST), rehearsing.MOST) if confirmed else USUAL
