"""Bringing a roster in: the file, then what was read of it beside what is wrong, then the invitations."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin import handmade, pages
from events.models import Event, User
from events.sheets.table import Table
from registrations import booking
from registrations.admin.roster_forms import FileForm, MappingForm, words
from registrations.rosters import bringing_in, carrying, people, templates
from registrations.rosters.carrying import Carried
from registrations.rosters.comparing import Standing
from registrations.rosters.invitee import RosterRow
from registrations.states import Category

STANDINGS = {
    Standing.INVITED: gettext_lazy("이미 초청함"),
    Standing.REGISTERED: gettext_lazy("이미 등록함"),
    Standing.MAYBE_THE_SAME: gettext_lazy("같은 분일 수 있음"),
}


def bring_in(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """A GET asks for the file; a POST with it shows what was read; a POST of what was shown reads again or writes."""
    event = pages.event_or_404(request, event_id)
    if request.method != "POST":
        return _ask(request, site, event, FileForm())
    if "roster" not in request.POST:
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _ask(request, site, event, form)
        return _show(request, site, event, form.table, MappingForm(table=form.table))
    try:
        table = carrying.unpack(request.POST["roster"], event_id=event.pk, user_id=_me(request))
    except BadSignature:
        messages.error(request, _("화면을 연 지 오래되었습니다. 파일을 다시 올려 주세요."))
        return redirect(request.path)
    mapping = MappingForm(request.POST, table=table)
    if not mapping.is_valid() or "accept" not in request.POST:
        return _show(request, site, event, table, mapping)
    return _accept(request, site, event, table, mapping)


def template(request: HttpRequest, event_id: int) -> HttpResponse:
    """An empty roster to fill."""
    event = pages.event_or_404(request, event_id)
    content = templates.render(language="ko", categories=[str(one.label) for one in Category])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="roster-{event.slug}.xlsx"'
    return response


def _rows(table: Table, mapping: MappingForm) -> list[RosterRow]:
    return people.read(table, mapping.layout, categories=words(), default_category=mapping.default_category)


def _accept(
    request: HttpRequest, site: AdminSite, event: Event, table: Table, mapping: MappingForm
) -> HttpResponse:
    also = {pk for pk in map(handmade.row_id, request.POST.getlist("also")) if pk is not None}
    try:
        done = bringing_in.bring_in(
            event_id=event.pk,
            rows=_rows(table, mapping),
            also=also,
            held_until=mapping.kept_until,
            by_id=_me(request),
            at=timezone.now(),
        )
    except booking.BookingRefused as refusal:
        messages.error(request, str(refusal))
        return _show(request, site, event, table, mapping)
    text = _("%(count)d건을 초청 명단에 넣었습니다. 초청장은 아직 보내지 않았습니다.") % {
        "count": done.invited
    }
    messages.success(request, text)
    return redirect(
        f"{reverse('admin:registrations_invitation_changelist')}?event={event.pk}&state__exact=ready"
    )


def _ask(request: HttpRequest, site: AdminSite, event: Event, form: FileForm) -> HttpResponse:
    context = {"event": event, "form": form}
    return _page(request, site, event, "roster_file.html", context, is_wrong=form.is_bound)


def _show(
    request: HttpRequest, site: AdminSite, event: Event, table: Table, mapping: MappingForm
) -> HttpResponse:
    rows = _rows(table, mapping)
    compared = {one.row.number: one for one in bringing_in.look(event_id=event.pk, rows=rows)}
    lines = [_line(row, compared.get(row.number)) for row in rows]
    context = {
        "event": event,
        "mapping": mapping,
        "lines": lines,
        "new": sum(line["is_new"] for line in lines),
        "wrong": sum(bool(line["row"].errors) for line in lines),
        "known": sum(bool(line["standing"]) for line in lines),
        "twice": sum(line["row"].same_as is not None for line in lines),
        "sheet": table.sheet,
        "sheets": table.sheets,
        "roster": carrying.pack(Carried(event.pk, _me(request), table)),
    }
    is_wrong = mapping.is_bound and not mapping.is_valid()
    return _page(request, site, event, "roster_review.html", context, is_wrong=is_wrong)


def _line(row: RosterRow, compared: Any) -> dict[str, Any]:
    standing = compared.standing if compared else None
    return {
        "row": row,
        "invitee": row.invitee,
        "category": Category(row.invitee.category).label if row.invitee else "",
        "standing": STANDINGS.get(standing, "") if standing else "",
        "may_be_the_same": standing == Standing.MAYBE_THE_SAME,
        "is_new": standing == Standing.NEW and row.same_as is None,
    }


def _page(
    request: HttpRequest,
    site: AdminSite,
    event: Event,
    template: str,
    context: dict[str, Any],
    *,
    is_wrong: bool,
) -> HttpResponse:
    title = _("%(event)s 초청 명단 가져오기") % {"event": event}
    return pages.page(
        request,
        site,
        f"registrations/admin/{template}",
        title=title,
        context=context,
        status=422 if is_wrong else 200,
    )


def _me(request: HttpRequest) -> int:
    return cast(User, request.user).pk
