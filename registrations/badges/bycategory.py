"""Which badge each category (참석구분) of an event gets: its layout, its colour, the word on its band, or none."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import Event
from registrations.badges import colours
from registrations.badges.editing import LayoutRefused
from registrations.models import BadgeLayout, CategoryBadge
from registrations.states import Category


@dataclass(frozen=True)
class Choice:
    """What a category has of its own; ``layout_id`` None, a colour or a word of "" where it has what is usual."""

    category: str
    layout_id: int | None = None
    colour: str = ""
    word: str = ""
    is_omitted: bool = False

    @property
    def is_usual(self) -> bool:
        return self == Choice(self.category)


def choices(event_id: int) -> list[Choice]:
    """What is chosen for each category, in the order of the categories."""
    own = {
        row.category: Choice(row.category, row.layout_id, row.colour, row.word, row.is_omitted)
        for row in CategoryBadge.objects.filter(event=event_id)
    }
    return [own.get(category, Choice(category)) for category in Category.values]


def version(chosen: Sequence[Choice]) -> str:
    """What tells one state of all choices from the next."""
    return hashlib.sha256(json.dumps([astuple(one) for one in chosen]).encode()).hexdigest()[:16]


@transaction.atomic
def save(*, event_id: int, chosen: Sequence[Choice], seen: str) -> None:
    """Let the categories have these badges. ``seen`` is the ``version`` of what the organizer looked at.

    :raises LayoutRefused: the choices were changed since, or a layout is not the event's any more
    """
    Event.objects.lock(event_id)
    if version(choices(event_id)) != seen:
        raise LayoutRefused(
            _(
                "그 사이 다른 담당자가 참석구분별 명찰을 바꾸었습니다. 지금 내용을 확인한 뒤 다시 저장해 주세요."
            )
        )
    known = set(BadgeLayout.objects.filter(event=event_id).values_list("pk", flat=True))
    if any(one.layout_id not in known for one in chosen if one.layout_id is not None):
        raise LayoutRefused(_("고른 명찰 양식이 지워졌습니다. 다시 골라 주세요."))
    CategoryBadge.objects.filter(event=event_id).delete()
    CategoryBadge.objects.bulk_create(
        CategoryBadge(
            event_id=event_id,
            category=one.category,
            layout_id=one.layout_id,
            colour=one.colour,
            word=one.word,
            is_omitted=one.is_omitted,
        )
        for one in map(_bare, chosen)
        if not one.is_usual
    )


def _bare(chosen: Choice) -> Choice:
    """Without a colour that is the usual one anyway."""
    return replace(chosen, colour="") if chosen.colour == colours.COLOURS[chosen.category] else chosen
