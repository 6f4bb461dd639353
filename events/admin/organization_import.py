"""Bringing a list of organizations in: the file, what it would change, and the change."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin import pages
from events.directory import carrying, importing, reading
from events.directory.entry import Row
from events.directory.importing import Kind, Plan
from events.models import Division
from events.sheets import opening
from events.sheets.refusing import FileRefused

_TEMPLATE = "events/admin/organization_import.html"


class ListForm(forms.Form):
    """Takes a list; what it has read is in ``rows`` and ``places`` once it is valid."""

    file = forms.FileField(
        label=gettext_lazy("파일"),
        allow_empty_file=True,
        help_text=gettext_lazy("엑셀(.xlsx) 또는 CSV · 5MB, 5,000행까지"),
        error_messages={"required": gettext_lazy("파일을 골라 주세요.")},
    )
    replaces_divisions = forms.BooleanField(
        label=gettext_lazy("분과를 더하지 않고 파일의 분과로 바꾸기"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[Row] = []
        self.places: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if file is None:
            return data
        try:
            if file.size > opening.MOST_BYTES:
                raise FileRefused(opening.size_sentence())
            table = opening.read(file.read())
            layout = reading.layout(table)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        self.rows = reading.read(table, layout, Division.objects.order_by("position", "pk"))
        self.places = [layout.place(field) for field in layout.columns]
        if not self.rows:
            raise forms.ValidationError(_("제목 행 아래에 기관이 없습니다."))
        return data


def bring_in(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """A GET asks for the file, a POST with it shows what it would do, a POST of what was shown does it."""
    if request.method == "POST" and "list" in request.POST:
        return _write(request, site)
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        replaces = form.cleaned_data["replaces_divisions"]
        return _show(request, site, form.rows, replaces_divisions=replaces, places=form.places)
    status = 422 if form.is_bound else 200
    return pages.page(
        request, site, _TEMPLATE, title=_("기관 목록 가져오기"), context={"form": form}, status=status
    )


def _show(
    request: HttpRequest,
    site: AdminSite,
    rows: list[Row],
    *,
    replaces_divisions: bool,
    places: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    plan = importing.plan(rows, replaces_divisions=replaces_divisions)
    context = {
        "plan": plan,
        "places": places,
        "list": carrying.pack(rows, replaces_divisions=replaces_divisions),
        "groups": [(kind, plan.of(kind)) for kind in (Kind.WRONG, Kind.CHANGED, Kind.NEW, Kind.SAME)],
        "writes": len(plan.of(Kind.NEW)) + len(plan.of(Kind.CHANGED)),
    }
    return pages.page(request, site, _TEMPLATE, title=_("기관 목록 가져오기"), context=context, status=status)


def _write(request: HttpRequest, site: AdminSite) -> HttpResponse:
    try:
        rows, replaces = carrying.unpack(request.POST["list"])
    except BadSignature:
        messages.error(request, _("화면을 연 지 오래되었습니다. 파일을 다시 올려 주세요."))
        return redirect(request.path)
    try:
        done = importing.bring_in(
            rows=rows,
            replaces_divisions=replaces,
            digest=request.POST.get("digest", ""),
            at=timezone.now(),
        )
    except importing.ImportRefused as refusal:
        messages.warning(request, str(refusal))
        return _show(request, site, rows, replaces_divisions=replaces, status=409)
    messages.success(request, _done(done))
    return redirect("admin:events_organization_changelist")


def _done(plan: Plan) -> str:
    text = _("기관 %(new)d곳을 새로 넣고 %(changed)d곳을 고쳤습니다.") % {
        "new": len(plan.of(Kind.NEW)),
        "changed": len(plan.of(Kind.CHANGED)),
    }
    wrong = len(plan.of(Kind.WRONG))
    if not wrong:
        return text
    left_out = _("오류가 있는 %(count)d행은 넣지 않았습니다.") % {"count": wrong}
    return f"{text} {left_out}"
