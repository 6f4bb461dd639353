"""The proof of badges: the worst cases alone, on two sheets of each layout, to be printed and looked at before all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from typing import Any

from django.utils.translation import gettext as _

from events import stylesheets
from events.kinds import NothingToPrint, Options, Pages
from events.models import Event
from registrations.badges import layouts, paper, preflight
from registrations.badges.choosing import Choice
from registrations.badges.design import Field
from registrations.badges.paper import Batch
from registrations.badges.preflight import Checked, Report

SHEETS = 2  # of each layout

Rank = Callable[[Checked], Any]


def lay_out(*, event_id: int, language: str, at: datetime, options: Options) -> Pages:
    """The worst badges, as they would be printed. Nothing is recorded: a proof is nobody's badge.

    :raises NothingToPrint: nobody gets a badge, or there is no such layout or printer
    """
    event = Event.objects.get(pk=event_id)
    choice = Choice(
        layout=options["layout"],
        sides=options["sides"],
        category=options["category"],
        printer=int(options["printer"]) if options["printer"] else None,
    )
    try:
        report = preflight.look(event, choice, language=language)
    except layouts.UnknownLayout as unknown:
        raise NothingToPrint(str(unknown)) from unknown
    if not report.checked:
        raise NothingToPrint(_("확정된 등록자가 없어 출력할 명찰이 없습니다."))
    batches = list(_batches(report))
    return Pages(
        parts=(paper.draw(event, one, choice, language=language).part for one in batches),
        web_parts=(paper.draw(event, one, choice, language=language, as_html=True).part for one in batches),
        count=len(batches),
        css=[stylesheets.read(paper.CSS)],
        name=f"badge-proof-{event.slug}",
    )


def worst(badges: Sequence[Checked], most: int) -> list[Checked]:
    """So many of the badges, none twice: the worst of each kind first, then one of each category, then the next worst.

    What is worst: the gravest finding, the smallest name and the one of most lines, the longest organization and title.
    """
    ranked = [sorted(badges, key=rank) for rank in _RANKS]
    categories: dict[str, Checked] = {}
    for badge in ranked[0]:
        categories.setdefault(badge.person.category, badge)
    in_turn = chain.from_iterable(zip_longest(*ranked))
    wanted = chain((rank[0] for rank in ranked if rank), categories.values(), in_turn)
    return list(_some(filter(None, wanted), most))


def _some(badges: Iterable[Checked], most: int) -> Iterator[Checked]:
    seen: set[int] = set()
    for badge in badges:
        if len(seen) == most:
            return
        if badge.registration_id not in seen:
            seen.add(badge.registration_id)
            yield badge


def _batches(report: Report) -> Iterator[Batch]:
    by_layout: dict[str, list[Checked]] = {}
    for badge in report.checked:
        by_layout.setdefault(badge.layout.name, []).append(badge)
    for name, badges in by_layout.items():
        cells = badges[0].layout.sheet.count
        ids = [badge.registration_id for badge in worst(badges, SHEETS * cells)]
        yield Batch(name, ids, first=list(range(cells)))


def _gravity(badge: Checked) -> tuple[int, int]:
    problems = preflight.order_of(badge)
    return (problems[0], -len(problems)) if problems else (len(preflight.Problem), 0)


def _set_in(field: Field) -> Rank:
    """From the smallest type up, and at one size from the most lines and letters down."""

    def rank(badge: Checked) -> tuple[int, int, int]:
        lines = [line for line in badge.face.lines if line.field == field]
        if not lines:
            return (1000, 0, 0)
        return min((line.setting.size, -len(line.setting.lines), -len(line.said)) for line in lines)

    return rank


def _most_name_lines(badge: Checked) -> int:
    return -max((len(line.setting.lines) for line in badge.face.lines if line.field == Field.NAME), default=0)


_RANKS: Sequence[Rank] = (
    _gravity,
    _set_in(Field.NAME),
    _most_name_lines,
    _set_in(Field.ORGANIZATION),
    _set_in(Field.TITLE),
)
