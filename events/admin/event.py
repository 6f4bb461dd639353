"""The event's own page. It is registered by the highest floor, which adds what belongs to its guests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display

from events import access, notation, publishing
from events.admin import handmade, pages, reach
from events.admin.base import OrganizerAdmin, PartInline, PartStack
from events.admin.event_form import EventForm
from events.admin.role import GrantInline
from events.models import Contact, Event, EventRole, EventState, SeriesEntry, User

LABELS = {
    EventState.PLANNED.label: "info",
    EventState.ANNOUNCED.label: "success",
    EventState.POSTPONED.label: "warning",
    EventState.CANCELLED.label: "danger",
}


@dataclass(frozen=True)
class Step:
    """A way from one state to the next, and what the organizer is told before taking it."""

    state: EventState
    take: Callable[..., Event]
    label: Promise
    warning: Promise


STEPS = {
    "announce": Step(
        EventState.ANNOUNCED,
        publishing.announce,
        pgettext_lazy("step", "공고"),
        _(
            "행사의 일시, 장소, 목적, 프로그램이 공개됩니다. 등록 기간을 정했으면 그 기간에 참가 등록을 받습니다."
        ),
    ),
    "close": Step(
        EventState.CLOSED,
        publishing.close,
        _("종료 처리"),
        _("행사를 마친 것으로 표시합니다. 참가 등록을 더 받지 않으며, 되돌릴 수 없습니다."),
    ),
    "postpone": Step(
        EventState.POSTPONED,
        publishing.postpone,
        pgettext_lazy("step", "연기"),
        _("참가 등록을 멈춥니다. 새 일시를 정해 다시 공고하면 등록이 이어집니다."),
    ),
    "plan": Step(
        EventState.PLANNED,
        publishing.plan,
        _("다시 예정으로"),
        _("연기한 행사를 예정 상태로 되돌립니다. 공개 페이지에는 다시 「일정 미정」으로 나옵니다."),
    ),
    "cancel": Step(
        EventState.CANCELLED,
        publishing.cancel,
        _("행사 취소"),
        _("행사를 취소합니다. 참가 등록을 더 받지 않으며, 되돌릴 수 없습니다."),
    ),
}


class SeriesEntryInline(PartInline):
    model = SeriesEntry
    fields = ["series", "ordinal"]


class ContactInline(PartStack):
    model = Contact
    fields = [
        ("department", "duty"),
        ("title", "name"),
        ("phone", "position"),
        ("department_en", "title_en"),
        "name_en",
    ]
    ordering = ["position", "pk"]


class EventAdmin(OrganizerAdmin):
    form = EventForm
    event_lookup = "pk"
    list_display = ["name_shown", "when", "venue", "state_label", "capacity"]
    list_display_links = ["name_shown"]
    list_select_related = ["venue"]
    list_filter = ["state", "series"]
    search_fields = ["name", "name_en", "theme"]
    ordering = ["-starts_at", "-pk"]
    autocomplete_fields = ["venue", "room", "hosts"]
    readonly_fields = ["state_label"]
    inlines = [SeriesEntryInline, ContactInline, GrantInline]
    change_form_outer_before_template = "events/admin/_event_panel.html"
    list_before_template = "events/admin/_from_brief.html"
    fieldsets: Any = [
        (_("기본 정보"), {"fields": ["name", "slug", "state_label", "theme", "purpose", "hosts"]}),
        (_("일시·장소"), {"fields": ["starts_at", "ends_at", ("venue", "room")]}),
        (_("참가 등록"), {"fields": ["capacity", "registration_opens_at", "registration_closes_at"]}),
        (_("영문"), {"fields": ["name_en", "theme_en", "purpose_en"], "classes": ["collapse"]}),
        (_("발송"), {"fields": ["needs_mailing_approval"], "classes": ["collapse"]}),
        (_("시연"), {"fields": ["is_demonstration"], "classes": ["collapse"]}),
    ]

    @display(description=_("행사명"), ordering="name")
    def name_shown(self, event: Event) -> str:
        return str(event)

    @display(description=_("일시"), ordering="starts_at")
    def when(self, event: Event) -> str:
        return notation.span(event.starts_at, event.ends_at, language="ko")

    @display(description=_("상태"), ordering="state", label=LABELS)
    def state_label(self, event: Event) -> str:
        return event.get_state_display()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Any]:
        return {"slug": ["name_en"]} if obj is None else {}

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> list[str]:
        fixed = ["state_label"]
        if obj is not None and self.keeps_its_address(obj):
            fixed.append("slug")
        if obj is not None and obj.needs_mailing_approval and not request.user.is_superuser:
            # Whoever needs another's approval must not do away with the need; operators may.
            fixed.append("needs_mailing_approval")
        return fixed

    def keeps_its_address(self, event: Event) -> bool:
        """Once an event was public, its address is on invitations and in calendars."""
        return event.was_announced or event.state != EventState.PLANNED

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        if change:
            # What no form may touch is left out, above all the state, which has rules of its own.
            columns = {field.name for field in obj._meta.concrete_fields}  # noqa: SLF001
            obj.save(update_fields=[*(columns & form.cleaned_data.keys()), "updated_at"])
        else:
            super().save_model(request, obj, form, change)
            me = cast(User, request.user).pk
            access.grant(event_id=obj.pk, user_id=me, role=EventRole.ORGANIZER, by_id=me, at=timezone.now())
            reach.forget(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; from its check to its saving nobody else changes the event or counts its seats."""
        with transaction.atomic():
            event = handmade.event(request, object_id)
            if event is not None and request.method == "POST":
                event = Event.objects.lock(event.pk)
            context = {"event": event, "steps": steps_from(event)} if event else {}
            return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def step_taken(self, request: HttpRequest, event: Event) -> None:
        """What a step means on the floors above, in its transaction."""

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(self.step_view)
        return [path("<int:event_id>/step/<slug:name>/", step, name="events_event_step"), *super().get_urls()]

    def step_view(self, request: HttpRequest, event_id: int, name: str) -> HttpResponse:
        """Says what a step means, and takes it when the organizer agrees."""
        event = pages.event_or_404(request, event_id)
        if name not in STEPS:
            raise Http404
        step = STEPS[name]
        if request.method == "POST":
            try:
                with transaction.atomic():
                    moved = self.take_step(request, event, name)
                    self.step_taken(request, moved)
            except publishing.MoveRefused as refusal:
                messages.error(request, str(refusal))
            else:
                text = _("행사 상태를 「%(state)s」(으)로 바꾸었습니다.") % {
                    "state": moved.get_state_display()
                }
                messages.success(request, text)
                self.log_change(request, event, str(text))
            return redirect(self.after_step(event, name))
        title = f"{event} · {step.label}"
        context = {"event": event, "step": step, **self.step_context(event, name)}
        return pages.page(request, self.admin_site, "events/admin/step.html", title=title, context=context)

    def take_step(self, request: HttpRequest, event: Event, name: str) -> Event:
        """Take the step; the floor above adds what it means for the guests.

        :raises MoveRefused: the event's state does not allow it
        """
        return STEPS[name].take(event_id=event.pk)

    def step_context(self, event: Event, name: str) -> dict[str, Any]:
        """What else the page of a step shows."""
        return {}

    def after_step(self, event: Event, name: str) -> str:
        """Where the organizer goes on."""
        return reverse("admin:events_event_change", args=[event.pk])


def steps_from(event: Event) -> list[tuple[str, Step]]:
    """The steps that the event's state allows, by name."""
    allowed = publishing.ALLOWED_MOVES[event.state]
    return [(name, step) for name, step in STEPS.items() if step.state in allowed]
