"""Letting a conflict pass, with a reason that is kept."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agenda import conflicts
from agenda.models import Override
from events.cleaning import clean_line
from events.models import Event


class OverrideRefused(Exception):
    """The conflict cannot be let pass like that; the text tells the organizer why."""


@transaction.atomic
def let_pass(*, event_id: int, key: str, reason: str, by_id: int | None, at: datetime) -> Override:
    """Let a conflict that stops the release pass. A reason given before stays.

    :raises OverrideRefused: there is no such conflict any more, no reason was given, or one that cannot be kept
    """
    Event.objects.lock(event_id)
    try:
        reason = clean_line(reason)
    except ValidationError as refusal:
        raise OverrideRefused(" ".join(refusal.messages)) from refusal
    if not reason:
        raise OverrideRefused(_("예외로 두는 사유를 적어 주세요."))
    # Looked at by nobody, as everybody who organizes this event reads the sentence that is kept.
    found = {one.key: one for one in conflicts.find_all(event_id=event_id)}
    if key not in found or found[key].severity != conflicts.Severity.STOP:
        raise OverrideRefused(_("이미 해결된 문제입니다."))
    override, _created = Override.objects.get_or_create(
        event_id=event_id,
        key=key,
        defaults={
            "sentence": found[key].sentence[:400],
            "reason": reason[:300],
            "at": at,
            "by_id": by_id,
        },
    )
    return override
