"""The rounds of all mailings: each minute, what each may send now. Double rounds and lost ones do no harm."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from events import mailings
from events.models import Mailing, MailingKind, Message
from registrations import invitation_sending, mass_mailing, reminders

logger = logging.getLogger(__name__)


def go_on(*, at: datetime) -> int:
    """One round of every mailing that is under way, and of the reminders before; how many mails were queued.

    What goes wrong with one of them holds none of the others up.
    """
    reminders.go_on(at=at)
    kinds = Mailing.objects.filter(pk__in=mailings.running()).order_by("pk").values_list("pk", "kind")
    return sum(_go_on(pk, kind, at=at) for pk, kind in kinds)


def _gone(kind: str, *, at: datetime) -> Callable[[list[Message]], set[int]]:
    """Who of a mailing's readers should not get it any more, by its kind."""
    by_kind: Mapping[str, Callable[[list[Message]], set[int]]] = {
        MailingKind.MASS: mass_mailing.gone,
        MailingKind.INVITATION: invitation_sending.gone,
        MailingKind.REMINDER: partial(reminders.gone, at=at),
    }
    return by_kind[kind]


def _go_on(mailing_id: int, kind: str, *, at: datetime) -> int:
    try:
        queued = mailings.advance(mailing_id=mailing_id, at=at, gone=_gone(kind, at=at))
        if kind == MailingKind.INVITATION:
            invitation_sending.take_back(mailing_id=mailing_id, by_id=None, at=at)
    except Exception:
        logger.exception("Mailing %s cannot go on", mailing_id)
        return 0
    return queued
