"""Taking what a mail said, and to whom, out of its row for good; that a mail was sent, and when, stays."""

from events.models import MessageEntry, MessageState
from events.models.message import FINISHED_STATES, MessageQuerySet

NOBODY = "erased@erased.invalid"  # RFC 2606: no mail ever reaches it
GONE = "(파기)"


def drop_unsent(mails: MessageQuerySet) -> int:
    """Delete the drafts among the mails, and stop what nobody has begun to send, to be blanked; how many were deleted.

    What was queued stays as a row: ledgers point at it.
    """
    mails.filter(state__in=[MessageState.WAITING, MessageState.QUEUED]).update(state=MessageState.STOPPED)
    return mails.filter(state=MessageState.DRAFT).delete()[0]


def blank_finished(mails: MessageQuerySet) -> int:
    """Blank those of the mails that are not on their way, and their ledgers; how many. What is being sent has to wait."""
    finished = mails.filter(
        state__in=(*FINISHED_STATES, MessageState.STOPPED, MessageState.WITHHELD)
    ).exclude(to=NOBODY)
    # A server's words name addresses.
    blank = dict.fromkeys(MessageEntry.PERSONAL, "")
    MessageEntry.objects.filter(message__in=finished).exclude(**blank).update(**blank)
    # The key and the token's subject would still lead to the person's row.
    return finished.update(
        to=NOBODY, subject=GONE, text="", html="", attachments=[], error="", token_subject=""
    )
