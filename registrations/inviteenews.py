"""What a release tells those who were invited by mail and have not answered: when and where, and the link to answer."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import letters
from events.batches import Keyed
from events.models import Message, MessageState
from registrations import guestnews, links
from registrations.knowledge import Concern
from registrations.models import Invitation

KIND = "invitation"  # as the mails' keys name these readers
MOVED = letters.Occasion(
    gettext_lazy("일정 변경"),
    gettext_lazy("행사 일정이 바뀌었습니다"),
    gettext_lazy("모시고자 한 행사의 일시 또는 장소가 바뀌어 알려 드립니다. 참석 여부를 알려 주십시오."),
)
FIXED = letters.Occasion(
    gettext_lazy("확정된 일정"),
    gettext_lazy("행사 일정이 확정되었습니다"),
    gettext_lazy("모시고자 한 행사의 일시와 장소가 확정되어 알려 드립니다. 참석 여부를 알려 주십시오."),
)
_ANSWER = gettext_lazy("참석 여부 답하기")
_NAME = gettext_lazy("참석하실 분 지정하기")


def letters_to(concern: Concern, *, key: str) -> Iterator[Keyed]:
    """A mail for each invitation that the concern names. No entry for a calendar: nobody has said yes."""
    occasion = MOVED if concern.difference.before else FIXED
    about = letters.About.programme(concern.difference.after)
    drawn: dict[tuple[str, bool], letters.Letter] = {}
    for one in Invitation.objects.filter(pk__in=concern.guest_ids).order_by("pk"):
        form = (one.language, one.is_for_several)
        if form not in drawn:
            label: Promise = _NAME if one.is_for_several else _ANSWER
            with translation.override(one.language):
                drawn[form] = letters.write(
                    about,
                    occasion,
                    guestnews.items(concern, one.language),
                    language=one.language,
                    with_calendar=False,
                    link=links.invitation_url_for_mail(one.language),
                    link_label=str(label),
                )
        mail = drawn[form].to(
            email=one.email,
            name=_addressed(one),
            attachments=[],
            token_subject=links.invitation_subject(one.code),
        )
        yield Keyed(f"{key}:{KIND}:{one.pk}", mail)


def drop_answered(*, event_id: int, batch: str) -> int:
    """Throw away the batch's drafts to those who have answered since, were taken off the list, or got a new link or
    address; how many."""
    awaited = Invitation.objects.filter(event=event_id).awaited()
    right = {(links.invitation_subject(code), email) for code, email in awaited.values_list("code", "email")}
    drafts = Message.objects.filter(
        event=event_id, batch=batch, state=MessageState.DRAFT, key__contains=f":{KIND}:"
    ).exclude(token_subject="")
    rows = drafts.values_list("pk", "token_subject", "to")
    gone = [pk for pk, subject, to in rows if (subject, to) not in right]
    deleted, _by_model = Message.objects.filter(pk__in=gone).delete()
    return deleted


def _addressed(invitation: Invitation) -> str:
    return invitation.name or _("%(body)s 담당자") % {"body": invitation.organization}
