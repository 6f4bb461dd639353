"""The mails to a guest about their registration: what each says, in its own or the event's words, and its layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda import itip, published
from events import outbox
from events.mailwording import EVENT, NAME, Wording
from events.placeholders import Word
from registrations import calendarentries, codeimages, links, mailwordings, mailwords
from registrations.mailwords import NUMBER, REASON
from registrations.models import MailKind, Registration


@dataclass(frozen=True)
class Notice:
    """What a mail says, and what its layout adds. The words have ``%(event)s`` and the names of ``slots``."""

    subject: str | Promise
    heading: str | Promise
    lead: str | Promise
    kind: MailKind | None = None  # for which an event may have words of its own
    slots: Mapping[str, Word] = field(default_factory=dict)
    with_code: bool = False
    with_link: bool = True
    calendar_method: str = ""

    def wording(self, language: str) -> Wording:
        """The built-in words, with placeholders."""
        with translation.override(language):
            greeting = _("%(name)s 님, 안녕하십니까.") % {"name": NAME.written(language)}
            slots = {name: word.written(language) for name, word in self.slots.items()}
            lead = str(self.lead)
            return Wording(
                str(self.subject) % {"event": EVENT.written(language)},
                str(self.heading),
                f"{greeting}\n{lead % slots if slots else lead}",
            )


CONFIRMATION = Notice(
    gettext_lazy("[참가 확정] %(event)s"),
    gettext_lazy("참가 등록이 확정되었습니다"),
    gettext_lazy("행사 당일 등록데스크에서 이 메일의 QR 코드를 보여 주시면 명찰을 드립니다."),
    kind=MailKind.CONFIRMATION,
    with_code=True,
    calendar_method=itip.REQUEST,
)
WAITING = Notice(
    gettext_lazy("[대기 접수] %(event)s"),
    gettext_lazy("대기 접수되었습니다"),
    gettext_lazy("정원이 차서 대기 %(number)s번으로 접수했습니다. 자리가 나면 바로 알려 드립니다."),
    kind=MailKind.WAITING,
    slots={"number": NUMBER},
)
MOVED_UP = Notice(
    gettext_lazy("[참가 확정] %(event)s"),
    gettext_lazy("참가가 확정되었습니다"),
    gettext_lazy(
        "자리가 나서 대기에서 참가 확정으로 바뀌었습니다. 참석이 어려우시면 아래 링크에서 취소해 주세요."
    ),
    kind=MailKind.MOVED_UP,
    with_code=True,
    calendar_method=itip.REQUEST,
)
DECLINED = Notice(
    gettext_lazy("[참가 신청 결과] %(event)s"),
    gettext_lazy("이번에는 모시지 못하게 되었습니다"),
    gettext_lazy("참가를 신청해 주셔서 감사합니다. 사유: %(reason)s"),
    kind=MailKind.DECLINED,
    slots={"reason": REASON},
    with_link=False,
)
CANCELLATION = Notice(
    gettext_lazy("[등록 취소] %(event)s"),
    gettext_lazy("등록이 취소되었습니다"),
    gettext_lazy(
        "참가 등록이 취소되어 QR 코드를 더 이상 쓸 수 없습니다. 다시 참가하시려면 행사 페이지에서 새로 등록해 주세요."
    ),
    kind=MailKind.CANCELLATION,
    with_link=False,
)
REMINDER = Notice(
    gettext_lazy("[행사 안내] %(event)s"),
    gettext_lazy("행사가 곧 열립니다"),
    gettext_lazy(
        "등록하신 행사가 곧 열려 다시 안내드립니다. 행사 당일 등록데스크에서 이 메일의 QR 코드를 보여 주세요. "
        "참석이 어려우시면 아래 링크에서 취소해 주세요."
    ),
    kind=MailKind.REMINDER,
    with_code=True,
)
THANKS = Notice(
    gettext_lazy("[감사 인사] %(event)s"),
    gettext_lazy("참석해 주셔서 감사합니다"),
    gettext_lazy("바쁘신 가운데 자리를 함께해 주셔서 감사합니다. 다음 행사에서도 뵙기를 바랍니다."),
    kind=MailKind.THANKS,
    with_link=False,
)
BY_KIND: Mapping[MailKind, Notice] = {
    notice.kind: notice
    for notice in (CONFIRMATION, WAITING, MOVED_UP, DECLINED, CANCELLATION, REMINDER, THANKS)
    if notice.kind is not None
}


def draw_up(
    registration: Registration, kind: MailKind, *, at: datetime, more: Mapping[Word, str] | None = None
) -> outbox.Mail:
    """The mail of a kind to a guest, in the event's own words where it has some. ``more`` are further values.

    Many mails about one ``event`` object read its words once; so let them share it.
    """
    return compose(registration, BY_KIND[kind], at=at, more=more)


def compose(
    registration: Registration,
    notice: Notice,
    *,
    at: datetime,
    more: Mapping[Word, str] | None = None,
    wording: Wording | None = None,
) -> outbox.Mail:
    """A mail in the layout that the link, the code and the facts belong to; ``wording`` instead of what it has."""
    event, language = registration.event, registration.language
    if wording is None and notice.kind is not None:
        wording = mailwordings.own(event, notice.kind, language)
    wording = wording or notice.wording(language)
    said = wording.fill({**mailwords.of_registration(registration), **(more or {})})
    context = {
        "registration": registration,
        "event": event,
        "notice": notice,
        "said": said,
        "event_url": published.event_url(event.slug, language=language),
        "link": links.url_for_mail(registration),
    }
    with translation.override(language):
        return outbox.Mail(
            to=registration.mail_address,
            subject=said.subject,
            text=render_to_string("mail/registration.txt", context),
            html=render_to_string("mail/registration.html", context),
            attachments=_attachments(registration, notice, at=at),
            token_subject=links.subject_of(registration),
        )


def _attachments(registration: Registration, notice: Notice, *, at: datetime) -> list[outbox.Attachment]:
    found = []
    if notice.with_code:
        picture = codeimages.qr_png(registration.code, scale=6)
        found.append(outbox.Attachment("qr.png", "image/png", picture, content_id="qr"))
    if notice.calendar_method:
        entry = calendarentries.entry(registration, notice.calendar_method, at=at)
        found.extend([entry] if entry else [])
    return found
