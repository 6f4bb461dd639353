"""Reading the mailbox that reports come to. It is meant for nothing else."""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings

from events import bounces

logger = logging.getLogger(__name__)

MOST = 500  # mails in one round
LARGEST = 5_000_000  # bytes of a mail that is worth reading
_NEW = ("UNSEEN", "UNFLAGGED")


class MailboxUnavailable(Exception):
    """The mailbox cannot be opened or read; the text is the server's."""


@dataclass(frozen=True)
class Collected:
    """How many mails were reports, and how many are left to a person: unread, with a star."""

    reports: int
    left: int


def collect(*, at: datetime) -> Collected:
    """Read what is new. A report is marked as read once it is noted, so a reader that dies in between does no harm.

    :raises MailboxUnavailable: the server is down, or does not let us in
    """
    reports = left = 0
    try:
        with _opened() as box:
            for uid in _new(box):
                if _take(box, uid, at=at):
                    _mark(box, uid, r"\Seen")
                    reports += 1
                else:
                    _mark(box, uid, r"\Flagged")
                    left += 1
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxUnavailable(str(error)) from error
    return Collected(reports, left)


def look() -> None:
    """Open the mailbox and close it again.

    :raises MailboxUnavailable: the server is down, or does not let us in
    """
    try:
        with _opened():
            pass
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxUnavailable(str(error)) from error


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    place = urlsplit(settings.BOUNCE_IMAP_URL)
    host, timeout = place.hostname or "", settings.EMAIL_TIMEOUT
    box: imaplib.IMAP4
    if place.scheme == "imaps":
        secure = ssl.create_default_context()
        box = imaplib.IMAP4_SSL(host, place.port or 993, ssl_context=secure, timeout=timeout)
    else:
        box = imaplib.IMAP4(host, place.port or 143, timeout=timeout)
    try:
        if place.scheme == "imap+tls":
            box.starttls(ssl.create_default_context())
        box.login(unquote(place.username or ""), unquote(place.password or ""))
        folder = unquote(place.path.lstrip("/")) or "INBOX"
        _said(box.select(f'"{folder}"'))
        yield box
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()
        with suppress(OSError):
            box.shutdown()  # where there was nobody to take leave of


def _new(box: imaplib.IMAP4) -> list[str]:
    [found] = _said(box.uid("SEARCH", *_NEW))
    return found.decode().split()[:MOST] if found else []


def _take(box: imaplib.IMAP4, uid: str, *, at: datetime) -> bool:
    """Note what a mail reports; whether it was a report."""
    raw = _fetched(box, uid)
    try:
        reports = bounces.read(raw)
    except Exception:
        # Whatever strangers send must not keep the others from being read.
        logger.exception("A mail of the bounce mailbox cannot be read")
        return False
    for report in reports:
        bounces.record(report, at=at)
    return bool(reports)


def _fetched(box: imaplib.IMAP4, uid: str) -> bytes:
    """A mail, from its beginning; of a very large one no more than is worth reading."""
    parts = _said(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)"))
    return b"".join(part[1] for part in parts if isinstance(part, tuple))


def _mark(box: imaplib.IMAP4, uid: str, flag: str) -> None:
    _said(box.uid("STORE", uid, "+FLAGS.SILENT", f"({flag})"))


def _said(answer: tuple[str, list]) -> list:
    """What the server answered.

    :raises imaplib.IMAP4.error: it refused
    """
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(f"{kind}: {data!r}")
    return data
