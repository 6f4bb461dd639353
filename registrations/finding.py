"""Finding a guest at the desk."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from events import codes
from events.cleaning import normalise
from registrations.models import Registration

MOST_RESULTS = 20


def find(*, event_id: int, query: str) -> QuerySet[Registration]:
    """Whom a desk may mean by what was typed or scanned: a code, or part of a name or an organization.

    Spaces are ignored, and Hangul is found however it was composed. An exact code gives that guest alone.
    """
    people = Registration.objects.filter(event=event_id)
    text = normalise(query)
    if not text:
        return people.none()
    by_code = people.filter(code=codes.tidy_code(text))
    if by_code.exists():
        return by_code
    bare = text.replace(" ", "")
    found = people.annotate(
        bare_name=Replace(F("name"), Value(" "), Value("")),
        bare_organization=Replace(F("organization"), Value(" "), Value("")),
    )
    named = found.filter(bare_name__icontains=bare) | found.filter(bare_organization__icontains=bare)
    return named.order_by("state", "name", "organization", "pk")[:MOST_RESULTS]
