"""Sending a mail once more, to the right address."""

import base64
import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar.parser import Contentline

from events import forgetting, hours, mailledger, tasks
from events.models import EntryKind, Message, MessageState
from events.models.message import FINISHED_STATES, Channel

_ATTENDEE = re.compile(rb"^ATTENDEE[;:](?:[^\r\n]|\r\n[ \t])*\r\n", re.MULTILINE)
_FOLD = re.compile(rb"\r\n[ \t]")


class NotToBeSent(Exception):
    """The mail cannot be sent again; the text says why."""


@transaction.atomic
def send_to(*, message_id: int, address: str, by_id: int | None, at: datetime) -> None:
    """Queue a mail once more, to this address, which its ledger tells if it is another than before.

    It leaves its mailing, so that neither a stop nor the hour holds it up; but no news go out at night.

    :raises NotToBeSent: it is no mail, is being sent or was never to be sent, or its person is forgotten
    """
    message = Message.objects.select_for_update(no_key=True).get(pk=message_id)
    is_open = message.state in (*FINISHED_STATES, MessageState.QUEUED)
    if not is_open or message.to == forgetting.NOBODY or message.channel != Channel.MAIL:
        raise NotToBeSent(_("지금 보내는 중이거나 내용을 파기한 메일이라 다시 보낼 수 없습니다."))
    before = message.to
    if before.lower() != address.lower():
        message.to = address
        message.attachments = [_addressed(one, before, address) for one in message.attachments]
        mailledger.write(
            message, EntryKind.CORRECTED, at=at, by_id=by_id, old_address=before, new_address=address
        )
    message.state, message.attempts, message.error = MessageState.QUEUED, 0, ""
    message.due_at = hours.next_open(at) if message.unsubscribe else at
    message.sent_at, message.mailing = None, None
    changed = ["to", "attachments", "state", "attempts", "error", "due_at", "sent_at", "mailing"]
    message.save(update_fields=changed)
    mailledger.write(message, EntryKind.AGAIN, by_id=by_id, at=at)
    transaction.on_commit(lambda: tasks.deliver_message.delay(message_id), robust=True)


def _addressed(attachment: dict[str, str], before: str, address: str) -> dict[str, str]:
    """The attachment; a calendar entry with its attendee's new address, as a mail program goes by that."""
    if not attachment["content_type"].startswith("text/calendar"):
        return attachment
    content = base64.b64decode(attachment["base64"])

    def corrected(found: re.Match[bytes]) -> bytes:
        line = _FOLD.sub(b"", found[0]).decode().rstrip("\r\n")
        new = re.sub(
            re.escape(f"mailto:{before}"), lambda _old: f"mailto:{address}", line, flags=re.IGNORECASE
        )
        return bytes(Contentline(new).to_ical()) + b"\r\n"

    return {**attachment, "base64": base64.b64encode(_ATTENDEE.sub(corrected, content)).decode()}
