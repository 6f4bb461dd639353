"""What all admin pages have in common: whoever organizes an event works on what belongs to it, and on no other."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import CharField, Field, ForeignKey, Model, QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.decorators import display

from events.admin import handmade, reach
from events.admin.handmade import HandmadeInput
from events.fields import LineField, LinesField
from events.models import Event
from events.models.event import EventQuerySet


def named(field: str, label: str | Promise) -> Any:
    """A column that names the person in ``field``; Django would link to accounts, which operators alone may open."""

    @display(description=label)
    def shown(_admin: Any, row: Any) -> str:
        return str(getattr(row, field) or "-")

    return shown


class OwnEventFilter(admin.SimpleListFilter):
    """Narrows a list to one of the person's events."""

    title = _("행사")
    parameter_name = "event"
    lookup = "event"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(event.pk), str(event)) for event in reach.events(request)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = handmade.row_id(self.value() or "")
        return queryset if chosen is None else queryset.filter(**{self.lookup: chosen})


class OwnForms:
    """Limits the events that a form offers to the person's own, and cleans all text that it takes."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if type(db_field) is CharField and not db_field.choices:
            kwargs.setdefault("form_class", LineField)
        elif type(db_field) is TextField:
            kwargs.setdefault("form_class", LinesField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.remote_field.model is Event:
            kwargs.setdefault("queryset", reach.events(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class OrganizerAdmin(HandmadeInput, OwnForms, ModelAdmin):
    """Rows of events: an organizer sees, adds and changes those of the own events; nothing is deleted here.

    ``event_lookup`` leads from a row to its event.
    """

    event_lookup = "event"
    not_in_list: Sequence[str] = ()  # heavy columns that a list does not show
    list_filter_sheet = False
    list_before_template = "events/admin/_list_nav.html"
    warn_unsaved_form = True
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = reach.limit(super().get_queryset(request), request, self.event_lookup)
        page = request.resolver_match.url_name if request.resolver_match else ""
        is_list = page == f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return rows.defer(*self.not_in_list) if is_list else rows

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A list that is narrowed to one event keeps that event's menu above it."""
        event = handmade.event(request, request.GET.get("event", ""))
        context = {"event": event, "nav_current": f"{self.opts.app_label}_{self.opts.model_name}"}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """The event's name stands in every row only where rows of several events are mixed."""
        columns = super().get_list_display(request)
        return [name for name in columns if name != "event"] if request.GET.get("event") else columns

    def has_module_permission(self, request: HttpRequest) -> bool:
        return reach.is_organizer(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request) and (obj is None or reach.covers(request, obj, self.event_lookup))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reach.is_organizer(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class LedgerAdmin(OrganizerAdmin):
    """Rows that are written by rules alone: to be looked at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class SharedAdmin(OrganizerAdmin):
    """What all events share (venues, bodies, people): every organizer may add and correct, operators delete."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super(OrganizerAdmin, self).get_queryset(request)
        return rows if reach.is_organizer(request) else rows.none()

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_operator(request)


class ShownWithEventsAdmin(SharedAdmin):
    """What events' pages show of the rows they share: whoever changes one makes those pages new.

    ``shown_lookup`` leads from an event to the row.
    """

    shown_lookup: str

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._events_showing([form.instance]).touch(at=timezone.now())

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self._events_showing([obj]).touch(at=timezone.now())
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._events_showing(list(queryset)).touch(at=timezone.now())
        super().delete_queryset(request, queryset)

    def _events_showing(self, rows: Sequence[Model]) -> EventQuerySet:
        showing = Event.objects.filter(**{f"{self.shown_lookup}__in": rows})
        return Event.objects.filter(pk__in=showing.values("pk"))


class OperatorAdmin(HandmadeInput, ModelAdmin):
    """What operators alone see."""

    list_filter_sheet = False
    warn_unsaved_form = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return reach.is_operator(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_operator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return reach.is_operator(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_operator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_operator(request)


class _Part(OwnForms):
    """Rows that are part of the page's object and edited with it."""

    extra = 0
    hide_title = True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_organizer(request)


class PartInline(_Part, TabularInline):
    """Parts as a table."""


class PartStack(_Part, StackedInline):
    """Parts that have too many fields for a table."""


class LedgerInline(PartInline):
    """The rows that rules wrote about the page's object, to be looked at."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
