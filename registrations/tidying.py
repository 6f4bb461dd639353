"""What is thrown away by the clock: personal data that nothing needs any more. Safe to call any number of times."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import Q

from events import forgetting
from events.models import Message
from registrations import (
    destruction,
    guestaccounts,
    interestmails,
    interests,
    privacy,
    rehearsing,
    signincodes,
)
from registrations.badges import editing, files
from registrations.models import DestroyedKind, DestructionReason

KEPT_FOR = timedelta(days=1)  # so that an operator can see why a code or a notice did not arrive


def tidy_up(*, at: datetime) -> None:
    privacy.finish(at=at)
    interests.delete_stale(at=at)
    guestaccounts.delete_idle(at=at)
    blank_passing_mails(at=at)
    rehearsing.discard_old(at=at)
    files.sweep_all(at=at)
    editing.sweep(at=at)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def blank_passing_mails(*, at: datetime) -> int:
    """Blank the mails whose row nothing but the sending needed, a day after; how many."""
    passing = Q(token_subject__startswith=f"{signincodes.PREFIX}:") | Q(
        token_subject__startswith=f"{interestmails.PREFIX}:"
    )
    blanked = forgetting.blank_finished(Message.objects.filter(passing, created_at__lt=at - KEPT_FOR))
    destruction.note(DestroyedKind.MESSAGE, blanked, reason=DestructionReason.PURPOSE_MET, at=at)
    return blanked
