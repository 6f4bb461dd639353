"""The whole story of an invitation, read off the ledgers: invited, delivered or not, opened, answered, came or did not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from events import mailledger
from registrations.models import CheckIn, Invitation, InvitationStep, Registration
from registrations.states import Step


@dataclass(frozen=True)
class Line:
    """One thing that happened, to be read from top to bottom."""

    at: datetime
    what: str
    who: str = ""
    way: str = ""
    detail: str = ""
    is_problem: bool = False


def with_story(invitations: QuerySet[Invitation]) -> QuerySet[Any]:
    """The invitations, each with ``mail_state``, ``mail_attempts``, ``was_opened``, ``guest_name``, ``guest_state`` and ``has_come``."""
    steps = InvitationStep.objects.filter(invitation=OuterRef("pk"))
    mails = steps.filter(message__isnull=False).order_by("-pk")
    guests = Registration.objects.filter(invitation=OuterRef("pk")).active().order_by("-pk")
    entries = CheckIn.objects.entries().filter(registration__invitation=OuterRef("pk"))
    return invitations.annotate(
        mail_state=Subquery(mails.values("message__state")[:1]),
        mail_attempts=Subquery(mails.values("message__attempts")[:1]),
        was_opened=Exists(steps.filter(step=Step.OPENED)),
        guest_name=Subquery(guests.values("name")[:1]),
        guest_state=Subquery(guests.values("state")[:1]),
        has_come=Exists(entries),
    )


def story(invitation: Invitation) -> list[Line]:
    """Everything that happened to the invitation and to whoever came by it, the first thing first. The number of queries does not grow."""
    lines = [*_steps(invitation), *_moves(invitation), *_entries(invitation), *_prints(invitation)]
    return sorted(lines, key=lambda line: line.at)


def _steps(invitation: Invitation) -> Iterator[Line]:
    steps = invitation.steps.select_related("by", "registration", "message").order_by("pk")
    for one in steps.prefetch_related("message__entries__by"):
        detail = one.registration.name if one.registration else ""
        yield Line(one.at, one.get_step_display(), _name(one.by), one.get_way_display(), detail)
        if one.message is not None:
            for line in mailledger.since(one.message):
                what = _("메일 %(state)s") % {"state": line.what}
                yield Line(line.at, what, line.who, detail=line.detail, is_problem=line.is_problem)


def _moves(invitation: Invitation) -> Iterator[Line]:
    people = list(invitation.registrations.prefetch_related("moves__by"))
    for registration in people:
        for move in registration.moves.all():
            what = _("등록: %(state)s") % {"state": move.get_to_state_display()}
            detail = " · ".join(part for part in (registration.name, move.note) if part)
            yield Line(move.at, what, _name(move.by), move.get_way_display(), detail)


def _entries(invitation: Invitation) -> Iterator[Line]:
    rows = CheckIn.objects.filter(registration__invitation=invitation).select_related("by", "registration")
    for row in rows:
        what = _("현장: %(outcome)s") % {"outcome": row.get_outcome_display()}
        yield Line(row.at, what, _name(row.by), detail=row.registration.name if row.registration else "")


def _prints(invitation: Invitation) -> Iterator[Line]:
    people = Registration.objects.filter(invitation=invitation).prefetch_related("badge_prints__by")
    for registration in people:
        for row in registration.badge_prints.all():
            why = ": ".join(part for part in (row.get_reason_display(), row.note) if part)
            detail = " · ".join(part for part in (registration.name, why) if part)
            yield Line(row.at, _("명찰 출력"), _name(row.by), row.get_way_display(), detail)


def _name(person: Any) -> str:
    return str(person.name or person) if person is not None else ""
