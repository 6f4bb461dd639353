"""What came of a rehearsal: what its desks did, and what goes when it is deleted. The queries do not grow with it.

How long the server took for a check-in is not kept anywhere, so it is not told here; ``docs/performance.md`` has it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMinute

from events.models import Document, Message, MessageState
from registrations.models import (
    ENTRIES,
    BadgePrint,
    CheckIn,
    CheckInOutcome,
    EntryConflict,
    Invitation,
    Presence,
    PrintJob,
    Registration,
    ScanKind,
    WalkIn,
)


@dataclass(frozen=True)
class Summary:
    """The figures of a rehearsal as its rows tell them."""

    guests: int  # with a seat
    came: int  # of all doors together, each once
    inside: int  # now, through the event's own door
    scans: int
    refused: list[tuple[str, int]]  # what let nobody in or out, by outcome, the most frequent first
    undone: int
    offline: int
    conflicts: int
    unseen_conflicts: int
    walk_ins: int
    prints: int
    reprints: int
    devices: int
    busiest: int  # entries within one minute of the clock
    busiest_at: datetime | None
    withheld: int  # mails and text messages that a real event would have sent


@dataclass(frozen=True)
class Leaving:
    """How many rows of what people know of go with a rehearsal."""

    guests: int
    invitations: int
    scans: int
    prints: int
    print_jobs: int
    documents: int
    messages: int


_PASSED = (*ENTRIES, CheckInOutcome.LEFT, CheckInOutcome.UNDONE)


def summary(event_id: int) -> Summary:
    """The figures so far, in nine queries."""
    scans = CheckIn.objects.filter(event=event_id)
    told = scans.aggregate(
        scans=Count("pk"),
        came=Count("registration", filter=Q(outcome__in=ENTRIES, undone_by__isnull=True), distinct=True),
        undone=Count("pk", filter=Q(kind=ScanKind.UNDO, outcome=CheckInOutcome.UNDONE)),
        offline=Count("pk", filter=Q(is_offline=True)),
        devices=Count("device", filter=~Q(device=""), distinct=True),
    )
    refused = scans.exclude(outcome__in=_PASSED).order_by().values("outcome").annotate(number=Count("pk"))
    minutes = scans.filter(outcome__in=ENTRIES).order_by().annotate(minute=TruncMinute("at")).values("minute")
    busiest = minutes.annotate(number=Count("pk")).order_by("-number", "minute").first()
    conflicts = EntryConflict.objects.filter(scan__event=event_id)
    seen = conflicts.aggregate(every=Count("pk"), unseen=Count("pk", filter=Q(seen_at__isnull=True)))
    prints = BadgePrint.objects.filter(registration__event=event_id).aggregate(
        every=Count("pk"), guests=Count("registration", distinct=True)
    )
    return Summary(
        guests=Registration.objects.filter(event=event_id).confirmed().count(),
        came=told["came"],
        inside=Presence.objects.filter(registration__event=event_id, entry_list=None).count(),
        scans=told["scans"],
        refused=[
            (str(CheckInOutcome(row["outcome"]).label), row["number"])
            for row in refused.order_by("-number", "outcome")
        ],
        undone=told["undone"],
        offline=told["offline"],
        conflicts=seen["every"],
        unseen_conflicts=seen["unseen"],
        walk_ins=WalkIn.objects.filter(registration__event=event_id).count(),
        prints=prints["every"],
        reprints=prints["every"] - prints["guests"],
        devices=told["devices"],
        busiest=busiest["number"] if busiest else 0,
        busiest_at=busiest["minute"] if busiest else None,
        withheld=Message.objects.filter(event=event_id, state=MessageState.WITHHELD).count(),
    )


def leaving(event_id: int) -> Leaving:
    """What goes with the rehearsal, in seven queries."""
    return Leaving(
        guests=Registration.objects.filter(event=event_id).count(),
        invitations=Invitation.objects.filter(event=event_id).count(),
        scans=CheckIn.objects.filter(event=event_id).count(),
        prints=BadgePrint.objects.filter(registration__event=event_id).count(),
        print_jobs=PrintJob.objects.filter(event=event_id).count(),
        documents=Document.objects.filter(event=event_id).count(),
        messages=Message.objects.filter(event=event_id).count(),
    )
