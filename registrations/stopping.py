"""Stopping a mailing for good, with what follows from mails that never left."""

from datetime import datetime

from events import mailings


def stop(*, mailing_id: int, by_id: int | None, at: datetime) -> int:
    """End a mailing; how many mails never left.

    :raises MailingRefused: it is over, or was never submitted
    """
    return len(mailings.stop(mailing_id=mailing_id, by_id=by_id, at=at))
