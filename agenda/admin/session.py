"""One session of the working timetable as a form; the whole of it is the workbench.

Nothing is written but through agenda.scheduling.
"""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda import scheduling, snapshots
from agenda.admin import overtaken
from agenda.admin.forms import AppearanceFormSet, SessionForm
from agenda.models import Appearance, Session
from events import notation
from events.admin import handmade, pages
from events.admin.base import OrganizerAdmin, OwnEventFilter, PartInline


class AppearanceInline(PartInline):
    model = Appearance
    formset = AppearanceFormSet
    fields = ["speaker", "role", "position"]
    autocomplete_fields = ["speaker"]
    ordering = ["position", "pk"]
    verbose_name = _("연사")
    verbose_name_plural = _("연사")


@admin.register(Session)
class SessionAdmin(OrganizerAdmin):
    form = SessionForm
    change_form_before_template = "agenda/admin/_overtaken.html"
    list_display = ["hours", "kind", "title", "speakers_shown", "room", "event"]
    list_display_links = ["title"]
    list_select_related = ["event", "room"]
    list_filter = [OwnEventFilter, "kind"]
    search_fields = ["title", "title_en", "speakers__name"]
    ordering = ["-event__starts_at", "event", "starts_at", "pk"]
    inlines = [AppearanceInline]
    fieldsets: Any = [
        (
            None,
            {
                "fields": [
                    "event",
                    "kind",
                    "title",
                    ("start", "minutes"),
                    "is_pinned",
                    "room",
                    "remark",
                    "stage_needs",
                ]
            },
        ),
        (_("여러 날 행사·영문"), {"fields": ["day", "title_en", "remark_en"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("appearances__speaker")

    @display(description=_("시간"), ordering="starts_at")
    def hours(self, session: Session) -> str:
        day = notation.day(session.starts_at, language="ko")
        hours = notation.hours(session.starts_at, session.ends_at, language="ko")
        return f"{day} {hours} {notation.length(session.minutes)}"

    @display(description=_("연사"))
    def speakers_shown(self, session: Session) -> str:
        people = snapshots.in_order(session.appearances.all())
        return ", ".join(str(one.speaker) for one in people) or session.remark or "-"

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["event"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request, obj)  # releases keep what they hold

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new session starts where the last one of its event ends, in the event's room."""
        initial = super().get_changeform_initial_data(request)
        event = handmade.event(request, initial.get("event", ""))
        if event is not None and event.starts_at is not None:
            last = event.sessions.order_by("-ends_at").first()
            initial.setdefault("start", notation.clock(last.ends_at if last else event.starts_at))
            initial.setdefault("minutes", 15)
            initial.setdefault("room", event.room_id)
        return initial

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and self.get_object(request, unquote(object_id)) is None:
            return self._gone(request)
        # Somebody else may be quicker between the form's check and the lock. Nothing is written then, and the second
        # time the check finds it.
        with suppress(scheduling.ScheduleRefused, scheduling.StaleEdit):
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except scheduling.ScheduleRefused as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
        except scheduling.StaleEdit as refusal:
            messages.error(request, str(refusal))
        return redirect(request.get_full_path())

    def _gone(self, request: HttpRequest) -> HttpResponse:
        """What was typed into a session that somebody took out, to be copied from."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        return pages.page(
            request,
            self.admin_site,
            "agenda/admin/session_gone.html",
            title=gettext("지워진 세션입니다"),
            context={"typed": overtaken.typed(request.POST, "appearances")},
            status=409,
        )

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Session, inline: InlineModelAdmin, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "POST" and overtaken.is_overtaken(request.POST, obj):
            kwargs["data"] = overtaken.as_new_rows(request.POST, prefix)
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """An overtaken form is 409, with both versions above it."""
        form = context["adminform"].form
        if not form.is_overtaken:
            return super().render_change_form(request, context, *args, **kwargs)
        (rows,) = context["inline_admin_formsets"]
        both = {**context, "overtaken": overtaken.compare(form, rows.formset)}
        response = super().render_change_form(request, both, *args, **kwargs)
        response.status_code = 409
        return response

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page that asks once more has the version that it shows in its address, which its form goes to."""
        if request.method == "GET" and "seen" not in request.GET:
            session = self.get_object(request, object_id)
            if isinstance(session, Session):
                return redirect(
                    f"{request.path}?{urlencode({**request.GET.dict(), 'seen': session.version})}"
                )
        try:
            return super().delete_view(request, object_id, extra_context)
        except scheduling.StaleEdit as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:agenda_session_change", object_id)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except scheduling.StaleEdit as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Session, form: Any, change: bool) -> None:
        """The session is written together with its speakers, in ``save_related``."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        (appearances,) = formsets
        event = form.event
        session = scheduling.place(
            event_id=event.pk,
            session_id=form.instance.pk,
            plan=form.plan(appearances.parts()),
            seen=form.opened,
            by_id=request.user.pk,
            at=timezone.now(),
        )
        form.instance.pk = session.pk
        form.instance._state.adding = False  # noqa: SLF001 - Django writes its log about this instance

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        return super().construct_change_message(request, form, [], add)

    def delete_model(self, request: HttpRequest, obj: Session) -> None:
        version = overtaken.version(request.GET.get("seen", ""))
        scheduling.remove(session_id=obj.pk, seen={obj.pk: version}, by_id=request.user.pk, at=timezone.now())

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> None:
        for session in queryset:
            scheduling.remove(
                session_id=session.pk,
                seen={session.pk: session.version},
                by_id=request.user.pk,
                at=timezone.now(),
            )

    def response_add(
        self, request: HttpRequest, obj: Session, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if "_addanother" in request.POST:
            return redirect(f"{reverse('admin:agenda_session_add')}?event={obj.event_id}")
        return response

    def response_post_save_add(self, request: HttpRequest, obj: Session) -> HttpResponse:
        return redirect("admin:agenda_session_programme", obj.event_id)

    def response_post_save_change(self, request: HttpRequest, obj: Session) -> HttpResponse:
        return redirect("admin:agenda_session_programme", obj.event_id)
