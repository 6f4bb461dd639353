"""The rounds of all mailings: each minute, what each may send now. Double rounds and lost ones do no harm."""

from datetime import datetime

from events import mailings


def go_on(*, at: datetime) -> int:
    """One round of every mailing that is under way; how many mails were queued."""
    return sum(mailings.advance(mailing_id=mailing_id, at=at) for mailing_id in mailings.running())
