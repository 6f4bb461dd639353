"""An event's own layouts of badges: keeping one, copying it, making it the usual one, giving it up."""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from events import wholefiles
from events.models import Document, Event
from events.models.document import OPEN_STATES
from registrations import labels
from registrations.badges import layouts
from registrations.badges.design import Design
from registrations.badges.layouts import OWN, Layout
from registrations.labels import Sheet
from registrations.models import BadgeLayout, CategoryBadge, PrintJob
from registrations.models.printjob import OPEN_JOB_STATES

PICTURES = ("logo", "background")
FOLDER = "badges"  # of the pictures, as the model has it
SAVING = timedelta(hours=1)  # longer than anybody takes to save one
MOST_LAYOUTS = 30  # of one event
LONGEST_NAME = 60


class LayoutRefused(Exception):
    """It cannot be done like that; the text tells the organizer why."""


@dataclass(frozen=True)
class Draft:
    """A layout as it is wanted. A picture is a PNG, "" (no bytes) to do without one, None to keep what there is."""

    name: str
    sheet: str  # of labels.toml, or "" where ``own_sheet`` holds, a row of the same form
    own_sheet: Mapping[str, Any] | None
    design: Design
    back: str
    back_text: str
    logo: bytes | None = None
    background: bytes | None = None

    @property
    def paper(self) -> Sheet:
        """What it is printed on."""
        return labels.get(self.sheet) if self.sheet else labels.read(self.own_sheet or {})

    def layout(self) -> Layout:
        """The layout as it would be, without its pictures."""
        return Layout(
            name="",
            label=self.name,
            sheet=self.paper,
            design=self.design,
            back=self.back,
            back_text=self.back_text,
        )

    def problem(self) -> str:
        """Why no badge comes of it, in a sentence; "" where one does."""
        paper = self.paper
        return paper.problem() or self.design.problem(paper.width, paper.height)


def version(row: BadgeLayout | None) -> str:
    """What tells one state of a layout from the next; "" of none."""
    return row.changed_at.astimezone(UTC).isoformat() if row is not None else ""


@transaction.atomic
def save(*, event_id: int, layout_id: int | None, draft: Draft, seen: str) -> BadgeLayout:
    """Keep a layout, a new one where there is no id. ``seen`` is the ``version`` of what the organizer looked at.

    :raises LayoutRefused: no badge comes of it, its name is taken, or it was changed or deleted since
    """
    problem = draft.problem()
    if problem:
        raise LayoutRefused(problem)
    Event.objects.lock(event_id)
    own = BadgeLayout.objects.filter(event=event_id)
    row = own.filter(pk=layout_id).first() if layout_id else None
    if version(row) != seen or (layout_id and row is None):
        raise LayoutRefused(
            _("그 사이 다른 담당자가 이 양식을 바꾸었거나 지웠습니다. 화면을 새로 열어 확인해 주세요.")
        )
    others = own if row is None else own.exclude(pk=row.pk)
    if others.filter(name=draft.name).exists():
        raise LayoutRefused(_("같은 이름의 명찰 양식이 있습니다."))
    if row is None:
        _refuse_more(own.count())
        row = BadgeLayout(event_id=event_id)
    row.name, row.sheet, row.own_sheet = draft.name, draft.sheet, draft.own_sheet
    row.design, row.back, row.back_text = draft.design.as_data(), draft.back, draft.back_text
    _keep(row, {"logo": draft.logo, "background": draft.background})
    return row


@transaction.atomic
def copy(*, event_id: int, layout_id: int) -> BadgeLayout:
    """The same once more under a name of its own.

    :raises BadgeLayout.DoesNotExist: the event has no such layout
    :raises LayoutRefused: the event has as many as it may
    """
    Event.objects.lock(event_id)
    own = BadgeLayout.objects.filter(event=event_id)
    old = own.get(pk=layout_id)
    _refuse_more(own.count())
    name = _free_name(old.name, set(own.values_list("name", flat=True)))
    return _again(old, event_id=event_id, name=name, is_default=False)


def copy_all(*, event_id: int, to_id: int) -> None:
    """Give another event, which has none yet, the same layouts, and its categories the same badges."""
    made = {
        row.pk: _again(row, event_id=to_id, name=row.name, is_default=row.is_default)
        for row in BadgeLayout.objects.filter(event=event_id).order_by("pk")
    }
    badges = list(CategoryBadge.objects.filter(event=event_id).order_by("pk"))
    for badge in badges:
        badge.pk, badge.event_id = None, to_id
        badge.layout = made.get(badge.layout_id or 0)
    CategoryBadge.objects.bulk_create(badges)


