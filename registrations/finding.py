"""Finding a guest at the desk."""

<<<<<<< HEAD
from collections.abc import Sequence

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Lower

from registrations.desk import reading
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, Registration
from registrations.states import RegistrationState
=======
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Replace

from events import codes
from events.cleaning import normalise
from registrations.models import BadgePrint, CheckIn, CheckInOutcome, Registration, RevokedCode
>>>>>>> 58680a0 (Give a guest a new code, and let the old one open no door)

MOST_RESULTS = 20
# How sure it is that somebody is meant, the surest first: by what they were found.
CODE, PHONE, EMAIL, NAME_BEGINS, NAME, ORGANIZATION = range(6)


def find(*, event_id: int, query: str) -> Sequence[Registration]:
    """Whom a desk may mean by what was typed or scanned, by ``registrations.desk.reading``; one query.

<<<<<<< HEAD
    That is a code, also one that was scanned under the Hangul keyboard; the last digits of a telephone, part of an
    e-mail address; part of a name or an organization, also by first consonants (ㅂㅈㅎ). An exact code gives that guest
    alone. Each one carries ``entered_at``, ``was_printed`` and whether another guest has the ``same_name``.
=======
    Spaces are ignored, and Hangul is found however it was composed. An exact code gives that guest alone.
    Each one carries ``entered_at``, ``was_printed``, whether another guest has the ``same_name``, and the
    ``revoked_code`` of a badge that is no longer good, where that was scanned.
>>>>>>> 58680a0 (Give a guest a new code, and let the old one open no door)
    """
    read = reading.read(query)
    if read == reading.Reading():
        return []
    ways = _ways(read)
    people = _with_ledgers(Registration.objects.filter(event=event_id))
<<<<<<< HEAD
    found = (
        people.select_related("invitation", "stands_in_for")
        .annotate(bare_name=_bare("name"), bare_organization=_bare("organization"))
        .filter(_any(ways))
        .annotate(found_by=_surest(ways))
        .order_by("found_by", _seated_first(), "name_key", "organization_key", "pk")
    )
    some = list(found[:MOST_RESULTS])
    return some[:1] if some and some[0].found_by == CODE else some
=======
    people = people.select_related("invitation", "stands_in_for")
    text = normalise(query)
    if not text:
        return people.none()
    code = codes.tidy_code(text)
    has_it = Registration.objects.filter(event=event_id, code=code).values_list("pk", "code")
    had_it = RevokedCode.objects.filter(registration__event=event_id, code=code)
    owners = dict(had_it.values_list("registration", _text("")).union(has_it, all=True))
    if owners:
        # A code is one guest's; by chance alone another could have had it once, and then whoever has it counts.
        pk = next((pk for pk, today in owners.items() if today), next(iter(owners)))
        return people.filter(pk=pk).annotate(revoked_code=_text("" if owners[pk] else code))
    return named(people, text).order_by("state", "name_key", "organization_key", "pk")[:MOST_RESULTS]
>>>>>>> 58680a0 (Give a guest a new code, and let the old one open no door)


def named(people: QuerySet[Registration], query: str) -> QuerySet[Registration]:
    """Those of them whose name or organization is meant by what was typed; all of them where nothing was."""
    pattern = reading.read(query).pattern
    if not pattern:
        return people
    found = people.annotate(bare_name=_bare("name"), bare_organization=_bare("organization"))
    return found.filter(Q(bare_name__regex=pattern) | Q(bare_organization__regex=pattern))


def _ways(read: reading.Reading) -> dict[int, Q]:
    """What to look for, by how sure it is."""
    ways = {}
    if read.codes:
        ways[CODE] = Q(code__in=read.codes)
    if read.phone:
        ways[PHONE] = Q(phone__endswith=read.phone)
    if read.email:
        ways[EMAIL] = Q(email__icontains=read.email)
    if read.pattern:
        ways[NAME_BEGINS] = Q(bare_name__regex=f"^{read.pattern}")
        ways[NAME] = Q(bare_name__regex=read.pattern)
        ways[ORGANIZATION] = Q(bare_organization__regex=read.pattern)
    return ways


def _any(ways: dict[int, Q]) -> Q:
    found = Q()
    for way in ways.values():
        found |= way
    return found


def _surest(ways: dict[int, Q]) -> Case:
    return Case(*(When(way, then=Value(sure)) for sure, way in ways.items()))


def _seated_first() -> Case:
    return Case(When(state=RegistrationState.CONFIRMED, then=Value(0)), default=Value(1))


def _bare(field: str) -> Func:
    """``reading.bare`` as the database does it."""
    arguments = (Lower(F(field)), Value(reading.MARKS), Value(""))
    return Func(*arguments, function="translate", output_field=CharField())


def _with_ledgers(people: QuerySet[Registration]) -> QuerySet[Registration]:
    entries = CheckIn.objects.filter(registration=OuterRef("pk"), outcome=CheckInOutcome.ENTERED)
    namesakes = Registration.objects.active().filter(event=OuterRef("event"), name=OuterRef("name"))
    return people.annotate(
        entered_at=Subquery(entries.values("at")[:1]),
        was_printed=Exists(BadgePrint.objects.in_hand().filter(registration=OuterRef("pk"))),
        same_name=Exists(namesakes.exclude(pk=OuterRef("pk"))),
        revoked_code=_text(""),
    )


def _text(said: str) -> Value:
    return Value(said, output_field=CharField())
