from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin.base import ShownWithEventsAdmin
from events.models import Series


@admin.register(Series)
class SeriesAdmin(ShownWithEventsAdmin):
    shown_lookup = "series"
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "name_en"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "position"]}),
        (_("소개"), {"fields": ["description", "description_en"]}),
    ]
