from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agenda.models import Speaker
from events.admin import reach
from events.admin.base import SharedAdmin


@admin.register(Speaker)
class SpeakerAdmin(SharedAdmin):
    list_display = ["name", "title", "organization", "protocol_rank"]
    list_select_related = ["organization"]
    search_fields = ["name", "name_en", "organization__name", "organization__short_name"]
    ordering = ["protocol_rank", "name", "pk"]
    autocomplete_fields = ["organization"]
    fieldsets: list[tuple[Any, dict[str, Any]]] = [
        (None, {"fields": ["name", "title", "organization", "protocol_rank"]}),
        (_("영문"), {"fields": ["name_en", "title_en"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # Harmless: who appears in a programme or a list of participants is kept by PROTECT.
        return reach.is_organizer(request)
