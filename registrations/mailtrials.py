"""A trial mail (시험 발송) to the organizer who writes the words: to an invented guest, so that it holds nobody's data."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils.translation import gettext as _

from events import outbox
from events.mailwording import LONGEST_SUBJECT, Wording
from events.models import Event, Message, User
from registrations import mailpreviews
from registrations.models import MailKind

MOST, WINDOW = 10, timedelta(minutes=10)


class TrialRefused(Exception):
    """No trial mail is sent; the text tells the organizer why."""


def send(event: Event, kind: MailKind, wording: Wording, *, language: str, to: User, at: datetime) -> Message:
    """Queue the mail to the organizer's own address, marked as a trial; its link opens nothing.

    A calendar entry is left out: it would enter the event into the organizer's calendar, or take it off.

    :raises TrialRefused: the account has no address, or MOST went out within WINDOW
    """
    if not to.email:
        raise TrialRefused(_("계정에 이메일 주소가 없어 시험 발송을 할 수 없습니다."))
    prefix = f"mail-trial:{to.pk}:"
    if Message.objects.filter(key__startswith=prefix, created_at__gt=at - WINDOW).count() >= MOST:
        raise TrialRefused(_("시험 발송은 10분에 10통까지 할 수 있습니다. 잠시 뒤 다시 해 주세요."))
    mail = mailpreviews.draw(event, kind, wording, language=language, at=at)
    trial = replace(
        mail,
        to=to.email,
        subject=f"{_('[시험]')} {mail.subject}"[:LONGEST_SUBJECT],
        attachments=[one for one in mail.attachments if one.content_id],
    )
    return outbox.put(trial, key=f"{prefix}{uuid4().hex}", event_id=event.pk, at=at)
