"""The event's admin page as a whole: with its seats, which only this floor knows."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from events.admin.event import EventAdmin
from events.models import Event, EventState
from registrations import booking
from registrations.models import Registration
from registrations.states import RegistrationState


def with_seats(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with ``confirmed`` and ``waiting``, how many guests stand in each state."""
    return events.annotate(
        confirmed=_count(RegistrationState.CONFIRMED), waiting=_count(RegistrationState.WAITLISTED)
    )


def _count(state: RegistrationState) -> Coalesce:
    rows = Registration.objects.filter(event=OuterRef("pk"), state=state).order_by().values("event")
    return Coalesce(
        Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0
    )


@admin.register(Event)
class EventWithGuestsAdmin(EventAdmin):
    list_display = ["name_shown", "when", "venue", "state_label", "seats"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_seats(super().get_queryset(request))

    @display(description=_("확정/정원 (대기)"))
    def seats(self, event: Any) -> str:
        waiting = f" ({event.waiting})" if event.waiting else ""
        return f"{event.confirmed}/{event.capacity}{waiting}"

    def keeps_its_address(self, event: Event) -> bool:
        """A release's papers and calendars carry the address too, and so do guests' mails."""
        return super().keeps_its_address(event) or event.releases.exists() or event.registrations.exists()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """More seats let the first ones of the waiting list move up."""
        super().save_related(request, form, formsets, change)
        if change:
            self._fill_seats(request, form.instance)

    def step_taken(self, request: HttpRequest, event: Event) -> None:
        """Seats that came free while the event was put off are given when it is announced again."""
        if event.state == EventState.ANNOUNCED:
            self._fill_seats(request, event)

    def _fill_seats(self, request: HttpRequest, event: Event) -> None:
        moved = booking.fill_seats(event_id=event.pk, at=timezone.now())
        if moved:
            text = _("빈자리가 생겨 대기자 %(count)d명을 확정하고 안내 메일을 보냈습니다.") % {"count": moved}
            messages.info(request, text)