@transaction.atomic
def make_usual(*, event_id: int, layout_id: int | None) -> None:
    """Let an event's badges be of this layout where nothing else is said; None: of the one that all events have.

    :raises BadgeLayout.DoesNotExist: the event has no such layout
    """
    Event.objects.lock(event_id)
    own = BadgeLayout.objects.filter(event=event_id)
    row = own.get(pk=layout_id) if layout_id is not None else None
    own.filter(is_default=True).update(is_default=False)
    if row is not None:
        own.filter(pk=row.pk).update(is_default=True)


@transaction.atomic
def delete(*, event_id: int, layout_id: int) -> None:
    """Give a layout up, with its pictures.

    :raises BadgeLayout.DoesNotExist: the event has no such layout
    :raises LayoutRefused: it is in use
    """
    Event.objects.lock(event_id)
    row = BadgeLayout.objects.filter(event=event_id).get(pk=layout_id)
    use = _use_of(row)
    if use:
        raise LayoutRefused(use)
    _delete_later((row, getattr(row, field).name) for field in PICTURES)
    row.delete()


def sweep(*, at: datetime) -> int:
    """Delete the pictures that no layout knows; how many."""
    known = {name for row in BadgeLayout.objects.values_list(*PICTURES) for name in row if name}
    return wholefiles.sweep(FOLDER, known=known, written_before=at - SAVING)


def _use_of(row: BadgeLayout) -> str:
    if row.is_default:
        return _("「%(name)s」은(는) 이 행사의 기본 명찰입니다. 기본 명찰을 바꾼 다음에 지워 주세요.") % {
            "name": row.name
        }
    categories = [badge.get_category_display() for badge in row.categories.order_by("category")]
    if categories:
        return _(
            "「%(name)s」은(는) %(categories)s 명찰로 정해져 있습니다. 그 양식을 바꾼 다음에 지워 주세요."
        ) % {
            "name": row.name,
            "categories": ", ".join(map(str, categories)),
        }
    name = f"{OWN}{row.pk}"
    papers = Document.objects.filter(event=row.event_id, state__in=OPEN_STATES, options__layout=name)
    jobs = PrintJob.objects.filter(event=row.event_id, state__in=OPEN_JOB_STATES, choice__layout=name)
    if papers.exists() or jobs.exists():
        return _("「%(name)s」(으)로 문서를 만들고 있습니다. 다 만든 다음에 지워 주세요.") % {
            "name": row.name
        }
    return ""


def _refuse_more(count: int) -> None:
    if count >= MOST_LAYOUTS:
        raise LayoutRefused(
            _("명찰 양식은 한 행사에 %(most)d개까지 만들 수 있습니다.") % {"most": MOST_LAYOUTS}
        )


def _free_name(name: str, taken: set[str]) -> str:
    for number in range(2, len(taken) + 3):
        end = _(" (%(number)d)") % {"number": number}
        free = f"{name[: LONGEST_NAME - len(end)]}{end}"
        if free not in taken:
            break
    return free


def _again(row: BadgeLayout, *, event_id: int, name: str, is_default: bool) -> BadgeLayout:
    made = BadgeLayout(
        event_id=event_id,
        name=name,
        sheet=row.sheet,
        own_sheet=row.own_sheet,
        design=row.design,
        back=row.back,
        back_text=row.back_text,
        is_default=is_default,
    )
    _keep(made, {field: layouts.picture(row, field) for field in PICTURES if getattr(row, field)})
    return made


def _keep(row: BadgeLayout, pictures: Mapping[str, bytes | None]) -> None:
    """Save the row with its new pictures; those they replace go once it is certain that they are replaced."""
    replaced = []
    with ExitStack() as written:
        for field, png in pictures.items():
            if png is None:
                continue
            file = getattr(row, field)
            replaced.append((row, file.name))
            if png:
                file.save(f"{secrets.token_hex(16)}.png", ContentFile(png), save=False)
                written.enter_context(wholefiles.gone_if_it_fails(file.name))
            else:
                setattr(row, field, "")
        row.save()
    _delete_later(replaced)


def _delete_later(files: Iterable[tuple[BadgeLayout, str | None]]) -> None:
    for row, name in files:
        if name:
            transaction.on_commit(partial(row.logo.storage.delete, name), robust=True)
