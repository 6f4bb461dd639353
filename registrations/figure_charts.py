"""Which of an event's figures are drawn, and how the pictures are told in words."""

from django.utils.translation import gettext as _

from registrations import charts
from registrations.charts import Chart
from registrations.figure_tables import Table, answer_labels
from registrations.figures import Figures


def drawn(figures: Figures, tables: dict[str, Table]) -> dict[str, Chart]:
    """The charts by the name of the table that says the same."""
    found = {}
    if figures.replies.total.invited:
        found["reach"] = _funnel(figures)
    if "by-sector" in tables:
        found["by-sector"] = _answers(tables["by-sector"])
    if "days" in tables:
        found["days"] = _days(figures) if len(figures.days) > 1 else _one_day(figures)
    if "came-by-category" in tables:
        found["came-by-category"] = _missing(tables["came-by-category"])
    return found


def _funnel(figures: Figures) -> Chart:
    """From the invitation to the door, all counted in seats."""
    total, reaches = figures.replies.total, figures.replies.by_kind.values()
    stages = [
        (_("초청"), total.invited),
        (_("전달"), sum(one.seats_delivered for one in reaches)),
        (_("열람"), sum(one.seats_opened for one in reaches)),
        (_("답변"), total.answered),
        (_("참석 답변"), total.yes + total.deputy),
        (_("입장"), figures.attendance.invited.came),
    ]
    rows = [
        (label, value, total.invited, f"{value:,} ({round(100 * value / total.invited)}%)")
        for label, value in stages
    ]
    told = ", ".join(f"{label} {words}" for label, _value, _whole, words in rows)
    return charts.bars("funnel", _("초청에서 입장까지 (석)"), told, style="solid", rows=rows)


def _answers(table: Table) -> Chart:
    rows = [
        (str(row[0]), [int(str(cell)) for cell in row[2:]])
        for row in table.rows[: -1 if table.has_total else None]
    ]
    told = "; ".join(
        f"{label}: "
        + ", ".join(f"{part} {value}" for part, value in zip(answer_labels(), values, strict=True))
        for label, values in rows
    )
    return charts.stacked("answers", table.title, told, parts=answer_labels(), rows=rows)


def _days(figures: Figures) -> Chart:
    days, last = figures.days, figures.days[-1]
    labels = answer_labels()[:3]
    told = _("%(first)s부터 %(last)s까지: %(answers)s") % {
        "first": f"{days[0].day:%Y-%m-%d}",
        "last": f"{last.day:%Y-%m-%d}",
        "answers": ", ".join(
            f"{label} {value}" for label, value in zip(labels, (last.yes, last.deputy, last.no), strict=True)
        ),
    }
    rows = [[one.yes for one in days], [one.deputy for one in days], [one.no for one in days]]
    lines = list(zip(labels, rows, strict=True))
    return charts.steps(
        "days-chart", _("날짜별 답변 (누적, 석)"), told, days=[one.day for one in days], lines=lines
    )


def _one_day(figures: Figures) -> Chart:
    """A line through a single day has no length: its answers are bars, as parts of all seats."""
    [day], invited = figures.days, figures.replies.total.invited
    values = zip(answer_labels()[:3], (day.yes, day.deputy, day.no), strict=True)
    rows = [
        (label, value, invited, f"{value:,} ({round(100 * value / invited)}%)") for label, value in values
    ]
    title = _("%(day)s 하루의 답변 (석)") % {"day": f"{day.day.month}. {day.day.day}."}
    told = ", ".join(f"{label} {words}" for label, _value, _whole, words in rows)
    return charts.bars("days-chart", title, told, style="solid", rows=rows)


def _missing(table: Table) -> Chart:
    rows = [
        (str(label), int(str(missing)), int(str(expected)), f"{missing}/{expected} ({rate})")
        for label, expected, _came, missing, rate in table.rows[:-1]
    ]
    told = ", ".join(f"{label} {words}" for label, _value, _whole, words in rows)
    return charts.bars("no-shows", _("참석구분별 불참 (오지 않은 분/확정)"), told, style="hatch", rows=rows)
