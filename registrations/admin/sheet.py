"""등록 양식: what an event asks of its guests, on one page of the admin, and a look at the form that saves nothing."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.decorators import display

from events import notation
from events.admin import handmade, pages
from events.admin.base import OrganizerAdmin, PartInline, PartStack
from events.models import Event
from registrations import sheets
from registrations.admin.offer_form import OfferForm, OfferFormSet
from registrations.admin.once import OnceFormSet
from registrations.admin.question_form import QuestionForm, QuestionFormSet
from registrations.forms import RegistrationForm
from registrations.models import FieldRule, Question, Registration, RegistrationSheet, SessionOffer
from registrations.states import Category


class FieldRuleFormSet(OnceFormSet):
    fields_once = ("category", "field")
    twice = _("같은 참석구분과 항목을 두 번 정했습니다.")


class FieldRuleInline(PartInline):
    model = FieldRule
    formset = FieldRuleFormSet
    fields = ["category", "field", "asking"]
    ordering = ["category", "field"]


class QuestionInline(PartStack):
    model = Question
    form = QuestionForm
    formset = QuestionFormSet
    ordering = ["position", "pk"]
    hide_title = False
    fields = [
        ("kind", "position"),
        ("label", "label_en"),
        ("help_text", "help_text_en"),
        "choices",
        "is_required",
        "categories",
        ("shown_if", "shown_if_answer"),
        "is_retired",
    ]


class SessionOfferInline(PartInline):
    model = SessionOffer
    form = OfferForm
    formset = OfferFormSet
    fields = ["session_choice", "capacity", "taken"]
    readonly_fields = ["taken"]
    ordering = ["pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        alive = Q(
            choices__cancelled_at__isnull=True,
            choices__registration__in=Registration.objects.active().values("pk"),
        )
        return super().get_queryset(request).annotate(taken_places=Count("choices", filter=alive))

    @admin.display(description=_("고른 사람"))
    def taken(self, offer: Any) -> str:
        return str(getattr(offer, "taken_places", 0))


@admin.register(RegistrationSheet)
class RegistrationSheetAdmin(OrganizerAdmin):
    event_lookup = "pk"
    list_display = ["name_shown", "when", "questions_asked"]
    list_display_links = ["name_shown"]
    search_fields = ["name", "name_en"]
    ordering = ["-starts_at", "-pk"]
    fields = ["name_shown"]
    readonly_fields = ["name_shown"]
    inlines = [FieldRuleInline, QuestionInline, SessionOfferInline]
    change_form_outer_before_template = "registrations/admin/_sheet_panel.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        asked = Count("questions", filter=Q(questions__retired_at__isnull=True))
        return super().get_queryset(request).annotate(asked=asked)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # an event is made elsewhere

    @display(description=_("행사명"), ordering="name")
    def name_shown(self, event: Event) -> str:
        return str(event)

    @display(description=_("일시"), ordering="starts_at")
    def when(self, event: Event) -> str:
        return notation.span(event.starts_at, event.ends_at, language="ko")

    @display(description=_("추가 질문"))
    def questions_asked(self, event: Any) -> str:
        return str(event.asked)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {"event": handmade.event(request, object_id), "categories": Category.choices}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(require_safe(self.preview))
        return [
            path("<int:event_id>/preview/", preview, name="registrations_registrationsheet_preview"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """The form as a guest of a category sees it, in either language. It cannot be sent."""
        event = pages.event_or_404(request, event_id)
        category = request.GET.get("category", "")
        language = request.GET.get("language", "ko")
        with translation.override(language if language in dict(settings.LANGUAGES) else "ko"):
            form = RegistrationForm(initial={"category": category}, sheet=sheets.of(event.pk))
            context = {"event": event, "form": form, "is_open": True, "is_preview": True}
            return render(request, "registrations/register.html", context)
