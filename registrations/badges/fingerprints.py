"""What stood on a badge, as a fingerprint: two badges have the same one if they say the same."""

from collections.abc import Mapping
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.crypto import salted_hmac

from registrations.badges import faces, layouts
from registrations.badges.faces import Person
from registrations.models import BadgePrint
from registrations.models.registration import RegistrationQuerySet

_SEPARATOR = "\x1f"  # no text that was cleaned holds it


def of(person: Person, words: Mapping[str, str]) -> str:
    """The fingerprint of a person's badge; ``words`` are those on the bands of categories.

    It is keyed by SECRET_KEY, so that the ledger, which outlives the person's data, does not give them away.
    """
    said = [
        person.code,
        person.category,
        words.get(person.category, ""),
        person.name,
        person.organization,
        person.department,
        person.title,
    ]
    text = _SEPARATOR.join(said)
    return salted_hmac("registrations.badge", text, algorithm="sha256").hexdigest()


def changed(people: RegistrationQuerySet, *, event_id: int) -> list[int]:
    """Those of an event's guests whose last good print says something else than their badge would today."""
    words = layouts.terms(event_id).words
    printed = with_last_print(people.with_badge_texts()).exclude(last_print="")
    return [guest.pk for guest in printed.filter(last_print__isnull=False) if has_changed(guest, words)]


def with_last_print(people: RegistrationQuerySet) -> QuerySet[Any]:
    """The same guests, each with the fingerprint of their last good print as ``last_print``; None without one."""
    last = BadgePrint.objects.in_hand().filter(registration=OuterRef("pk")).order_by("-at", "-pk")
    return people.annotate(last_print=Subquery(last.values("fingerprint")[:1]))


def has_changed(guest: Any, words: Mapping[str, str]) -> bool:
    """Whether the badge of a guest ``with_last_print`` says something else today.

    Prints of before fingerprints were kept say nothing of that.
    """
    last_print: str | None = guest.last_print
    return bool(last_print) and of(faces.person(guest), words) != last_print
