"""프린터: who prints at venues, how far each prints beside the mark, and the test page that tells it."""

import subprocess
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from unfold.decorators import display

from events import presses
from events.admin.base import SharedAdmin
from registrations import labels
from registrations.badges import layouts, testpage
from registrations.badges.choosing import Sides
from registrations.models import Printer

OFFSETS = ("offset_x", "offset_y", "back_offset_x", "back_offset_y")


class PrinterForm(forms.ModelForm):
    class Meta:
        model = Printer
        fields = ("name", *OFFSETS)
        help_texts = {
            "name": _("어느 프린터인지 알 수 있게 적습니다. 예: 대한상공회의소 1층 레이저 프린터"),
            "offset_x": _("시험지에서 (10 − 잰 값) × 10을 더합니다. 왼쪽으로는 음수입니다."),
            "offset_y": _("위로는 음수입니다."),
            "back_offset_x": _("뒷면을 바로 보고 잰 값으로 정합니다."),
        }


@admin.register(Printer)
class PrinterAdmin(SharedAdmin):
    form = PrinterForm
    list_display = ["name", "front", "back"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    fieldsets = [
        (None, {"fields": ["name", ("offset_x", "offset_y"), ("back_offset_x", "back_offset_y")]}),
    ]
    change_form_outer_before_template = "registrations/admin/_printer_panel.html"

    @display(description=_("앞면 보정(0.1mm)"))
    def front(self, printer: Printer) -> str:
        return f"{printer.offset_x:+d}, {printer.offset_y:+d}"

    @display(description=_("뒷면 보정(0.1mm)"))
    def back(self, printer: Printer) -> str:
        return f"{printer.back_offset_x:+d}, {printer.back_offset_y:+d}"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        context = {"sheets": layouts.presets(), "printer_id": object_id}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        test_page = self.admin_site.admin_view(require_safe(self.test_page))
        return [
            path("<int:pk>/test.pdf", test_page, name="registrations_printer_test"),
            *super().get_urls(),
        ]

    def test_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The test page of this printer on a sheet, set now by a process of its own."""
        if not self.has_view_permission(request):
            raise Http404
        printer = get_object_or_404(Printer, pk=pk)
        sheet = labels.presets().get(request.GET.get("sheet", ""))
        if sheet is None:
            raise Http404
        page = testpage.pages(
            sheet,
            printer,
            with_back=request.GET.get("sides") == Sides.BOTH,
            language=get_language() or "ko",
            at=timezone.now(),
        )
        try:
            with presses.alone():
                content = presses.write(next(iter(page.parts)).html, css=page.css)
        except (presses.PressBusy, subprocess.SubprocessError):
            messages.error(request, _("지금은 시험지를 만들 수 없습니다. 잠시 뒤에 다시 눌러 주세요."))
            return redirect("admin:registrations_printer_change", printer.pk)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="printer-test-{printer.pk}.pdf"'
        return response
