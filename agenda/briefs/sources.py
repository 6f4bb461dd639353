"""Where the rows of a draft came from: the brief as it was read, kept to be compared with the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from agenda.briefs import keeping
from agenda.briefs.brief import Brief
from agenda.models import BriefImport, Change


@dataclass(frozen=True)
class Source:
    """A brief as it was read, before anybody corrected it."""

    brief: Brief
    digest: str  # SHA-256 of its text, in hexadecimal digits; "" where it is not known
    origins: tuple[int | None, ...]  # for each row of the corrected brief, which row of this one it was


def keep(
    *,
    event_id: int,
    source: Source,
    session_ids: Mapping[int, int | None],
    by_id: int | None,
    at: datetime,
    standing: Mapping[int, int] | None = None,
) -> BriefImport:
    """Record what was read. ``session_ids`` names the sessions of the corrected brief's rows, by their place in it;
    ``standing`` those of the rows of ``source.brief`` that were not taken, as another session stands for them.
    """
    by_origin: dict[int, int | None] = dict(standing or {})
    for place, origin in enumerate(source.origins):
        if origin is not None:
            by_origin[origin] = session_ids.get(place)
    rows = range(len(source.brief.rows))
    steps = Change.objects.filter(event=event_id).undoable()
    return BriefImport.objects.create(
        event_id=event_id,
        at=at,
        by_id=by_id,
        source_digest=source.digest,
        understood=keeping.record(
            source.brief,
            [by_origin.get(row) for row in rows],
            step=steps.values_list("number", flat=True).first(),
        ),
    )


def last_of(event_id: int) -> tuple[Brief, list[int | None]] | None:
    """What the brief said the last time, and the sessions of its rows; None where none was brought in.

    An import whose step was undone does not count: its sessions were not taken out by hand.
    """
    latest = _in_force(event_id).first()
    return keeping.recorded(latest.understood) if latest else None


def last_said(event_id: int) -> Brief | None:
    """What the brief said the last time, undone or not: undoing takes back sessions, no facts of the event."""
    latest = BriefImport.objects.filter(event=event_id).order_by("-pk").first()
    return keeping.recorded(latest.understood)[0] if latest else None


def is_known(event_id: int, digest: str) -> bool:
    """Whether the last brief that was brought in had the same text."""
    return _in_force(event_id).values_list("source_digest", flat=True).first() == digest


def _in_force(event_id: int) -> models.QuerySet[BriefImport]:
    """The imports that were not undone, the latest first."""
    undone = Change.objects.filter(event=event_id, undone_at__isnull=False).values_list("number", flat=True)
    return (
        BriefImport.objects.filter(event=event_id).exclude(understood__step__in=list(undone)).order_by("-pk")
    )
