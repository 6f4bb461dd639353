"""Which mail a guest gets when. Called inside the rule's transaction; each mail has a key of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from agenda import calendar, itip, published
from events import notation, outbox
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


def received(registration: Registration, *, at: datetime, place: int | None = None) -> None:
    """Tell a guest that they have a seat, or which place on the waiting list; it is counted if it is not given."""
    with translation.override(registration.language):
        notice = _standing_notice(registration, is_known=False, place=place)
        _put(registration, notice, key=f"registration:{registration.pk}:received", at=at, is_new=True)


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


def offered(registration: Registration, *, at: datetime) -> None:
    """Offer a free seat to a guest from the waiting list: they have to take it up in time."""
    with translation.override(registration.language):
        notice = _Notice(
            _("[자리 제안] %(event)s") % {"event": _name(registration)},
            _("자리가 났습니다"),
            _(
                "%(ends)s까지 아래 링크에서 「참석하겠습니다」를 눌러 주시면 참가가 확정됩니다. "
                "그때까지 답이 없으면 다음 분께 자리가 넘어갑니다."
            )
            % {"ends": _moment(registration)},
        )
        _put(registration, notice, key=f"registration:{registration.pk}:offered", at=at)


def offer_lapsed(registration: Registration, *, at: datetime) -> None:
    """Tell a guest that the offered seat has gone to the next."""
    with translation.override(registration.language):
        notice = _Notice(
            _("[제안 기한 지남] %(event)s") % {"event": _name(registration)},
            _("제안 기한이 지났습니다"),
            _(
                "기한까지 답이 없어 자리가 다음 분께 넘어가고 대기 등록이 끝났습니다. 참가를 원하시면 행사 페이지에서 다시 등록해 주세요."
            ),
            with_link=False,
        )
        _put(registration, notice, key=f"registration:{registration.pk}:lapsed", at=at)


def approved(registration: Registration, *, at: datetime) -> None:
    """Tell a guest whose request was approved that they have a seat, or which place on the waiting list."""
    with translation.override(registration.language):
        notice = _standing_notice(registration, is_known=False)
        _put(registration, notice, key=f"registration:{registration.pk}:approved", at=at)


def declined(registration: Registration, *, reason: str, at: datetime) -> None:
    """Tell a guest that their request was turned down, and why, in the organizer's words."""
    with translation.override(registration.language):
        notice = _Notice(
            _("[참가 신청 결과] %(event)s") % {"event": _name(registration)},
            _("이번에는 모시지 못하게 되었습니다"),
            _("참가를 신청해 주셔서 감사합니다. 사유: %(reason)s") % {"reason": reason},
            with_link=False,
        )
        _put(registration, notice, key=f"registration:{registration.pk}:declined", at=at)


def handed_over(original: Registration, successor: Registration, *, at: datetime) -> None:
    """Tell a guest that somebody else comes in their place, so that their code is no longer good."""
    with translation.override(original.language):
        notice = _Notice(
            _("[참석자 변경] %(event)s") % {"event": _name(original)},
            _("참석자가 바뀌었습니다"),
            _(
                "%(name)s 님이 대신 참석하시는 것으로 등록했습니다. 보내 드렸던 QR 코드와 링크는 더 이상 쓸 수 없습니다."
            )
            % {"name": successor.name},
            with_link=False,
            calendar_method=itip.CANCEL if original.mail_address != successor.mail_address else "",
        )
        _put(original, notice, key=f"registration:{original.pk}:handed-over", at=at)


def link_again(registration: Registration, *, at: datetime) -> None:
    """Send a guest their link once more, but not within RESEND_PAUSE_MINUTES of the last time."""
    if at - registration.registered_at < timedelta(minutes=RESEND_PAUSE_MINUTES):
        return  # a double click; the first mail is on its way
    slot = int(at.timestamp() // (RESEND_PAUSE_MINUTES * 60))
    with translation.override(registration.language):
        notice = _standing_notice(registration, is_known=True)
        _put(registration, notice, key=f"registration:{registration.pk}:link:{slot}", at=at)


def _standing_notice(registration: Registration, *, is_known: bool, place: int | None = None) -> _Notice:
    """How a registration stands, to somebody who has just made it or who asks again."""
    if registration.state == RegistrationState.CONFIRMED:
        return _Notice(
            _("[참가 확정] %(event)s") % {"event": _name(registration)},
            _("참가 등록이 확정되었습니다"),
            _("행사 당일 등록데스크에서 이 메일의 QR 코드를 보여 주시면 명찰을 드립니다."),
            with_code=True,
            calendar_method=itip.REQUEST,
        )
    if registration.state == RegistrationState.REQUESTED:
        return _Notice(
            _("[신청 접수] %(event)s") % {"event": _name(registration)},
            _("참가 신청을 접수했습니다"),
            _("담당 부서에서 확인한 뒤 참가 여부를 메일로 알려 드립니다."),
        )
    if registration.state == RegistrationState.OFFERED:
        return _Notice(
            _("[자리 제안] %(event)s") % {"event": _name(registration)},
            _("자리가 났습니다"),
            _("%(ends)s까지 아래 링크에서 「참석하겠습니다」를 눌러 주셔야 참가가 확정됩니다.")
            % {"ends": _moment(registration)},
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
        lead % {"number": place or waiting.place(registration)},
    )


def _put(
    registration: Registration, notice: _Notice, *, key: str, at: datetime, is_new: bool = False
) -> None:
    """Write the mail; who has left no address, as an answer by telephone may not, is told by nobody but a person."""
    if not registration.mail_address:
        return
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
            to=registration.mail_address,
            subject=notice.subject,
            text=render_to_string("mail/registration.txt", context),
            html=render_to_string("mail/registration.html", context),
            attachments=attachments,
            token_subject=links.subject(registration.code),
        ),
        key=key,
        event_id=event.pk,
        at=at,
        is_new=is_new,
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
    return [blank.to(email=registration.mail_address, name=registration.name, file_name=f"{slug}.ics")]


def _moment(registration: Registration) -> str:
    ends_at = registration.offer_ends_at
    return notation.moment(ends_at, language=registration.language) if ends_at else ""


def _name(registration: Registration) -> str:
    event = registration.event
    return (event.name_en if registration.language == "en" else "") or event.name
