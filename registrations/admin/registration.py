"""The list of guests: finding, correcting, cancelling through the rules, and taking it along as a spreadsheet."""

import re
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from events import notation, phones
from events.admin import reach
from events.admin.base import OrganizerAdmin, OwnEventFilter
from events.cleaning import normalise
from events.fields import LineField
from registrations import booking, exports, ordering, sheets
from registrations.admin import deciding, mass_mail, printjobs
from registrations.admin.ledgers import (
    AnswerInline,
    CheckInInline,
    ConsentInline,
    MoveInline,
    SessionChoiceInline,
)
from registrations.badges import history
from registrations.forms import MobileField
from registrations.models import Answer, Asking, Registration, StandardField
from registrations.states import LIVE_STATES, RegistrationState, Way
from registrations.views import downloads

LABELS = {
    RegistrationState.REQUESTED.label: "info",
    RegistrationState.CONFIRMED.label: "success",
    RegistrationState.WAITLISTED.label: "warning",
    RegistrationState.OFFERED.label: "info",
    RegistrationState.DECLINED.label: "danger",
    RegistrationState.CANCELLED.label: "danger",
}
FEWEST_DIGITS = 4  # of a phone number, to search by


class RegistrationAdminForm(forms.ModelForm):
    """A guest's particulars, cleaned as the public form cleans them."""

    name = LineField(label=_("성명"), max_length=60, widget=UnfoldAdminTextInputWidget)
    organization = LineField(label=_("소속"), max_length=100, widget=UnfoldAdminTextInputWidget)
    department = LineField(label=_("부서"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    title = LineField(label=_("직위"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget)
    phone = MobileField(label=_("휴대전화"), region="KR", required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Registration
        fields = ["name", "organization", "department", "title", "phone", "category", "protocol_rank"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["phone"] = phones.shown(self.instance.phone)
            sheet = sheets.rules_of(self.instance.event_id)
            for name in StandardField.values:
                self.fields[name].required = sheet.asking(name, self.instance.category) == Asking.REQUIRED


@admin.register(Registration)
class RegistrationAdmin(OrganizerAdmin):
    form = RegistrationAdminForm
    list_display = [
        "name",
        "organization",
        "title",
        "category",
        "state_label",
        "phone_shown",
        "email",
        "code",
        "event",
        "registered_at",
    ]
    list_select_related = ["event"]
    list_filter = [OwnEventFilter, "state", "category"]
    search_fields = ["name", "organization", "email", "code"]
    search_help_text = _("성명, 소속, 이메일, 등록번호, 전화번호(숫자 4자리 이상)로 찾습니다.")
    ordering = ["-registered_at", "-pk"]
    actions = [
        "approve_selected",
        "decline_selected",
        "cancel_selected",
        "write_to_selected",
        "print_badges_of_selected",
        "export_selected_xlsx",
        "export_selected_csv",
    ]
    inlines = [
        AnswerInline,
        SessionChoiceInline,
        MoveInline,
        ConsentInline,
        CheckInInline,
    ]
    change_form_outer_after_template = "registrations/admin/_badge_history.html"
    list_fullwidth = True
    change_list_template = "registrations/admin/registration_list.html"
    fieldsets: Any = [
        (None, {"fields": ["event", "code", "state_label", "waiting_number", "invitation", "is_deputy"]}),
        (
            _("참가자"),
            {
                "fields": [
                    ("name", "category"),
                    ("organization", "department"),
                    ("title", "protocol_rank"),
                    ("phone", "email"),
                    "language",
                ]
            },
        ),
        (_("명찰"), {"fields": ["badge_text_shown"]}),
        (_("시각"), {"fields": [("registered_at", "changed_at")]}),
    ]
    readonly_fields = [
        "event",
        "code",
        "state_label",
        "waiting_number",
        "invitation",
        "is_deputy",
        "email",
        "language",
        "badge_text_shown",
        "registered_at",
        "changed_at",
    ]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Registration | None:
        """With the words of the badge, which the page looks at several times."""
        guest: Registration | None = super().get_object(request, object_id, from_field)
        if guest is not None:
            prefetch_related_objects([guest], "badge_text__by")
        return guest

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # seats are given by booking.register alone

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A cancelled or erased registration and one of an event that is over are there to be looked at."""
        if not self.has_view_permission(request, obj):
            return False
        if not isinstance(obj, Registration):
            return True
        is_over = obj.event.ends_at is not None and timezone.now() >= obj.event.ends_at
        return obj.state in LIVE_STATES and obj.erased_at is None and not is_over

    @display(description=_("상태"), ordering="state", label=LABELS)
    def state_label(self, registration: Registration) -> str:
        return registration.get_state_display()

    @display(description=_("휴대전화"), ordering="phone")
    def phone_shown(self, registration: Registration) -> str:
        return phones.shown(registration.phone)

    @display(description=_("명찰에만 쓰는 표기"))
    def badge_text_shown(self, registration: Registration) -> str:
        text = getattr(registration, "badge_text", None)
        return (
            f"{text} ({notation.moment(text.at, language=get_language() or 'ko')}, {text.by or '-'})"
            if text
            else "-"
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Registration], search_term: str
    ) -> tuple[QuerySet[Registration], bool]:
        """As Django does, in one Unicode form; phones are found by digits, however they were typed."""
        found, may_repeat = super().get_search_results(request, queryset, normalise(search_term))
        digits = re.sub(r"[\s().+-]", "", search_term)
        if digits.isdecimal() and len(digits) >= FEWEST_DIGITS:
            found = found | queryset.filter(phone__contains=digits.removeprefix("82").removeprefix("0"))
        return found, may_repeat

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except booking.BookingRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """With what became of the guest's badges."""
        told = {"guest": obj, "badge_history": history.of_guest(obj) if obj else []}
        return super().render_change_form(request, {**context, **told}, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Registration, form: Any, change: bool) -> None:
        applicant = booking.Applicant(
            name=obj.name,
            organization=obj.organization,
            department=obj.department,
            title=obj.title,
            phone=phones.stored(obj.phone),
            email=obj.email,
            category=obj.category,
        )
        booking.change(registration_id=obj.pk, applicant=applicant, at=timezone.now(), way=Way.ADMIN)
        if "protocol_rank" in form.changed_data:
            ordering.rank(registration_id=obj.pk, rank=obj.protocol_rank)

    @admin.action(description=_("선택한 신청 승인"))
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Registration]) -> None:
        deciding.approve(request, queryset)

    @admin.action(description=_("선택한 신청 거절(사유 적기)"))
    def decline_selected(self, request: HttpRequest, queryset: QuerySet[Registration]) -> HttpResponse:
        return deciding.ask_reason(request, queryset, site=self.admin_site)

    @admin.action(description=_("선택한 등록 취소"))
    def cancel_selected(self, request: HttpRequest, queryset: QuerySet[Registration]) -> None:
        cancelled = 0
        for registration in queryset.filter(state__in=LIVE_STATES).order_by("pk"):
            try:
                booking.cancel(
                    registration_id=registration.pk, way=Way.ADMIN, by_id=request.user.pk, at=timezone.now()
                )
            except booking.BookingRefused as refusal:
                self.message_user(request, f"{registration}: {refusal}", messages.ERROR)
            else:
                cancelled += 1
        if cancelled:
            text = _("등록 %(count)d건을 취소했습니다. 취소 안내 메일을 보냅니다.") % {"count": cancelled}
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("선택한 분께 단체 메일 쓰기"))
    def write_to_selected(
        self, request: HttpRequest, queryset: QuerySet[Registration]
    ) -> HttpResponse | None:
        return mass_mail.to_selected(request, queryset)

    @admin.action(description=_("선택한 명찰 출력"))
    def print_badges_of_selected(
        self, request: HttpRequest, queryset: QuerySet[Registration]
    ) -> HttpResponse | None:
        return printjobs.of_selected(request, queryset, site=self.admin_site)

    @admin.action(description=_("선택한 등록을 엑셀(XLSX)로 내보내기"))
    def export_selected_xlsx(self, request: HttpRequest, queryset: QuerySet[Registration]) -> HttpResponse:
        return _file(queryset, "xlsx")

    @admin.action(description=_("선택한 등록을 CSV로 내보내기"))
    def export_selected_csv(self, request: HttpRequest, queryset: QuerySet[Registration]) -> HttpResponse:
        return _file(queryset, "csv")

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(self.export_list)
        decline = self.admin_site.admin_view(partial(deciding.decline, site=self.admin_site))
        answer_file = self.admin_site.admin_view(require_safe(self.answer_file))
        return [
            path("decline/", decline, name="registrations_registration_decline"),
            path("answer/<int:pk>/file/", answer_file, name="registrations_registration_answer_file"),
            path("export/<slug:name>/", export, name="registrations_registration_export"),
            *super().get_urls(),
        ]

    def answer_file(self, request: HttpRequest, pk: int) -> FileResponse:
        """A file that a guest of this person's events sent."""
        answers = reach.limit(Answer.objects.exclude(file=""), request, "registration__event")
        return downloads.of_answer(get_object_or_404(answers, pk=pk))

    def export_list(self, request: HttpRequest, name: str) -> HttpResponse:
        """The list as it is filtered and searched, as a file."""
        if name not in exports.FORMATS or not self.has_view_permission(request):
            raise Http404
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            messages.error(
                request, _("목록의 조건을 읽을 수 없어 내보내지 않았습니다. 조건을 다시 골라 주세요.")
            )
            return redirect("admin:registrations_registration_changelist")
        return _file(found, name)


def _file(registrations: QuerySet[Registration], name: str) -> HttpResponse:
    content, content_type = exports.render(registrations, name=name)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = (
        f'attachment; filename="registrations-{timezone.localdate():%Y%m%d}.{name}"'
    )
    response["Cache-Control"] = "no-store"
    return response
