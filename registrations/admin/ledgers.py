"""What happened to a registration, from its ledgers: to be looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.admin.base import LedgerInline, named
from registrations.models import BadgePrint, CheckIn, Consent, Move


class PersonalLedger(LedgerInline):
    """A ledger that says who did it."""

    by_name = named("by", _("처리자"))
    readonly_fields = ["by_name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("by")


class MoveInline(PersonalLedger):
    model = Move
    fields = ["at", "step", "way", "by_name", "note"]
    readonly_fields = ["by_name", "step"]
    ordering = ["at", "pk"]

    @admin.display(description=_("변경"))
    def step(self, move: Move) -> str:
        return str(move) if move.from_state else move.get_to_state_display()


class ConsentInline(LedgerInline):
    model = Consent
    fields = ["item", "given", "version", "at"]
    ordering = ["pk"]


class CheckInInline(PersonalLedger):
    model = CheckIn
    fields = ["at", "outcome", "by_name"]
    ordering = ["at", "pk"]


class BadgePrintInline(PersonalLedger):
    model = BadgePrint
    fields = ["at", "way", "by_name", "document"]
    ordering = ["at", "pk"]
