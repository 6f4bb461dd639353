"""What happened to a registration, from its ledgers: to be looked at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.admin.base import LedgerInline
from registrations.models import BadgePrint, CheckIn, Consent, Move


class MoveInline(LedgerInline):
    model = Move
    fields = ["at", "step", "way", "by"]
    readonly_fields = ["step"]
    ordering = ["at", "pk"]

    @admin.display(description=_("변경"))
    def step(self, move: Move) -> str:
        return str(move) if move.from_state else move.get_to_state_display()


class ConsentInline(LedgerInline):
    model = Consent
    fields = ["item", "given", "version", "at"]
    ordering = ["pk"]


class CheckInInline(LedgerInline):
    model = CheckIn
    fields = ["at", "outcome", "by"]
    ordering = ["at", "pk"]


class BadgePrintInline(LedgerInline):
    model = BadgePrint
    fields = ["at", "way", "by", "document"]
    ordering = ["at", "pk"]
