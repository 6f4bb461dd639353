from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin import reach
from events.admin.base import PartInline, ShownWithEventsAdmin
from events.models import Room, Venue


class RoomInline(PartInline):
    model = Room
    fields = ["floor", "name", "capacity", "walking_minutes", "floor_en", "name_en"]
    verbose_name_plural = _("회의실")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reach.is_operator(request)


@admin.register(Venue)
class VenueAdmin(ShownWithEventsAdmin):
    shown_lookup = "venue"
    list_display = ["name", "address"]
    search_fields = ["name", "name_en", "address"]
    ordering = ["name", "pk"]
    inlines = [RoomInline]
    fieldsets = [
        (None, {"fields": ["name", "address", "directions"]}),
        (_("영문"), {"fields": ["name_en", "address_en", "directions_en"], "classes": ["collapse"]}),
    ]


@admin.register(Room)
class RoomAdmin(ShownWithEventsAdmin):
    shown_lookup = "room"
    list_display = ["name", "floor", "venue", "capacity"]
    list_select_related = ["venue"]
    list_filter = ["venue"]
    search_fields = ["name", "venue__name"]
    ordering = ["venue__name", "floor", "name", "pk"]
    fieldsets: list[tuple[Any, dict[str, Any]]] = [
        (None, {"fields": ["venue", "floor", "name", "capacity", "walking_minutes"]}),
        (_("영문"), {"fields": ["floor_en", "name_en"], "classes": ["collapse"]}),
    ]
