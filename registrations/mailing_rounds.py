"""The rounds of all mailings: each minute, what each may send now. Double rounds and lost ones do no harm."""

from collections.abc import Callable, Mapping
from datetime import datetime

from events import mailings
from events.models import Mailing, MailingKind, Message
from registrations import mass_mailing

# Who of a mailing's readers should not get it any more, by its kind.
_GONE: Mapping[str, Callable[[list[Message]], set[int]]] = {MailingKind.MASS: mass_mailing.gone}


def go_on(*, at: datetime) -> int:
    """One round of every mailing that is under way; how many mails were queued."""
    kinds = Mailing.objects.filter(pk__in=mailings.running()).order_by("pk").values_list("pk", "kind")
    return sum(mailings.advance(mailing_id=pk, at=at, gone=_GONE.get(kind)) for pk, kind in kinds)
