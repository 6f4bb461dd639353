"""Reports about mails: reading what a server sends back (RFC 3464), and noting it where it belongs."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, message_from_string
from email.message import Message as Part

from django.db import transaction

from events import forgetting, mailledger, returnpaths
from events.models import EntryKind, Message, MessageState

_KINDS = {"failed": EntryKind.BOUNCED, "delayed": EntryKind.DELAYED, "delivered": EntryKind.DELIVERED}
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_REFUSAL = re.compile(r"^.*\b5\d\d[ -].*$", re.MULTILINE)
_LONGEST_STATUS = 20


@dataclass(frozen=True)
class Report:
    """What a server says became of one of our mails. ``digest`` tells this report from all others."""

    message_id: int
    kind: EntryKind
    status: str
    words: str
    recipient: str
    digest: str


def read(raw: bytes) -> list[Report]:
    """What a mail that came in reports of ours; nothing, if it is no report or not about a mail of ours."""
    pk = returnpaths.found_in(raw.decode("ascii", errors="replace"))
    if pk is None:
        return []
    digest = hashlib.sha256(raw).hexdigest()
    found = []
    for number, (kind, status, words, recipient) in enumerate(_recipients(message_from_bytes(raw))):
        own = digest if number == 0 else hashlib.sha256(f"{digest}:{number}".encode()).hexdigest()
        found.append(Report(pk, kind, status[:_LONGEST_STATUS], words, recipient, own))
    return found


@transaction.atomic
def record(report: Report, *, at: datetime) -> bool:
    """Note a report in the mail's ledger, once; False if that was done before, or the mail is no more.

    A mail that bounced counts as not delivered, unless its address was corrected since, or it is to be sent again.
    """
    message = Message.objects.select_for_update(no_key=True).filter(pk=report.message_id).first()
    if message is None or message.entries.filter(report=report.digest).exists():
        return False
    is_forgotten = message.to == forgetting.NOBODY
    mailledger.write(
        message,
        report.kind,
        at=at,
        status=report.status,
        words="" if is_forgotten else report.words,
        report=report.digest,
    )
    is_about_before = _waits_anew(message) or _is_about_an_old_address(message, report)
    if report.kind == EntryKind.BOUNCED and not is_about_before:
        message.state = MessageState.BOUNCED
        message.error = "" if is_forgotten else mailledger.said(report.status, report.words)
        message.sent_at = message.sent_at or at
        message.save(update_fields=["state", "error", "sent_at"])
    return True


def _waits_anew(message: Message) -> bool:
    """Whether the mail was queued again, and no worker has been at it since."""
    return message.state == MessageState.QUEUED and message.attempts == 0


def _is_about_an_old_address(message: Message, report: Report) -> bool:
    if report.recipient.lower() == message.to.lower():
        return False
    corrected = message.entries.filter(kind=EntryKind.CORRECTED)
    return corrected.filter(old_address__iexact=report.recipient).exists()


_Found = tuple[EntryKind, str, str, str]


def _recipients(mail: Part) -> Iterator[_Found]:
    """What is said of each recipient: by the report's machine-readable part, else by Exim's header."""
    blocks = [block for part in mail.walk() for block in _blocks(part)]
    for block in blocks:
        kind = _KINDS.get(_field(block, "Action").lower())
        if kind is None:
            continue
        words = _after_type(_field(block, "Diagnostic-Code"))
        status = _STATUS.search(_field(block, "Status")) or _STATUS.search(words)
        recipient = _field(block, "Original-Recipient") or _field(block, "Final-Recipient")
        yield kind, status[0] if status else "", words, _after_type(recipient)
    if not blocks and (failed := _field(mail, "X-Failed-Recipients")):
        refusal = _REFUSAL.search(_text(mail))
        words = refusal[0].strip() if refusal else ""
        status = _STATUS.search(words)
        yield EntryKind.BOUNCED, status[0] if status else "", words, failed


def _blocks(part: Part) -> list[Part]:
    """The groups of fields of a message/delivery-status part."""
    if part.get_content_type() not in {"message/delivery-status", "message/global-delivery-status"}:
        return []
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Part)] if isinstance(payload, list) else []
    encoding = _field(part, "Content-Transfer-Encoding").lower()
    if encoding not in {"base64", "quoted-printable"}:
        return blocks
    # Encoded as a whole, which RFC 3464 forbids and some do.
    written = "".join(block.as_string() for block in blocks)
    whole = message_from_string(f"Content-Transfer-Encoding: {encoding}\n\n{written}")
    text = _content(whole).replace("\r\n", "\n")
    return [message_from_string(block) for block in re.split(r"\n{2,}", text) if block.strip()]


def _field(part: Part, name: str) -> str:
    return " ".join(str(part.get(name, "")).split())


def _after_type(value: str) -> str:
    """``smtp; 550 No such user`` and ``rfc822;guest@example.com`` without what comes before the semicolon."""
    before, semicolon, after = value.partition(";")
    return after.strip() if semicolon and " " not in before.strip() else value


def _text(mail: Part) -> str:
    return next((_content(part) for part in mail.walk() if part.get_content_maintype() == "text"), "")


def _content(part: Part) -> str:
    content = part.get_payload(decode=True)
    return content.decode(errors="replace") if isinstance(content, bytes) else ""
