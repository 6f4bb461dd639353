"""Finding a guest at the desk."""

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Replace

from events import codes
from events.cleaning import normalise
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, Registration

MOST_RESULTS = 20


def find(*, event_id: int, query: str) -> QuerySet[Registration]:
    """Whom a desk may mean by what was typed or scanned: a code, or part of a name or an organization.

    Spaces are ignored, and Hangul is found however it was composed. An exact code gives that guest alone.
    Each one carries ``entered_at``, ``was_printed`` and whether another guest has the ``same_name``.
    """
    people = _with_ledgers(Registration.objects.filter(event=event_id))
    people = people.select_related("invitation", "stands_in_for")
    text = normalise(query)
    if not text:
        return people.none()
    by_code = people.filter(code=codes.tidy_code(text))
    if by_code.exists():
        return by_code
    return named(people, text).order_by("state", "name_key", "organization_key", "pk")[:MOST_RESULTS]


def named(people: QuerySet[Registration], query: str) -> QuerySet[Registration]:
    """Those of them whose name or organization holds what was typed, spaces apart; all of them where nothing was."""
    bare = normalise(query).replace(" ", "")
    if not bare:
        return people
    found = people.annotate(
        bare_name=Replace(F("name"), Value(" "), Value("")),
        bare_organization=Replace(F("organization"), Value(" "), Value("")),
    )
    return found.filter(bare_name__icontains=bare) | found.filter(bare_organization__icontains=bare)


def _with_ledgers(people: QuerySet[Registration]) -> QuerySet[Registration]:
    entries = CheckIn.objects.filter(registration=OuterRef("pk"), outcome=CheckInOutcome.ENTERED)
    namesakes = Registration.objects.active().filter(event=OuterRef("event"), name=OuterRef("name"))
    return people.annotate(
        entered_at=Subquery(entries.values("at")[:1]),
        was_printed=Exists(BadgePrint.objects.in_hand().filter(registration=OuterRef("pk"))),
        same_name=Exists(namesakes.exclude(pk=OuterRef("pk"))),
    )
