"""A mail as it would be, in words that may not be saved yet: to a real person of the event or to an invented one.

It is for looking at: no secret of a personal link can get into it.
"""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from agenda import letters
from events import codes
from events.cleaning import normalise
from events.mailwording import PLACE, WHEN, Wording
from events.models import Event, Message
from events.outbox import Mail
from registrations import invitation_letters, mailkinds, mailtexts, mailwords, waiting
from registrations.models import Invitation, MailKind, Registration
from registrations.states import Category, InvitationKind

SUGGESTED = 30  # people
_SAMPLE_CODE = "EXAMPLE"


def people(event: Event, kind: MailKind) -> QuerySet[Registration] | QuerySet[Invitation]:
    """Whom a mail of the kind may be shown to, the latest first."""
    if kind in mailkinds.TO_INVITED:
        return Invitation.objects.filter(event=event).exclude(kind=InvitationKind.GROUP).order_by("-pk")
    return Registration.objects.filter(event=event, erased_at__isnull=True).order_by("-pk")


def find(event: Event, kind: MailKind, text: str) -> Registration | Invitation | None:
    """The person that was typed: a code, which a name may follow, or part of a name or an organization."""
    typed = normalise(text)
    if not typed:
        return None
    by_code = people(event, kind).filter(code=codes.tidy_code(typed.split()[0])).first()
    named = Q(name__icontains=typed) | Q(organization__icontains=typed)
    return by_code or people(event, kind).filter(named).first()


def draw(
    event: Event,
    kind: MailKind,
    wording: Wording,
    *,
    language: str,
    at: datetime,
    person: Registration | Invitation | None = None,
) -> Mail:
    """The mail in that language, to the person or to an invented one; its link leads to the event's page."""
    with translation.override(language):
        if kind in mailkinds.TO_INVITED:
            invited = person if isinstance(person, Invitation) else _invented_invitation(event)
            invited.event, invited.language = event, language
            mail = invitation_letters.draw_up(event, invited, mailkinds.TO_INVITED[kind], wording=wording)
        else:
            guest = person if isinstance(person, Registration) else invented_guest(event)
            guest.event, guest.language = event, language
            mail = _to_guest(kind, guest, wording, at=at)
    return _without_secret(mail)


def _to_guest(kind: MailKind, guest: Registration, wording: Wording, *, at: datetime) -> Mail:
    event, language = guest.event, guest.language
    if kind in mailtexts.BY_KIND:
        more = {
            mailwords.NUMBER: str(waiting.place(guest) or 1),
            mailwords.REASON: _("(담당자가 적은 사유)"),
        }
        return mailtexts.compose(guest, mailtexts.BY_KIND[kind], at=at, more=more, wording=wording)
    occasion, values = mailkinds.TOLD_TO_MANY[kind], mailwords.of_event(event, language)
    lines = [(_("일시"), values[WHEN]), (_("장소"), values[PLACE])]
    item = letters.Item(occasion.subject, lines=lines, is_off=kind == MailKind.CALLED_OFF)
    letter = letters.write(
        letters.About.event(event),
        occasion,
        [item],
        language=language,
        with_calendar=False,
        wording=wording,
        values=values,
    )
    return letter.to(email=guest.mail_address, name=guest.name, attachments=[])


def _without_secret(mail: Mail) -> Mail:
    """The mail with dots where the secret of the link will be."""
    return replace(
        mail,
        text=mail.text.replace(Message.LINK_TOKEN, "…"),
        html=mail.html.replace(Message.LINK_TOKEN, "…"),
        token_subject="",
    )


def invented_guest(event: Event) -> Registration:
    """A guest who is nobody, never saved."""
    return Registration(event=event, **_nobody())


def _invented_invitation(event: Event) -> Invitation:
    return Invitation(event=event, **_nobody())


def _nobody() -> dict[str, str]:
    return {
        "code": _SAMPLE_CODE,
        "name": _("홍길동"),
        "title": _("과장"),
        "organization": _("한국산업"),
        "category": Category.COMPANY,
    }
