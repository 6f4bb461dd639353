"""The event's admin page as a whole: with its seats, which only this floor knows."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda.admin.availability import AvailabilityInline
from agenda.admin.workbench.views import Workbench
from events import batches
from events.admin.event import EventAdmin
from events.models import Event, EventState
from registrations import booking, callingoff, interests
from registrations.admin import (
    badge_preflight,
    badges,
    body_inviting,
    copying,
    figures,
    live,
    mailings,
    mailtexts,
    mass_mail,
    printjobs,
    rehearsal,
    releasing,
    reminders,
    roster_import,
    seatareas,
    seating,
    sending,
)
from registrations.admin.seats import CategoryTermsInline, EventWithSeatsForm, SeatRulesInline
from registrations.models import Registration
from registrations.states import RegistrationState

CALLING_OFF = {"cancel": callingoff.cancel, "postpone": callingoff.postpone}


def with_seats(events: QuerySet[Event]) -> QuerySet[Event]:
    """The events with ``confirmed``, ``waiting`` and ``requested``, how many guests stand in each state."""
    return events.annotate(
        confirmed=_count(RegistrationState.CONFIRMED),
        waiting=_count(RegistrationState.WAITLISTED),
        requested=_count(RegistrationState.REQUESTED),
    )


def _count(state: RegistrationState) -> Coalesce:
    rows = Registration.objects.filter(event=OuterRef("pk"), state=state).order_by().values("event")
    return Coalesce(
        Subquery(rows.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0
    )


def confirmed(event_id: int) -> int:
    """How many guests have a seat."""
    return Registration.objects.filter(event=event_id).confirmed().count()


@admin.register(Event)
class EventWithGuestsAdmin(EventAdmin):
    list_display = ["name_shown", "when", "venue", "state_label", "seats"]
    form = EventWithSeatsForm
    inlines = [*EventAdmin.inlines, SeatRulesInline, CategoryTermsInline, AvailabilityInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_seats(super().get_queryset(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With how many wait to be told that registration opens."""
        sets = super().get_fieldsets(request, obj)
        return [*sets, (_("개최 알림"), {"fields": ["interested"]})] if obj is not None else sets

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "interested"]

    @display(description=_("개최 알림 신청자"))
    def interested(self, event: Event) -> str:
        return _("%(count)d명") % {"count": interests.waiting(event.pk)}

    @display(description=_("확정/정원 (대기)"))
    def seats(self, event: Any) -> str:
        waiting = f" ({event.waiting})" if event.waiting else ""
        return f"{event.confirmed}/{event.capacity}{waiting}"

    def get_urls(self) -> list[URLPattern]:
        def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(partial(view, site=self.admin_site))

        return [
            *Workbench(self.admin_site, guests=confirmed).urls(),
            path("<int:event_id>/release/", wrap(releasing.review), name="events_event_release"),
            path(
                "<int:event_id>/release/<int:number>/take-back/",
                wrap(releasing.take_back),
                name="events_event_take_back",
            ),
            path("<int:event_id>/notices/", wrap(sending.notices), name="events_event_notices"),
            path("<int:event_id>/roster/", wrap(roster_import.bring_in), name="registrations_roster_import"),
            path(
                "<int:event_id>/roster/template.xlsx",
                self.admin_site.admin_view(roster_import.template),
                name="registrations_roster_template",
            ),
            path("<int:event_id>/bodies/", wrap(body_inviting.invite), name="registrations_invite_bodies"),
            path("<int:event_id>/copy/", wrap(copying.copy), name="events_event_copy"),
            path("<int:event_id>/mailings/", wrap(mailings.listed), name="events_event_mailings"),
            path("<int:event_id>/reminders/", wrap(reminders.listed), name="events_event_reminders"),
            path("<int:event_id>/mailings/new/", wrap(mass_mail.new), name="events_event_mailing_new"),
            path(
                "<int:event_id>/mailings/<int:mailing_id>/", wrap(mailings.one), name="events_event_mailing"
            ),
            path(
                "<int:event_id>/mailings/<int:mailing_id>/edit/",
                wrap(mass_mail.edit),
                name="events_event_mailing_edit",
            ),
            path(
                "<int:event_id>/mailings/<int:mailing_id>/progress/",
                self.admin_site.admin_view(mailings.progress),
                name="events_event_mailing_progress",
            ),
            path("<int:event_id>/badges/print/", wrap(printjobs.listed), name="events_event_print_jobs"),
            path(
                "<int:event_id>/badges/print/count/",
                self.admin_site.admin_view(printjobs.counted),
                name="events_event_print_count",
            ),
            path(
                "<int:event_id>/badges/print/<int:job_id>/",
                wrap(printjobs.one),
                name="events_event_print_job",
            ),
            path(
                "<int:event_id>/badges/print/<int:job_id>/progress/",
                self.admin_site.admin_view(printjobs.progress),
                name="events_event_print_progress",
            ),
            path(
                "<int:event_id>/badges/print/<int:job_id>/file/",
                self.admin_site.admin_view(printjobs.file),
                name="events_event_print_file",
            ),
            path("<int:event_id>/mail-texts/", wrap(mailtexts.texts), name="events_event_mail_texts"),
            path(
                "<int:event_id>/mail-texts/<slug:kind>/<slug:language>/",
                wrap(mailtexts.text),
                name="events_event_mail_text",
            ),
            path("<int:event_id>/seating/", wrap(seating.seating), name="events_event_seating"),
            path("<int:event_id>/seating/areas/new/", wrap(seatareas.new), name="events_event_seat_area_new"),
            path(
                "<int:event_id>/seating/areas/<int:area_id>/",
                wrap(seatareas.one),
                name="events_event_seat_area",
            ),
            *badges.urls(wrap, self.admin_site),
            *badge_preflight.urls(wrap, self.admin_site),
            *live.urls(wrap, self.admin_site),
            *rehearsal.urls(wrap, self.admin_site),
            path("<int:event_id>/figures/", wrap(figures.figures_page), name="events_event_figures"),
            path("<int:event_id>/figures.xlsx", wrap(figures.workbook), name="events_event_figures_xlsx"),
            *super().get_urls(),
        ]

    def step_context(self, event: Event, name: str) -> dict[str, Any]:
        """Calling an event off concerns people: the page says how many, and offers to write to them."""
        if name not in CALLING_OFF:
            return {}
        guests, speakers = callingoff.audience(event.pk)
        invited = callingoff.invited(event.pk).count()
        return {
            "guests": guests,
            "speakers": speakers,
            "invited": invited,
            "has_audience": bool(guests or speakers or invited),
        }

    def take_step(self, request: HttpRequest, event: Event, name: str) -> Event:
        if name not in CALLING_OFF:
            return super().take_step(request, event, name)
        outcome = CALLING_OFF[name](event_id=event.pk, at=timezone.now(), tell="tell" in request.POST)
        drafts = outcome.guests + outcome.speakers + outcome.invited
        if drafts:
            text = _("안내 메일 %(count)d통을 준비했습니다. 내용을 확인하고 보내 주세요.") % {"count": drafts}
            messages.info(request, text)
        return outcome.event

    def after_step(self, event: Event, name: str) -> str:
        if name in CALLING_OFF and batches.waiting(event.pk):
            return reverse("admin:events_event_notices", args=[event.pk])
        return super().after_step(event, name)

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
