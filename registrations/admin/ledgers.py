"""What happened to a registration, from its ledgers: to be looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from events.admin.base import LedgerInline, named
from registrations.models import Answer, CheckIn, Consent, Move, SessionChoice


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
    fields = ["item", "given", "version", "way", "at"]
    ordering = ["pk"]


class AnswerInline(LedgerInline):
    """Every answer, with what was asked; the last one to a question counts."""

    model = Answer
    fields = ["at", "question_text", "answer"]
    readonly_fields = ["answer"]
    ordering = ["at", "pk"]

    @admin.display(description=_("답"))
    def answer(self, answer: Answer) -> str:
        if answer.value is None:
            return str(_("(답을 거둠)"))
        if not answer.file:
            return answer.shown
        url = reverse("admin:registrations_registration_answer_file", args=[answer.pk])
        return format_html('<a href="{}">{}</a>', url, answer.shown)


class SessionChoiceInline(LedgerInline):
    model = SessionChoice
    fields = ["title", "chosen_at", "cancelled_at"]
    ordering = ["chosen_at", "pk"]


class CheckInInline(PersonalLedger):
    model = CheckIn
    fields = ["at", "kind", "outcome", "entry_list", "by_name", "reason"]
    ordering = ["at", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("entry_list")
