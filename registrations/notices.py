"""Which mail a guest gets when. Called inside the rule's transaction; each mail has a key of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from agenda import calendar, itip, published
from events import outbox
from registrations import codeimages, links, waiting
from registrations.models import Registration
from registrations.states import RegistrationState

RESEND_PAUSE_MINUTES = 10  # a link is mailed again at most once in this time


@dataclass(frozen=True)
class _Notice:
    subject: str
    heading: str
    lead: str
    with_code: bool = False
    with_link: bool = True
    calendar_method: str = ""


def received(registration: Registration, *, at: datetime) -> None:
    """Tell a guest that they have a seat, or which place on the waiting list."""
    with translation.override(registration.language):
        notice = _standing_notice(registration, is_known=False)
        _put(registration, notice, key=f"registration:{registration.pk}:received", at=at)


def moved_up(registration: Registration, *, at: datetime) -> None:
    """Tell a guest from the waiting list that they have a seat now."""
    with translation.override(registration.language):
        notice = _Notice(
            _("[참가 확정] %(event)s") % {"event": _name(registration)},
            _("참가가 확정되었습니다"),
            _(
                "자리가 나서 대기에서 참가 확정으로 바뀌었습니다. 참석이 어려우시면 아래 링크에서 취소해 주세요."
            ),
            with_code=True,
            calendar_method=itip.REQUEST,
        )
        _put(registration, notice, key=f"registration:{registration.pk}:moved-up", at=at)


def cancelled(registration: Registration, *, had_seat: bool, at: datetime) -> None:
    """Confirm to a guest that their registration is cancelled; who had a seat has an entry to be taken off."""
    with translation.override(registration.language):
        notice = _Notice(
            _("[등록 취소] %(event)s") % {"event": _name(registration)},
            _("등록이 취소되었습니다"),
            _(
                "참가 등록이 취소되어 QR 코드를 더 이상 쓸 수 없습니다. 다시 참가하시려면 행사 페이지에서 새로 등록해 주세요."
            ),
            with_link=False,
            calendar_method=itip.CANCEL if had_seat else "",
        )
        _put(registration, notice, key=f"registration:{registration.pk}:cancelled", at=at)


def link_again(registration: Registration, *, at: datetime) -> None:
    """Send a guest their link once more, but not within RESEND_PAUSE_MINUTES of the last time."""
    if at - registration.registered_at < timedelta(minutes=RESEND_PAUSE_MINUTES):
        return  # a double click; the first mail is on its way
    slot = int(at.timestamp() // (RESEND_PAUSE_MINUTES * 60))
    with translation.override(registration.language):
        notice = _standing_notice(registration, is_known=True)
        _put(registration, notice, key=f"registration:{registration.pk}:link:{slot}", at=at)


def _standing_notice(registration: Registration, *, is_known: bool) -> _Notice:
    """How a registration stands, to somebody who has just made it or who asks again."""
    if registration.state == RegistrationState.CONFIRMED:
        return _Notice(
            _("[참가 확정] %(event)s") % {"event": _name(registration)},
            _("참가 등록이 확정되었습니다"),
            _("행사 당일 등록데스크에서 이 메일의 QR 코드를 보여 주시면 명찰을 드립니다."),
            with_code=True,
            calendar_method=itip.REQUEST,
        )
    if is_known:
        heading = _("이미 대기 접수되어 있습니다")
        lead = _("현재 대기 %(number)d번입니다. 자리가 나면 바로 알려 드립니다.")
    else:
        heading = _("대기 접수되었습니다")
        lead = _("정원이 차서 대기 %(number)d번으로 접수했습니다. 자리가 나면 바로 알려 드립니다.")
    return _Notice(
        _("[대기 접수] %(event)s") % {"event": _name(registration)},
        heading,
        lead % {"number": waiting.place(registration)},
    )


def _put(registration: Registration, notice: _Notice, *, key: str, at: datetime) -> None:
    event = registration.event
    context = {
        "registration": registration,
        "event": event,
        "notice": notice,
        "event_url": published.event_url(event.slug, language=registration.language),
        "link": links.url_for_mail(registration),
    }
    attachments = []
    if notice.with_code:
        attachments.append(
            outbox.Attachment(
                "qr.png", "image/png", codeimages.qr_png(registration.code, scale=6), content_id="qr"
            )
        )
    if notice.calendar_method:
        attachments.extend(_calendar_entry(registration, notice.calendar_method, at=at))
    outbox.put(
        outbox.Mail(
            to=registration.email,
            subject=notice.subject,
            text=render_to_string("mail/registration.txt", context),
            html=render_to_string("mail/registration.html", context),
            attachments=attachments,
            token_subject=links.subject(registration.code),
        ),
        key=key,
        event_id=event.pk,
        at=at,
    )


def _calendar_entry(registration: Registration, method: str, *, at: datetime) -> list[outbox.Attachment]:
    current = published.current(registration.event)
    if current is None:
        return []
    slug, language = registration.event.slug, registration.language
    entry = calendar.event_entry(
        current.programme,
        number=current.number,
        released_at=current.released_at,
        url=published.event_url(slug, language=language),
        language=language,
    )
    blank = itip.request(entry, at=at) if method == itip.REQUEST else itip.cancel(entry, at=at)
    return [blank.to(email=registration.email, name=registration.name, file_name=f"{slug}.ics")]


def _name(registration: Registration) -> str:
    event = registration.event
    return (event.name_en if registration.language == "en" else "") or event.name
