from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda.models import Participant
from events.admin.base import OrganizerAdmin, OwnEventFilter


@admin.register(Participant)
class ParticipantAdmin(OrganizerAdmin):
    list_display = ["who", "event", "sector", "position"]
    list_display_links = ["who"]
    list_select_related = ["event", "speaker"]
    list_filter = [OwnEventFilter, "sector"]
    search_fields = ["office", "speaker__name"]
    ordering = ["event", "position", "pk"]
    autocomplete_fields = ["speaker"]
    fields = ["event", "sector", "speaker", "office", "office_en", "position"]

    @display(description=_("참석자"))
    def who(self, participant: Participant) -> str:
        return str(participant)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_view_permission(request, obj)
