"""현황: an event's figures as tiles, charts and tables, and the tables as a workbook."""

from datetime import datetime

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from events import notation
from events.admin import pages
from events.models import Event
from registrations import figure_charts, figure_sheets, figure_tables, figures, overinviting
from registrations.figures import Figures


def figures_page(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The figures as they stand, each chart beside the table that says the same."""
    event, at = pages.event_or_404(request, event_id), timezone.now()
    found = figures.count(event, at=at)
    tables = figure_tables.tables(found)
    drawn = figure_charts.drawn(found, tables)
    context = {
        "event": event,
        "at": at,
        "tiles": _tiles(found),
        "sections": [(table, drawn.get(table.name)) for table in tables.values()],
        "suggestion": None if found.is_over else overinviting.suggest(event, at=at),
        "lacks_admission": found.is_over and not found.has_admission,
    }
    title = _("%(event)s 현황") % {"event": event}
    return pages.page(request, site, "registrations/admin/figures.html", title=title, context=context)


def workbook(request: HttpRequest, event_id: int, *, site: AdminSite) -> HttpResponse:
    """The tables of the page as XLSX."""
    event, at = pages.event_or_404(request, event_id), timezone.now()
    tables = figure_tables.tables(figures.count(event, at=at))
    heading = f"{event} · {notation.moment(at, language='ko')}"
    content = figure_sheets.render(tables.values(), heading=heading)
    return HttpResponse(
        content,
        content_type=figure_sheets.CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{_file_name(event, at)}"'},
    )


def _file_name(event: Event, at: datetime) -> str:
    return f"{event.slug}-figures-{at.astimezone(notation.SEOUL):%Y%m%d}.xlsx"


def _tiles(found: Figures) -> list[tuple[str, str]]:
    """The few numbers that are asked for first."""
    total, seats = found.replies.total, found.seats
    tiles = [
        (_("초청 (석)"), f"{total.invited:,}"),
        (_("참석 / 대리참석"), f"{total.yes:,} / {total.deputy:,}"),
        (_("불참 / 답변 없음"), f"{total.no:,} / {total.unanswered:,}"),
        (_("받은 자리 / 정원"), f"{seats.taken:,} / {seats.capacity:,}"),
        (_("비워 둔 자리 / 대기"), f"{seats.kept:,} / {seats.waiting:,}"),
        (_("승인 대기"), f"{found.approvals.standing:,}"),
    ]
    if found.has_admission:
        came = found.attendance.total
        tiles.append((_("입장 / 확정"), f"{came.came:,} / {came.expected:,}"))
    return tiles
