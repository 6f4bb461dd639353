"""An event's figures in tables: what the page shows, and what the spreadsheet holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Sector
from registrations.attendance import Turnout
from registrations.figures import Figures
from registrations.replies import Answers
from registrations.states import LIVE_STATES, Category, InvitationKind, RegistrationState


class Rate(float):
    """A part of a whole, from 0 to 1; written as a percentage."""

    def __str__(self) -> str:
        return f"{round(100 * self)}%"


Cell = str | int | Rate | date


@dataclass(frozen=True)
class Table:
    """A table whose first column says what each row is about; the last row may be the sum of the others."""

    name: str
    title: str
    head: list[str]
    rows: list[list[Cell]]
    has_total: bool = False

    @property
    def lines(self) -> list[list[str]]:
        """The cells as the page shows them."""
        return [[_shown(cell) for cell in row] for row in self.rows]


def tables(figures: Figures) -> dict[str, Table]:
    """The figures as tables by their names; those that would be empty are left out."""
    replies = figures.replies
    found = [
        _reach(figures),
        _answers("by-sector", _("구분별 답변 (석)"), pgettext("sector", "구분"), Sector, replies.by_sector),
        _answers("by-category", _("참석구분별 답변 (석)"), _("참석구분"), Category, replies.by_category),
        _days(figures),
        _registrations(figures),
        _seats(figures),
    ]
    if figures.is_over and figures.has_admission:
        attendance = figures.attendance
        found += [
            _turnout_by_way(figures),
            _turnout(
                "came-by-sector",
                _("구분별 입장 (명)"),
                pgettext("sector", "구분"),
                Sector,
                attendance.by_sector,
            ),
            _turnout(
                "came-by-category", _("참석구분별 입장 (명)"), _("참석구분"), Category, attendance.by_category
            ),
        ]
    return {table.name: table for table in found if table.rows}


def _reach(figures: Figures) -> Table:
    by_kind = figures.replies.by_kind
    kinds = [kind for kind in InvitationKind if kind in by_kind]
    rows: list[list[Cell]] = [
        [
            str(kind.label),
            by_kind[kind].invitations,
            by_kind[kind].seats,
            by_kind[kind].unmailed,
            by_kind[kind].underway,
            by_kind[kind].failed,
            by_kind[kind].delivered,
            by_kind[kind].opened,
        ]
        for kind in kinds
    ]
    head = [
        pgettext("invitation", "종류"),
        _("초청 (건)"),
        _("좌석 (석)"),
        _("메일 없음"),
        _("보내는 중"),
        _("전달 실패"),
        _("전달"),
        _("열람"),
    ]
    return _summed("reach", _("초청과 전달"), head, rows)


def _answers(
    name: str,
    title: str,
    of: str,
    keys: type[Sector] | type[Category],
    found: Mapping[str, Answers],
) -> Table:
    rows: list[list[Cell]] = [
        [str(key.label), one.invited, one.yes, one.deputy, one.no, one.unanswered]
        for key in keys
        if (one := found.get(key)) is not None
    ]
    head = [of, _("초청"), *answer_labels()]
    return _summed(name, title, head, rows)


def answer_labels() -> list[str]:
    """What an answer can be, in the order of every table and chart."""
    return [_("참석"), _("대리참석"), pgettext("invitation state", "불참"), _("답변 없음")]


def _days(figures: Figures) -> Table:
    rows: list[list[Cell]] = [[one.day, one.yes, one.deputy, one.no] for one in figures.days]
    return Table("days", _("날짜별 답변 (누적, 석)"), [_("날짜"), *answer_labels()[:3]], rows)


def _registrations(figures: Figures) -> Table:
    counts = figures.registrations
    shown = [*LIVE_STATES, RegistrationState.DECLINED, RegistrationState.CANCELLED]
    present = {category for category, _state in counts}
    rows: list[list[Cell]] = [
        [str(category.label), *(counts[category, state] for state in shown)]
        for category in Category
        if category in present
    ]
    head = [_("참석구분"), *(str(state.label) for state in shown)]
    return _summed("registrations", _("참석구분별 참가 등록 (명)"), head, rows)


def _seats(figures: Figures) -> Table:
    seats, offers, approvals = figures.seats, figures.offers, figures.approvals
    rows: list[list[Cell]] = [
        [_("정원"), seats.capacity],
        [_("받은 자리 (확정과 제안)"), seats.taken],
        [_("초청으로 비워 둔 자리"), seats.kept],
        [_("남은 자리"), seats.free],
        [_("대기"), seats.waiting],
        [_("답을 기다리는 자리 제안"), offers.standing],
        [_("받아들인 자리 제안"), offers.taken_up],
        [_("거절하거나 기한이 지난 자리 제안"), offers.gone],
        [_("승인 대기"), approvals.standing],
        [_("승인"), approvals.approved],
        [_("승인 거절"), approvals.declined],
    ]
    return Table("seats", _("좌석, 자리 제안, 승인"), [_("항목"), _("수")], rows)


def _turnout_by_way(figures: Figures) -> Table:
    attendance = figures.attendance
    ways = [
        (_("초청"), attendance.invited),
        (_("직접 등록 (단체 포함)"), attendance.registered),
        (_("이 가운데 대리참석"), attendance.deputies),
        (_("모두"), attendance.total),
    ]
    rows = [_turned_out(label, turnout) for label, turnout in ways]
    return Table("came-by-way", _("참가 경로별 입장 (명)"), [_("참가 경로"), *turnout_labels()], rows)


def _turnout(
    name: str,
    title: str,
    of: str,
    keys: type[Sector] | type[Category],
    found: Mapping[str, Turnout],
) -> Table:
    rows = [_turned_out(str(key.label), one) for key in keys if (one := found.get(key)) is not None]
    total = Turnout()
    for one in found.values():
        total.add(one)
    return Table(name, title, [of, *turnout_labels()], [*rows, _turned_out(_("합계"), total)], has_total=True)


def turnout_labels() -> list[str]:
    return [_("확정"), _("입장"), _("오지 않음"), _("불참률")]


def _turned_out(label: str, turnout: Turnout) -> list[Cell]:
    return [label, turnout.expected, turnout.came, turnout.missing, Rate(turnout.missing_rate)]


def _summed(name: str, title: str, head: list[str], rows: Iterable[list[Cell]]) -> Table:
    """The table with the sums of its columns below; without rows there is nothing to sum."""
    lines = list(rows)
    if not lines:
        return Table(name, title, head, [])
    sums: list[Cell] = [
        sum(int(str(cell)) for cell in column) for column in zip(*(row[1:] for row in lines), strict=True)
    ]
    return Table(name, title, head, [*lines, [_("합계"), *sums]], has_total=True)


def _shown(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
