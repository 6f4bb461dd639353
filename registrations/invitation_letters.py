"""What an invitation's mail says: the invitation itself, and the reminder to those who have not answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda import published
from events import outbox
from events.batches import Keyed
from events.models import Event
from registrations import links
from registrations.models import Invitation


@dataclass(frozen=True)
class Occasion:
    """Why an invitation is written about."""

    subject: Promise  # with %(event)s
    heading: Promise
    lead: Promise


INVITED = Occasion(
    _("[초청] %(event)s"),
    _("귀하를 모십니다"),
    _("바쁘시더라도 참석하시어 자리를 빛내 주시기 바랍니다."),
)
REMINDED = Occasion(
    _("[참석 여부 확인] %(event)s"),
    _("참석 여부를 알려 주십시오"),
    _("앞서 보내 드린 초청에 아직 답을 받지 못하여 다시 안내드립니다."),
)
RENEWED = Occasion(
    _("[새 링크] %(event)s"),
    _("새 링크를 보내 드립니다"),
    _("앞서 보내 드린 링크는 더 이상 쓸 수 없으니 아래 링크를 이용해 주십시오."),
)
GROUP_ASKED = Occasion(
    _("[단체 신청] %(event)s"),
    _("단체 신청을 접수했습니다"),
    _("아래 링크에서 참석하실 분을 한 분씩 적어 주시면 순서대로 접수합니다."),
)


def write(
    event: Event, invitations: Iterable[Invitation], occasion: Occasion, *, key: str
) -> Iterator[Keyed]:
    """A mail for each invitation that has an address, known by ``invitation:ID:key``."""
    for invitation in invitations:
        if invitation.email:
            with translation.override(invitation.language):
                mail = draw_up(event, invitation, occasion)
            yield Keyed(f"invitation:{invitation.pk}:{key}", mail)


def draw_up(event: Event, invitation: Invitation, occasion: Occasion) -> outbox.Mail:
    """The mail to one, in the active language, which is to be the invitation's."""
    language = invitation.language
    name = (event.name_en if language == "en" else "") or event.name
    context = {
        "invitation": invitation,
        "event": event,
        "occasion": occasion,
        "link": links.invitation_url_for_mail(language),
        "event_url": published.event_url(event.slug, language=language),
    }
    return outbox.Mail(
        to=invitation.email,
        subject=str(occasion.subject) % {"event": name},
        text=render_to_string("mail/invitation.txt", context),
        html=render_to_string("mail/invitation.html", context),
        token_subject=links.invitation_subject(invitation.code),
    )
