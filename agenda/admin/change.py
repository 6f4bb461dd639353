"""The ledgers of work on a draft: who did what, and what was let pass with which reason."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from agenda.models import Change, Override
from events.admin.base import LedgerAdmin, OwnEventFilter, named


@admin.register(Change)
class ChangeAdmin(LedgerAdmin):
    list_display = ["number", "label", "at", "by_name", "undone_at", "undone_by_name", "event"]
    list_display_links = ["label"]
    list_select_related = ["event", "by", "undone_by"]
    list_filter = [OwnEventFilter]
    search_fields = ["label"]
    ordering = ["-at", "-pk"]
    not_in_list = ("before", "after")
    fields = ["event", "number", "label", "at", "by_name", "undone_at", "undone_by_name"]
    readonly_fields = fields

    by_name = named("by", _("한 사람"))
    undone_by_name = named("undone_by", _("되돌린 사람"))


@admin.register(Override)
class OverrideAdmin(LedgerAdmin):
    list_display = ["sentence_shown", "reason", "at", "by_name", "event"]
    list_display_links = ["sentence_shown"]
    list_select_related = ["event", "by"]
    list_filter = [OwnEventFilter]
    search_fields = ["sentence", "reason"]
    ordering = ["-at", "-pk"]
    fields = ["event", "sentence", "reason", "at", "by_name"]
    readonly_fields = fields

    by_name = named("by", _("승인한 사람"))

    @display(description=_("내용"))
    def sentence_shown(self, override: Override) -> str:
        return override.sentence
