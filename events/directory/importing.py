"""A list of organizations against those on record: what it would change, and changing it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events import bodynames
from events.directory import wording
from events.directory.columns import Field
from events.directory.entry import Entry, Row
from events.models import Division, Event, Organization, Sector
from events.models.organization import OrganizationQuerySet

_COLUMNS = tuple(str(field) for field in Field if field not in {Field.NAME, Field.DIVISIONS})


class ImportRefused(Exception):
    """Nothing was written; the text tells the organizer why."""


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class Step:
    """What one row of the list would do. ``values`` and ``divisions`` are what would be written."""

    kind: Kind
    number: int
    title: str
    pk: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    divisions: tuple[int, ...] | None = None  # None: they stay
    differences: tuple[wording.Difference, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    steps: tuple[Step, ...]

    def of(self, kind: Kind) -> list[Step]:
        return [step for step in self.steps if step.kind is kind]

    @property
    def digest(self) -> str:
        """What two plans share that would write the same."""
        written = [(step.pk, step.title, step.values, step.divisions) for step in self.steps]
        return hashlib.sha256(repr(written).encode("utf-8", "surrogatepass")).hexdigest()


def plan(rows: Sequence[Row], *, replaces_divisions: bool) -> Plan:
    """What the rows would do. An empty cell leaves what is on record; divisions are added, or replaced if so wished."""
    return _plan(rows, list(_organizations()), list(_divisions()), replaces_divisions)


@transaction.atomic
def bring_in(*, rows: Sequence[Row], replaces_divisions: bool, digest: str, at: datetime) -> Plan:
    """Write what the plan of that digest said; rows that are wrong stay out.

    :raises ImportRefused: the list would do something else by now
    """
    known = list(_organizations().select_for_update(of=("self",), no_key=True))
    divisions = list(_divisions().select_for_update(no_key=True))
    made = _plan(rows, known, divisions, replaces_divisions)
    if made.digest != digest:
        raise _overtaken()
    try:
        with transaction.atomic():
            _write(made, {one.pk: one for one in known}, at=at)
    except IntegrityError as error:
        raise _overtaken() from error
    return made


def _organizations() -> OrganizationQuerySet:
    return Organization.objects.prefetch_related("divisions").order_by("pk")


def _divisions() -> QuerySet[Division]:
    return Division.objects.order_by("position", "pk")


def _plan(
    rows: Sequence[Row],
    known: Sequence[Organization],
    divisions: Sequence[Division],
    replaces_divisions: bool,
) -> Plan:
    by_name = {one.name: one for one in known}
    by_key = {
        key: one
        for one in reversed(known)
        for name in (one.short_name, one.name)
        if (key := bodynames.key(name))
    }
    labels = {one.pk: one.name for one in divisions}
    steps = []
    taken: dict[int, int] = {}
    for row in rows:
        entry = row.entry
        if entry is None:
            steps.append(Step(Kind.WRONG, row.number, row.title, errors=row.errors))
            continue
        body = by_name.get(entry.name) or by_key.get(bodynames.key(entry.name))
        if body is not None and body.pk in taken:
            said = _("%(row)d행과 같은 기관(%(name)s)입니다. 한 행으로 합쳐 주세요.")
            error = said % {"row": taken[body.pk], "name": body.name}
            steps.append(Step(Kind.WRONG, row.number, row.title, errors=(error,)))
            continue
        if body is not None:
            taken[body.pk] = row.number
        steps.append(_step(row, entry, body, replaces_divisions, labels))
    return Plan(tuple(steps))


def _step(
    row: Row,
    entry: Entry,
    body: Organization | None,
    replaces_divisions: bool,
    labels: dict[int, str],
) -> Step:
    said = {name: getattr(entry, name) for name in _COLUMNS if getattr(entry, name)}
    if body is None:
        values = {"name": entry.name, "sector": Sector.OTHER.value, **said}
        divisions = tuple(pk for pk in labels if pk in entry.divisions)
        differences = wording.differences({}, said, (), divisions, labels)
        return Step(Kind.NEW, row.number, entry.name, None, tuple(values.items()), divisions, differences)
    before = {name: str(getattr(body, name)) for name in said}
    if Field.CONTACT_PHONE in before and body.contact_phone:
        before[Field.CONTACT_PHONE] = body.contact_phone.as_e164
    changed = {name: value for name, value in said.items() if value != before[name]}
    old = {one.pk for one in body.divisions.all()}
    wanted = set(entry.divisions) if replaces_divisions and entry.divisions else old | set(entry.divisions)
    divisions_before = tuple(pk for pk in labels if pk in old)
    divisions = tuple(pk for pk in labels if pk in wanted)
    differences = wording.differences(before, changed, divisions_before, divisions, labels)
    kind = Kind.CHANGED if differences else Kind.SAME
    new_divisions = divisions if wanted != old else None
    return Step(kind, row.number, body.name, body.pk, tuple(changed.items()), new_divisions, differences)


def _write(made: Plan, known: dict[int, Organization], *, at: datetime) -> None:
    new = [Organization(**dict(step.values)) for step in made.of(Kind.NEW)]
    changed = []
    for step in made.of(Kind.CHANGED):
        body = known[step.pk or 0]
        for name, value in step.values:
            setattr(body, name, value)
        changed.append(body)
    Organization.objects.bulk_create(new)
    # One statement for all; ``bulk_update`` takes five times as long for 1,500 rows.
    Organization.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["pk"], update_fields=_COLUMNS
    )
    bodies = [*new, *changed]
    wanted = [step.divisions for step in (*made.of(Kind.NEW), *made.of(Kind.CHANGED))]
    _link([(body.pk, pks) for body, pks in zip(bodies, wanted, strict=True) if pks is not None])
    showing = Event.objects.filter(hosts__in=changed).values("pk")
    Event.objects.filter(pk__in=showing).touch(at=at)


def _link(wanted: Iterable[tuple[int, tuple[int, ...]]]) -> None:
    """Give each organization these divisions and no others."""
    links = Organization.divisions.through
    pairs = list(wanted)
    links.objects.filter(organization__in=[pk for pk, _divisions in pairs]).delete()
    links.objects.bulk_create(
        links(organization_id=pk, division_id=division) for pk, divisions in pairs for division in divisions
    )


def _overtaken() -> ImportRefused:
    return ImportRefused(
        _("그 사이에 기관이나 분과 목록이 바뀌었습니다. 아래에서 다시 확인하고 가져와 주세요.")
    )
