"""보유 기간: when an event's personal data are to be destroyed, and destroying them (PIPA Art. 21).

It goes in small transactions, each with its row in the ledger of destruction. A run that was killed leaves whole steps
behind it, and the next run goes on where it stopped; nothing remembers how far it came but the data that are left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from events import forgetting, kinds, wholefiles
from events.models import Document, Event, EventState
from events.models.document import OPEN_STATES
from registrations import consents, correspondence, destruction, privacy
from registrations.badges import files
from registrations.models import (
    Answer,
    DestroyedKind,
    DestructionReason,
    Interest,
    Invitation,
    PrintJob,
    Registration,
    Seat,
)
from registrations.models.answer import ANSWERS_FOLDER
from registrations.models.invitation import InvitationQuerySet
from registrations.states import InvitationKind

PERIOD = timedelta(days=consents.RETENTION_DAYS)  # after an event's end, as the guests have agreed to
BATCH = 50  # rows destroyed in one transaction
UPLOADING = timedelta(days=1)  # for so long a file may be without its row: the answer is being stored
_OURS = "registrations."  # the papers of this floor name guests
# An event that is planned or put off is still to come, whatever its old date says.
_TO_COME = (EventState.PLANNED, EventState.POSTPONED)


@dataclass(frozen=True)
class Due:
    """An event whose data are still there, when they are to go, and how many there are."""

    event: Event
    due_at: datetime
    guests: int
    invitations: int


def due_at(event: Event) -> datetime | None:
    """From when on the event's personal data are destroyed; None while it is still to come."""
    return None if event.ends_at is None or event.state in _TO_COME else event.ends_at + PERIOD


def outlook(events: QuerySet[Event]) -> list[Due]:
    """Those of the events that hold personal data, the one that is due first in front; one query."""
    guests = Registration.objects.filter(event=OuterRef("pk"), erased_at__isnull=True)
    invitations = _naming(Invitation.objects.filter(event=OuterRef("pk")))
    rows = (
        events.filter(ends_at__isnull=False)
        .exclude(state__in=_TO_COME)
        .annotate(guests_left=_number(guests), invitations_left=_number(invitations))
        .filter(Q(guests_left__gt=0) | Q(invitations_left__gt=0))
        .order_by("ends_at", "pk")
    )
    return [
        Due(event, due, event.guests_left, event.invitations_left)
        for event in rows
        if (due := due_at(event)) is not None
    ]


def destroy_expired(*, at: datetime) -> int:
    """Destroy what every event keeps beyond its period; how many rows. Safe to call any number of times."""
    over = Event.objects.filter(ends_at__lte=at - PERIOD).exclude(state__in=_TO_COME)
    count = sum(_destroy(event_id, at=at) for event_id in over.order_by("pk").values_list("pk", flat=True))
    return count + sweep_files(at=at)


def sweep_files(*, at: datetime) -> int:
    """Delete the files of answers that no row knows; how many."""
    known = set(Answer.objects.exclude(file="").values_list("file", flat=True))
    count = wholefiles.sweep(ANSWERS_FOLDER, known=known, written_before=at - UPLOADING)
    destruction.note(DestroyedKind.FILE, count, reason=DestructionReason.PURPOSE_MET, at=at)
    return count


def _destroy(event_id: int, *, at: datetime) -> int:
    steps: list[Callable[..., int]] = [
        _forget_guests,
        _forget_invitations,
        _blank_held_seats,
        _delete_interests,
        _delete_documents,
        _delete_badge_files,
        _blank_mails,
    ]
    count = 0
    for step in steps:
        while done := step(event_id, at=at):
            count += done
    return count


@transaction.atomic
def _forget_guests(event_id: int, *, at: datetime) -> int:
    Event.objects.lock(event_id)
    left = Registration.objects.filter(event=event_id, erased_at__isnull=True).order_by("pk")
    mails = [
        privacy.forget(registration_id=pk, reason=DestructionReason.EXPIRED, by_id=None, at=at)
        for pk in left.values_list("pk", flat=True)[:BATCH]
    ]
    _note(DestroyedKind.MESSAGE, sum(filter(None, mails)), event_id, at=at)
    return _note(DestroyedKind.REGISTRATION, len(mails), event_id, at=at)


