from django.contrib import admin

from events.admin.base import ShownWithEventsAdmin
from events.models import Organization


@admin.register(Organization)
class OrganizationAdmin(ShownWithEventsAdmin):
    shown_lookup = "hosts"
    list_display = ["name", "short_name", "sector", "name_en"]
    list_filter = ["sector"]
    search_fields = ["name", "short_name", "name_en"]
    ordering = ["name", "pk"]
    fields = ["name", "short_name", "name_en", "sector"]
