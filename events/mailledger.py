"""The life of a mail: what the ledger says of it, line by line, and writing a line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import notation
from events.models import EntryKind, Message, MessageEntry, MessageState

LONGEST = 1_000  # letters of a server's words
PROBLEMS = frozenset({EntryKind.DEFERRED, EntryKind.UNSURE, EntryKind.GIVEN_UP, EntryKind.BOUNCED})


@dataclass(frozen=True)
class Line:
    """One thing that happened to a mail."""

    at: datetime
    what: str
    who: str = ""
    detail: str = ""
    is_problem: bool = False


def write(message: Message, kind: EntryKind, *, at: datetime, words: str = "", **fields: Any) -> MessageEntry:
    """Add a line to a mail's ledger, with as much of a server's words as is worth keeping."""
    tidy = " ".join(words.replace("\0", "").split())[:LONGEST]
    return MessageEntry.objects.create(message=message, kind=kind, at=at, words=tidy, **fields)


def life(message: Message) -> list[Line]:
    """The mail's life from its beginning to now. Two queries more than the mail itself."""
    prefetch_related_objects([message], "entries__by")
    return [Line(message.created_at, _("작성됨"), detail=message.to), *since(message)]


def since(message: Message) -> Iterator[Line]:
    """What happened after the mail was written; where nothing is noted yet, how it stands now.

    Reads ``message.entries`` and who did each, which are to be prefetched (``entries__by``).
    """
    entries = sorted(message.entries.all(), key=lambda entry: entry.pk)
    if not entries:
        yield _standing(message)
    yield from map(_line, entries)
    if entries and message.state in {MessageState.QUEUED, MessageState.SENDING}:
        yield Line(message.due_at, message.get_state_display())


def said(status: str, words: str) -> str:
    """A server's answer in one line; many repeat their code in their words."""
    return words if status in words else f"{status} {words}".strip()


def _standing(message: Message) -> Line:
    at = message.sent_at or message.claimed_at or message.due_at
    return Line(
        at, message.get_state_display(), detail=message.error or message.to, is_problem=bool(message.error)
    )


def _line(entry: MessageEntry) -> Line:
    who = str(entry.by.name or entry.by) if entry.by is not None else ""
    return Line(entry.at, entry.get_kind_display(), who, " · ".join(_details(entry)), entry.kind in PROBLEMS)


def _details(entry: MessageEntry) -> Iterable[str]:
    if entry.old_address or entry.new_address:
        yield f"{entry.old_address} → {entry.new_address}"
    if answer := said(entry.status, entry.words):
        yield answer
    if entry.next_at is not None:
        yield _("다음 시도 %(at)s") % {"at": notation.moment(entry.next_at, language=get_language() or "ko")}