@transaction.atomic
def _forget_invitations(event_id: int, *, at: datetime) -> int:
    Event.objects.lock(event_id)
    left = _naming(Invitation.objects.filter(event=event_id)).order_by("pk")
    batch = list(left.select_for_update(of=("self",), no_key=True)[:BATCH])
    for invitation in batch:
        privacy.forget_invitation(invitation, at=at)
    return _note(DestroyedKind.INVITATION, len(batch), event_id, at=at)


@transaction.atomic
def _blank_held_seats(event_id: int, *, at: datetime) -> int:
    """The words on seats that were held back: meant to name no person, so there is nothing to put on record."""
    return Seat.objects.filter(area__event=event_id).exclude(held_for="").update(held_for="")


@transaction.atomic
def _delete_interests(event_id: int, *, at: datetime) -> int:
    count = Interest.objects.filter(event=event_id).delete()[0]
    return _note(DestroyedKind.INTEREST, count, event_id, at=at)


@transaction.atomic
def _delete_documents(event_id: int, *, at: datetime) -> int:
    """The papers that name guests; their files go once it is certain that the rows have gone."""
    naming = [kind.name for kind in kinds.every() if (kind.renderer or kind.pages).startswith(_OURS)]
    papers = Document.objects.filter(event=event_id, kind__in=naming).exclude(state__in=OPEN_STATES)
    batch = list(papers.order_by("pk").select_for_update()[:BATCH])
    for paper in batch:
        if paper.file:
            transaction.on_commit(partial(paper.file.storage.delete, str(paper.file.name)))
        paper.delete()
    return _note(DestroyedKind.DOCUMENT, len(batch), event_id, at=at)


@transaction.atomic
def _delete_badge_files(event_id: int, *, at: datetime) -> int:
    """The files of print jobs; the jobs stay, as the ledger of printings points at them, and say when their file went."""
    jobs = PrintJob.objects.filter(event=event_id).exclude(file="")
    batch = list(jobs.order_by("pk").select_for_update()[:BATCH])
    for job in batch:
        transaction.on_commit(partial(files.sweep, job.pk))
        job.file, job.file_destroyed_at = "", at
        job.save(update_fields=["file", "file_destroyed_at"])
    return _note(DestroyedKind.DOCUMENT, len(batch), event_id, at=at)


@transaction.atomic
def _blank_mails(event_id: int, *, at: datetime) -> int:
    """What is left of the mails: those to the invited, to coordinators, and to many."""
    # What was written just now says that a request for deletion was met; it leaves first.
    mails = correspondence.of_event(event_id).filter(created_at__lt=at)
    batch = mails.exclude(to=forgetting.NOBODY).order_by("pk").values("pk")[: BATCH * 10]
    chosen = mails.filter(pk__in=list(batch.values_list("pk", flat=True)))
    count = forgetting.drop_unsent(chosen) + forgetting.blank_finished(chosen)
    return _note(DestroyedKind.MESSAGE, count, event_id, at=at)


def _naming(invitations: InvitationQuerySet) -> InvitationQuerySet:
    """Those of the invitations that still say who somebody is."""
    of_people = Q(kind=InvitationKind.PERSON) & ~Q(organization=privacy.GONE)
    contact = dict.fromkeys(["name", "department", "title", "email", "phone", "note", "reason"], "")
    return invitations.filter(of_people | (~Q(kind=InvitationKind.PERSON) & ~Q(**contact)))


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("event").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _note(kind: DestroyedKind, count: int, event_id: int, *, at: datetime) -> int:
    destruction.note(kind, count, event_id=event_id, reason=DestructionReason.EXPIRED, at=at)
    return count
