"""입장 명단: the doors of an event beside its own, as an organizer sets them up."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, Model
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from agenda.models import Session
from events.admin import reach
from events.admin.base import OrganizerAdmin, OwnEventFilter
from registrations.models import EntryList, EntryListKind
from registrations.states import Category


class EntryListForm(forms.ModelForm):
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("참석구분"),
        choices=Category.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=gettext_lazy("고르지 않으면 모든 참석구분이 명단에 있습니다."),
    )

    class Meta:
        model = EntryList
        fields = ["event", "kind", "name", "day", "session", "categories"]

    def clean(self) -> dict[str, Any]:
        """A session stands on a list of its own event, and what a kind does not use is put away."""
        cleaned = super().clean() or {}
        kind, session = cleaned.get("kind"), cleaned.get("session")
        if kind != EntryListKind.DAY:
            cleaned["day"] = None
        elif cleaned.get("day") is None:
            self.add_error("day", _("하루 명단에는 날짜를 적어 주세요."))
        if kind != EntryListKind.SESSION:
            cleaned["session"] = None
        elif session is None:
            self.add_error("session", _("세션 명단에는 세션을 골라 주세요."))
        elif session.event_id != self._event_id(cleaned):
            self.add_error("session", _("이 행사의 세션을 골라 주세요."))
        return cleaned

    def _event_id(self, cleaned: dict[str, Any]) -> int | None:
        """A list that exists stays with its event, which its form does not ask for again."""
        event = cleaned.get("event")
        return event.pk if event else self.instance.event_id


@admin.register(EntryList)
class EntryListAdmin(OrganizerAdmin):
    """What was scanned at a door stays, so a list is deleted only while nobody was."""

    form = EntryListForm
    list_display = ["name", "event", "kind", "day"]
    list_select_related = ["event"]
    list_filter = [OwnEventFilter, "kind"]
    search_fields = ["name"]
    ordering = ["event", "day", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["event"] if obj is not None else []

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "session":
            sessions = Session.objects.filter(event__in=reach.events(request))
            kwargs.setdefault(
                "queryset", sessions.select_related("event").order_by("event", "starts_at", "pk")
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if not isinstance(obj, EntryList):
            return False
        return self.has_change_permission(request, obj) and not obj.scans.exists()
