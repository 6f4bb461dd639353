"""Sending what is due, one mail after the other. A bell for each would fill the broker when thousands are due."""

import time

from django.db.models import F
from django.db.models.functions import Mod
from django.utils import timezone

from events import delivery
from events.models import Message
from events.models.message import MessageQuerySet

CHUNK = 50  # mails after which it is looked whether somebody waits for a single one
EACH = 500  # due mails for each worker process that is asked to help
MOST = 8  # processes at once


def shares() -> int:
    """Into how many shares the mails that are due now should go; 0 when none is due."""
    due = Message.objects.due(at=timezone.now())[: MOST * EACH].count()
    return -(-due // EACH)


def deliver_share(share: int, shares: int, *, seconds: float) -> bool:
    """Send mails of a share for so long; whether there are more to be sent now.

    What somebody waits for goes before what goes to many. A server that cannot be reached is left alone until the
    next round.
    """
    ends_at = time.monotonic() + seconds
    while chunk := _chunk(share, shares):
        for message_id in chunk:
            if not delivery.deliver(message_id, at=timezone.now()):
                return False
            if time.monotonic() > ends_at:
                return True
    return False


def _chunk(share: int, shares: int) -> list[int]:
    due = Message.objects.due(at=timezone.now()).annotate(share=Mod(F("pk"), shares)).filter(share=share)
    return _first(due.filter(batch="")) or _first(due)


def _first(due: MessageQuerySet) -> list[int]:
    return list(due.order_by("due_at").values_list("pk", flat=True)[:CHUNK])
