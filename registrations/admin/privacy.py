"""What guests ask about their data, with its day, and the ledger of what was destroyed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from events.admin import pages, reach
from events.admin.base import LedgerAdmin, OwnEventFilter, named
from events.fields import LinesField
from events.models import Event
from registrations import datarequests, privacy, retention
from registrations.models import DataRequest, DataRequestState, Destruction, DestructionReason

STATES = {
    DataRequestState.OPEN.label: "warning",
    DataRequestState.DONE.label: "success",
    DataRequestState.REFUSED.label: "danger",
}
OVERDUE = _("기한 지남")


class AnswerForm(forms.Form):
    """What an organizer writes to a guest who asked about their data."""

    note = LinesField(
        label=_("답 또는 거절 사유"),
        required=False,
        max_length=1000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )


class OwnRequestFilter(OwnEventFilter):
    lookup = "registration__event"


class OverdueFilter(admin.SimpleListFilter):
    title = _("기한")
    parameter_name = "overdue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", OVERDUE)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[DataRequest]) -> QuerySet[DataRequest]:
        return datarequests.overdue(queryset, at=timezone.now()) if self.value() == "yes" else queryset


@admin.register(DataRequest)
class DataRequestAdmin(LedgerAdmin):
    event_lookup = "registration__event"
    list_fullwidth = True
    list_display = ["registration", "kind", "state_label", "due_at", "overdue", "at", "handled_at", "event"]
    list_select_related = ["registration__event"]
    list_filter = ["state", OverdueFilter, OwnRequestFilter, "kind"]
    search_fields = ["registration__name", "registration__code", "registration__email"]
    ordering: ClassVar[Any] = [F("handled_at").desc(nulls_first=True), "due_at", "pk"]  # the open ones first
    fields = ["registration", "kind", "state_label", "at", "due_at", "handled_at", "by_name", "note"]
    readonly_fields = ["state_label", "by_name"]
    change_form_outer_before_template = "registrations/admin/_datarequest_panel.html"

    by_name = named("handled_by", _("처리자"))

    @display(description=_("상태"), ordering="state", label=STATES)
    def state_label(self, request: DataRequest) -> str:
        return request.get_state_display()

    @display(description=_("기한"), label={OVERDUE: "danger"})
    def overdue(self, request: DataRequest) -> str:
        is_overdue = request.state == DataRequestState.OPEN and request.due_at < timezone.now()
        return str(OVERDUE) if is_overdue else ""

    @display(description=_("행사"))
    def event(self, request: DataRequest) -> str:
        return str(request.registration.event)

    def get_urls(self) -> list[URLPattern]:
        handle = self.admin_site.admin_view(self.handle_view)
        return [
            path("<int:request_id>/handle/", handle, name="registrations_datarequest_handle"),
            *super().get_urls(),
        ]

    def handle_view(self, request: HttpRequest, request_id: int) -> HttpResponse:
        """Says what each answer does, and takes the one that the organizer chooses."""
        row = self.get_queryset(request).select_related("registration__event").filter(pk=request_id).first()
        if row is None or not self.has_view_permission(request):
            raise Http404
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                self._carry_out(request, row, note=form.cleaned_data["note"])
            except datarequests.RequestRefused as refusal:
                form.add_error("note", str(refusal))
            else:
                return redirect("admin:registrations_datarequest_changelist")
        context = {"row": row, "form": form, "is_open": row.state == DataRequestState.OPEN}
        return pages.page(
            request,
            self.admin_site,
            "registrations/admin/datarequest.html",
            title=str(row),
            context=context,
            status=422 if form.errors else 200,
        )

    def _carry_out(self, request: HttpRequest, row: DataRequest, *, note: str) -> None:
        at, by_id = timezone.now(), request.user.pk
        if "erase" in request.POST:
            erased = privacy.erase(
                registration_id=row.registration_id, reason=DestructionReason.REQUEST, by_id=by_id, at=at
            )
            if erased:
                messages.success(request, _("개인정보를 파기하고 파기 대장에 적었습니다."))
            else:
                messages.warning(request, _("이미 파기한 등록입니다."))
        elif "refuse" in request.POST:
            datarequests.refuse(request_id=row.pk, note=note, by_id=by_id, at=at)
            messages.success(request, _("거절하고 사유를 메일로 보냅니다."))
        else:
            datarequests.answer(request_id=row.pk, note=note, by_id=by_id, at=at)
            messages.success(request, _("처리한 것으로 적고 답을 메일로 보냅니다."))


@admin.register(Destruction)
class DestructionAdmin(LedgerAdmin):
    list_display = ["at", "kind", "count", "event", "reason", "by_name"]
    list_display_links = None
    list_select_related = ["event", "by"]
    list_filter = [OwnEventFilter, "kind", "reason"]
    ordering = ["-at", "-pk"]
    list_before_template = "registrations/admin/_retention.html"

    by_name = named("by", _("처리자"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Above the ledger stands what is still to be destroyed, event by event, and when."""
        at = timezone.now()
        dues = retention.outlook(reach.limit(Event.objects.real(), request, "pk"))
        context = {"dues": dues, "days": retention.PERIOD.days, "at": at}
        return super().changelist_view(request, {**context, **(extra_context or {})})


def open_requests(request: HttpRequest) -> QuerySet[DataRequest]:
    """What the person has to answer."""
    rows = reach.limit(DataRequest.objects.all(), request, "registration__event")
    return rows.filter(state=DataRequestState.OPEN)
