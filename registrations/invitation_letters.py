"""What an invitation's mail says: the invitation itself, and the reminder to those who have not answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agenda import published
from events import outbox
from events.batches import Keyed
from events.mailwording import EVENT, Wording
from events.models import Event
from registrations import links, mailwordings, mailwords
from registrations.mailwords import ORGANIZATION, SEATS, TITLED
from registrations.models import Invitation, MailKind
from registrations.states import InvitationKind


@dataclass(frozen=True)
class Occasion:
    """Why an invitation is written about."""

    subject: Promise  # with %(event)s
    heading: Promise
    lead: Promise
    kind: MailKind | None = None  # for which an event may have words of its own

    def wording(self, language: str, *, to: InvitationKind, is_named: bool) -> Wording:
        """The built-in words, with placeholders."""
        with translation.override(language):
            organization, name = ORGANIZATION.written(language), TITLED.written(language)
            if is_named:
                greeting = gettext("%(organization)s %(name)s 님, 안녕하십니까.")
            else:
                greeting = gettext("%(organization)s 담당자님, 안녕하십니까.")
            if to == InvitationKind.GROUP:
                asked = gettext("「%(event_name)s」 단체 신청(최대 %(seats)s명)입니다.")
            else:
                asked = gettext("「%(event_name)s」에 모시고자 합니다.")
            body = f"{greeting}\n{asked} " % {
                "organization": organization,
                "name": name,
                "event_name": EVENT.written(language),
                "seats": SEATS.written(language),
            }
            subject = str(self.subject) % {"event": EVENT.written(language)}
            return Wording(subject, str(self.heading), body + str(self.lead))


INVITED = Occasion(
    _("[초청] %(event)s"),
    _("귀하를 모십니다"),
    _("바쁘시더라도 참석하시어 자리를 빛내 주시기 바랍니다."),
    MailKind.INVITATION,
)
REMINDED = Occasion(
    _("[참석 여부 확인] %(event)s"),
    _("참석 여부를 알려 주십시오"),
    _("앞서 보내 드린 초청에 아직 답을 받지 못하여 다시 안내드립니다."),
    MailKind.INVITATION_REMINDER,
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


def draw_up(
    event: Event, invitation: Invitation, occasion: Occasion, *, wording: Wording | None = None
) -> outbox.Mail:
    """The mail to one, in the active language, which is to be the invitation's; ``wording`` instead of what it has."""
    language, kind = invitation.language, InvitationKind(invitation.kind)
    # An event's own words invite; a group has asked by itself.
    if wording is None and occasion.kind is not None and kind != InvitationKind.GROUP:
        wording = mailwordings.own(event, occasion.kind, language)
    if wording is None:
        wording = occasion.wording(language, to=kind, is_named=bool(invitation.name))
    said = wording.fill(mailwords.of_invitation(event, invitation))
    context = {
        "invitation": invitation,
        "event": event,
        "said": said,
        "link": links.invitation_url_for_mail(language),
        "event_url": published.event_url(event.slug, language=language),
    }
    return outbox.Mail(
        to=invitation.email,
        subject=said.subject,
        text=render_to_string("mail/invitation.txt", context),
        html=render_to_string("mail/invitation.html", context),
        token_subject=links.invitation_subject(invitation.code),
    )
