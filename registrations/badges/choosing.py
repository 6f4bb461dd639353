"""Whose badges are printed, and how: what an organizer chose, as plain data."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from registrations import ordering
from registrations.badges import printing
from registrations.models import BadgePrint, Registration
from registrations.ordering import Order


class Sides(models.TextChoices):
    FRONT = "front", _("앞면만")
    BOTH = "both", _("양면(긴 쪽으로 넘기기)")
    FOLDED = "folded", _("접어서 앞뒤로")


class Whose(models.TextChoices):
    ALL = "all", _("모두")
    UNPRINTED = "unprinted", _("출력하지 않은 명찰만")


@dataclass(frozen=True)
class Choice:
    """What is printed, as the form of the paper cleans it."""

    layout: str = ""
    sides: str = Sides.FRONT
    start: int = 1
    skip: frozenset[int] = field(default_factory=frozenset)
    has_crop_marks: bool = True
    printer: int | None = None
    order: str = Order.NAME
    whose: str = Whose.ALL
    category: str = ""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> "Choice":
        """The choice from a form's cleaned data, whose ``skip`` is text such as ``3, 7``."""
        return cls(
            layout=options["layout"],
            sides=options["sides"],
            start=options["start"],
            skip=frozenset(numbers(options["skip"])),
            has_crop_marks=options["crop_marks"] == "yes",
            printer=int(options["printer"]) if options["printer"] else None,
            order=options["order"],
            whose=options["whose"],
            category=options["category"],
        )


def numbers(text: str) -> list[int]:
    """``3, 7 8``: the numbers in a text.

    :raises ValueError: there is something else in it
    """
    return [int(part) for part in text.replace(",", " ").split()]


def guests(event_id: int, choice: Choice, *, omitted: Set[str]) -> QuerySet[Registration]:
    """Whose badges are printed, in their order: without the categories that get none."""
    people = printing.printable(event_id).exclude(category__in=omitted)
    if choice.category:
        people = people.filter(category=choice.category)
    if choice.whose == Whose.UNPRINTED:
        people = people.exclude(Exists(BadgePrint.objects.filter(registration=OuterRef("pk"))))
    return ordering.arrange(people, choice.order)
