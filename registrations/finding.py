"""Finding a guest at the desk."""

from collections.abc import Sequence

from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from registrations.desk import reading
from registrations.models import BadgePrint, CheckIn, Presence, Registration, RevokedCode
from registrations.states import RegistrationState

MOST_RESULTS = 20
# How sure it is that somebody is meant, the surest first: by what they were found.
CODE, REVOKED, PHONE, EMAIL, NAME_BEGINS, NAME, ORGANIZATION = range(7)


def find(*, event_id: int, query: str, entry_list_id: int | None = None) -> Sequence[Registration]:
    """Whom a desk may mean by what was typed or scanned, by ``registrations.desk.reading``; one query.

    That is a code, also one that was scanned under the Hangul keyboard; the last digits of a telephone, part of an
    e-mail address; part of a name or an organization, also by first consonants (ㅂㅈㅎ). An exact code gives that guest
    alone, also one that was revoked. Each one carries ``entered_at`` and ``is_in`` of the door, ``was_printed``, whether
    another guest has the ``same_name``, and the ``revoked_code`` of a badge that is no longer good, where that was scanned.
    """
    read = reading.read(query)
    if read == reading.Reading():
        return []
    ways = _ways(read)
    order = ("found_by", _seated_first(), "name_key", "organization_key", "pk")
    people = Registration.objects.filter(event=event_id).alias(found_by=_surest(ways))
    # What is shown of somebody is looked up for these alone, not for all whom a single letter means.
    first = people.filter(_any(ways)).order_by(*order).values("pk")[:MOST_RESULTS]
    found = (
        _with_ledgers(Registration.objects.filter(pk__in=first), entry_list_id)
        .select_related("invitation", "stands_in_for")
        .annotate(found_by=_surest(ways), revoked_code=_revoked_code(read))
        .order_by(*order)
    )
    some = list(found)
    return some[:1] if some and some[0].found_by in {CODE, REVOKED} else some


def named(people: QuerySet[Registration], query: str) -> QuerySet[Registration]:
    """Those of them whose name or organization is meant by what was typed; all of them where nothing was."""
    pattern = reading.read(query).pattern
    if not pattern:
        return people
    return people.filter(Q(name_bare__regex=pattern) | Q(organization_bare__regex=pattern))


def _ways(read: reading.Reading) -> dict[int, Q]:
    """What to look for, by how sure it is."""
    ways = {}
    if read.codes:
        ways[CODE] = Q(code__in=read.codes)
        ways[REVOKED] = Q(pk__in=RevokedCode.objects.filter(code__in=read.codes).values("registration"))
    if read.phone:
        ways[PHONE] = Q(phone__endswith=read.phone)
    if read.email:
        ways[EMAIL] = Q(email__icontains=read.email)
    if read.pattern:
        ways[NAME_BEGINS] = Q(name_bare__regex=f"^{read.pattern}")
        ways[NAME] = Q(name_bare__regex=read.pattern)
        ways[ORGANIZATION] = Q(organization_bare__regex=read.pattern)
    return ways


def _any(ways: dict[int, Q]) -> Q:
    """Found in one of the ways. Whose name begins so has it in the name too, and is not looked at twice."""
    found = Q()
    for sure, way in ways.items():
        if sure != NAME_BEGINS:
            found |= way
    return found


def _surest(ways: dict[int, Q]) -> Case:
    return Case(*(When(way, then=Value(sure)) for sure, way in ways.items()))


def _revoked_code(read: reading.Reading) -> Subquery | Value:
    if not read.codes:
        return Value("")
    revoked = RevokedCode.objects.filter(registration=OuterRef("pk"), code__in=read.codes)
    return Subquery(revoked.values("code")[:1])


def _seated_first() -> Case:
    return Case(When(state=RegistrationState.CONFIRMED, then=Value(0)), default=Value(1))


def _with_ledgers(people: QuerySet[Registration], entry_list_id: int | None) -> QuerySet[Registration]:
    entries = CheckIn.objects.entries().filter(registration=OuterRef("pk"), entry_list=entry_list_id)
    inside = Presence.objects.filter(registration=OuterRef("pk"), entry_list=entry_list_id)
    namesakes = Registration.objects.active().filter(event=OuterRef("event"), name=OuterRef("name"))
    return people.annotate(
        entered_at=Subquery(entries.order_by("at", "pk").values("at")[:1]),
        is_in=Exists(inside),
        was_printed=Exists(BadgePrint.objects.in_hand().filter(registration=OuterRef("pk"))),
        same_name=Exists(namesakes.exclude(pk=OuterRef("pk"))),
    )
