"""Stopping a mailing for good, with what follows from mails that never left."""

from datetime import datetime

from django.db import transaction

from events import mailings
from events.models import Mailing, MailingKind
from registrations import invitation_sending


@transaction.atomic
def stop(*, mailing_id: int, by_id: int | None, at: datetime) -> int:
    """End a mailing; how many mails never left. Invitations among them are unsent again.

    :raises MailingRefused: it is over, or was never submitted
    """
    stopped = mailings.stop(mailing_id=mailing_id, by_id=by_id, at=at)
    if Mailing.objects.get(pk=mailing_id).kind == MailingKind.INVITATION:
        invitation_sending.take_back(mailing_id=mailing_id, by_id=by_id, at=at)
    return len(stopped)
