"""Whose badges are printed, and how: what an organizer chose, as plain data."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from events import collation
from registrations import ordering
from registrations.badges import fingerprints, printing
from registrations.models import BadgePrint
from registrations.models.registration import RegistrationQuerySet
from registrations.ordering import Order


class Sides(models.TextChoices):
    FRONT = "front", _("앞면만")
    BOTH = "both", _("양면(긴 쪽으로 넘기기)")
    FOLDED = "folded", _("접어서 앞뒤로")


class Whose(models.TextChoices):
    ALL = "all", _("모두")
    UNPRINTED = "unprinted", _("출력하지 않은 명찰만")
    CHANGED = "changed", _("출력한 뒤 내용이 바뀐 명찰만")


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
    organization: str = ""  # part of its name
    first_letter: str = ""  # of the name, as a heading of a list: ㄱ, A–Z
    ids: frozenset[int] = field(default_factory=frozenset)  # these registrations alone, where there are any
    leave_out: frozenset[int] = field(default_factory=frozenset)

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
            organization=options.get("organization", ""),
            first_letter=options.get("first_letter", ""),
            ids=frozenset(numbers(options.get("ids", ""))),
            leave_out=frozenset(numbers(options.get("leave_out", ""))),
        )


def numbers(text: str) -> list[int]:
    """``3, 7 8``: the numbers in a text.

    :raises ValueError: there is something else in it
    """
    return [int(part) for part in text.replace(",", " ").split()]


def guests(event_id: int, choice: Choice, *, omitted: Set[str]) -> RegistrationQuerySet:
    """Whose badges are printed, in their order: without the categories that get none."""
    people = printing.printable(event_id).exclude(category__in=omitted)
    if choice.ids:
        people = people.filter(pk__in=choice.ids)
    if choice.leave_out:
        people = people.exclude(pk__in=choice.leave_out)
    if choice.category:
        people = people.filter(category=choice.category)
    if choice.organization:
        bare = choice.organization.replace(" ", "")
        named = people.alias(bare_organization=Replace(F("organization"), Value(" "), Value("")))
        people = named.filter(bare_organization__icontains=bare)
    if choice.first_letter:
        people = people.filter(collation.under(choice.first_letter, "name_key"))
    match choice.whose:
        case Whose.UNPRINTED:
            people = people.exclude(Exists(printed()))
        case Whose.CHANGED:
            people = people.filter(pk__in=fingerprints.changed(people, event_id=event_id))
    return ordering.arrange(people, choice.order)


def printed() -> QuerySet[BadgePrint]:
    """The printings by which the guest of the outer query can have a good badge."""
    return BadgePrint.objects.in_hand().filter(registration=OuterRef("pk"))
