"""The kinds of mail that an event may have its own words for: when each goes out, what it may name, how it is built in."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.mailwording import EVENT, NAME, PAGE, PLACE, WHEN, Wording
from events.placeholders import Word
from registrations import callingoff, guestnews, invitation_letters, mailtexts
from registrations.mailwords import CODE, NUMBER, OF_EVENT, OF_PERSON, REASON, REPLY_BY, SEATS
from registrations.models import MailKind
from registrations.states import InvitationKind

TO_INVITED: Mapping[MailKind, invitation_letters.Occasion] = {
    MailKind.INVITATION: invitation_letters.INVITED,
    MailKind.INVITATION_REMINDER: invitation_letters.REMINDED,
}
TOLD_TO_MANY = {
    MailKind.CHANGE: guestnews.MOVED,
    MailKind.CALLED_OFF: callingoff.CANCELLED,
}
# The number that lets a guest in is told to nobody who has no seat.
ALLOWED: Mapping[MailKind, tuple[Word, ...]] = {
    MailKind.INVITATION: (*OF_PERSON, SEATS, REPLY_BY, *OF_EVENT),
    MailKind.INVITATION_REMINDER: (*OF_PERSON, SEATS, REPLY_BY, *OF_EVENT),
    MailKind.CONFIRMATION: (*OF_PERSON, CODE, *OF_EVENT),
    MailKind.WAITING: (*OF_PERSON, NUMBER, *OF_EVENT),
    MailKind.MOVED_UP: (*OF_PERSON, CODE, *OF_EVENT),
    MailKind.DECLINED: (*OF_PERSON, REASON, *OF_EVENT),
    MailKind.CANCELLATION: (*OF_PERSON, *OF_EVENT),
    MailKind.REMINDER: (*OF_PERSON, CODE, *OF_EVENT),
    MailKind.CHANGE: (NAME, EVENT, WHEN, PLACE, PAGE),
    MailKind.CALLED_OFF: (NAME, EVENT, WHEN, PLACE, PAGE),
    MailKind.THANKS: (*OF_PERSON, *OF_EVENT),
}
WHEN_SENT: Mapping[MailKind, Promise] = {
    MailKind.INVITATION: _("초청장을 보낼 때"),
    MailKind.INVITATION_REMINDER: _("답변하지 않은 분께 다시 안내할 때"),
    MailKind.CONFIRMATION: _("등록이 바로 확정되거나 신청을 승인했을 때"),
    MailKind.WAITING: _("정원이 차서 대기로 접수했을 때"),
    MailKind.MOVED_UP: _("대기하던 분의 자리가 확정됐을 때"),
    MailKind.DECLINED: _("참가 신청을 거절했을 때"),
    MailKind.CANCELLATION: _("참가자가 등록을 취소했을 때"),
    MailKind.REMINDER: _("행사 전에 참가자께 안내할 때"),
    MailKind.CHANGE: _("행사의 일시나 장소가 바뀌었을 때"),
    MailKind.CALLED_OFF: _("행사를 취소했을 때"),
    MailKind.THANKS: _("행사 뒤 참석하신 분께 인사할 때"),
}


def built_in(kind: MailKind, language: str) -> Wording:
    """The words of a kind while an event has none of its own, with placeholders; an invitation's to a person."""
    if kind in TO_INVITED:
        return TO_INVITED[kind].wording(language, to=InvitationKind.PERSON, is_named=True)
    if kind in TOLD_TO_MANY:
        return TOLD_TO_MANY[kind].wording(language)
    return mailtexts.BY_KIND[kind].wording(language)
