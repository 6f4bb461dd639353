"""The bodies that are invited, their divisions, and taking the list in and out as a spreadsheet."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from events import addresses, phones
from events.admin import organization_import
from events.admin.base import SharedAdmin, ShownWithEventsAdmin
from events.cleaning import normalise
from events.directory import exporting
from events.fields import LineField
from events.models import Division, Organization
from events.spreadsheets import FORMATS


class AddressField(forms.CharField):
    """An e-mail address, as it may be copied from anywhere."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return addresses.read(text).address if text else ""


class PhoneField(forms.CharField):
    """A phone number of any kind, as it may be copied from anywhere."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return phones.read(text).number.as_e164 if text else ""


class OrganizationForm(forms.ModelForm):
    contact_name = LineField(
        label=_("담당자 성명"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    contact_title = LineField(
        label=_("담당자 직위"), max_length=60, required=False, widget=UnfoldAdminTextInputWidget
    )
    contact_email = AddressField(
        label=pgettext_lazy("organization", "담당자 이메일"),
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    contact_phone = PhoneField(label=_("담당자 전화번호"), required=False, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Organization
        fields = [
            "name",
            "short_name",
            "name_en",
            "sector",
            "divisions",
            "contact_name",
            "contact_title",
            "contact_email",
            "contact_phone",
        ]
        widgets = {"divisions": UnfoldAdminCheckboxSelectMultipleWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "divisions" in self.fields:
            self.fields["divisions"].queryset = Division.objects.order_by("position", "pk")  # type: ignore[attr-defined]
        if self.instance.pk and self.instance.contact_phone:
            self.initial["contact_phone"] = phones.shown(self.instance.contact_phone)


@admin.register(Division)
class DivisionAdmin(SharedAdmin):
    list_display = ["name", "name_en", "position", "organizations_shown"]
    search_fields = ["name", "name_en"]
    ordering = ["position", "pk"]
    fields = ["name", "name_en", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Division]:
        return super().get_queryset(request).annotate(organization_count=Count("organizations"))

    @display(description=_("기관 수"), ordering="organization_count")
    def organizations_shown(self, division: Division) -> int:
        return division.organization_count  # type: ignore[attr-defined]


@admin.register(Organization)
class OrganizationAdmin(ShownWithEventsAdmin):
    form = OrganizationForm
    shown_lookup = "hosts"
    list_display = ["name", "short_name", "sector", "divisions_shown", "contact_name", "name_en"]
    list_filter = ["sector", "divisions"]
    search_fields = ["name", "short_name", "name_en"]
    ordering = ["name", "pk"]
    change_list_template = "events/admin/organization_list.html"
    fieldsets = [
        (None, {"fields": ["name", "short_name", "name_en", "sector", "divisions"]}),
        (
            _("초청 담당자"),
            {"fields": [("contact_name", "contact_title"), ("contact_email", "contact_phone")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        return super().get_queryset(request).prefetch_related("divisions")

    @display(description=_("분과"))
    def divisions_shown(self, organization: Organization) -> str:
        ordered = sorted(organization.divisions.all(), key=lambda one: (one.position, one.pk))
        return ", ".join(division.name for division in ordered) or "-"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Organization], search_term: str
    ) -> tuple[QuerySet[Organization], bool]:
        """As Django does, in one Unicode form."""
        return super().get_search_results(request, queryset, normalise(search_term))

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_list), name="events_organization_import"),
            path("export/<slug:name>/", wrap(self.export_list), name="events_organization_export"),
            *super().get_urls(),
        ]

    def import_list(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        return organization_import.bring_in(request, site=self.admin_site)

    def export_list(self, request: HttpRequest, name: str) -> HttpResponse:
        """The list as it is filtered and searched, as a file that can be brought in again."""
        if name not in FORMATS or not self.has_view_permission(request):
            raise Http404
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            messages.error(
                request, _("목록의 조건을 읽을 수 없어 내보내지 않았습니다. 조건을 다시 골라 주세요.")
            )
            return redirect("admin:events_organization_changelist")
        content, content_type = exporting.render(found, name=name)
        response = HttpResponse(content, content_type=content_type)
        response["Content-Disposition"] = (
            f'attachment; filename="organizations-{timezone.localdate():%Y%m%d}.{name}"'
        )
        response["Cache-Control"] = "no-store"
        return response
