"""Writing an event's own words of a mail, and going back to the built-in ones."""

from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.mailwording import Wording
from registrations import mailkinds
from registrations.models import MailKind, MailText


class WritingRefused(Exception):
    """Somebody else has changed the words meanwhile; the text tells the organizer so."""


def save(
    *,
    event_id: int,
    kind: MailKind,
    language: str,
    wording: Wording,
    seen: str,
    by_id: int | None,
    at: datetime,
) -> MailText:
    """Let the event have these words of its own. ``seen`` is the ``version`` of what the organizer looked at.

    :raises ValidationError: a part has a placeholder that this kind does not know, by the part's name
    :raises WritingRefused: the words were changed since
    """
    wording.refuse_unknown(mailkinds.ALLOWED[kind])
    with transaction.atomic():
        row = _lock(event_id, kind, language, seen=seen) or MailText(
            event_id=event_id, kind=kind, language=language
        )
        row.subject, row.heading, row.body = wording.subject, wording.heading, wording.body
        row.changed_at, row.changed_by_id = at, by_id
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:  # two first ones at once
            raise _overtaken() from None
    return row


@transaction.atomic
def restore(*, event_id: int, kind: MailKind, language: str, seen: str) -> bool:
    """Go back to the built-in words; False if they were in use already.

    :raises WritingRefused: the words were changed since
    """
    row = _lock(event_id, kind, language, seen=seen)
    if row is not None:
        row.delete()
    return row is not None


def version(row: MailText | None) -> str:
    """What tells one state of the words from the next; "" for the built-in ones."""
    return row.changed_at.astimezone(UTC).isoformat() if row is not None else ""


def _lock(event_id: int, kind: MailKind, language: str, *, seen: str) -> MailText | None:
    rows = MailText.objects.select_for_update()
    row = rows.filter(event=event_id, kind=kind, language=language).first()
    if version(row) != seen:
        raise _overtaken()
    return row


def _overtaken() -> WritingRefused:
    return WritingRefused(
        _("그 사이 다른 담당자가 이 문구를 바꾸었습니다. 화면을 새로 열어 확인한 뒤 다시 저장해 주세요.")
    )
