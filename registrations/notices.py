"""Which mail a guest gets when. Called inside the rule's transaction; each mail has a key of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.utils.translation import gettext_lazy as _

from agenda import itip
from events import notation, outbox
from events.placeholders import Word
from registrations import mailtexts, waiting
from registrations.mailtexts import Notice
from registrations.mailwords import NUMBER, REASON
from registrations.models import Registration
from registrations.states import RegistrationState

RESEND_PAUSE_MINUTES = 10  # a link is mailed again at most once in this time
ENDS = Word("제안 기한", "ends")
SUCCESSOR = Word("대신 참석하는 분", "successor")

REQUESTED = Notice(
    _("[신청 접수] %(event)s"),
    _("참가 신청을 접수했습니다"),
    _("담당 부서에서 확인한 뒤 참가 여부를 메일로 알려 드립니다."),
)
OFFERED = Notice(
    _("[자리 제안] %(event)s"),
    _("자리가 났습니다"),
    _(
        "%(ends)s까지 아래 링크에서 「참석하겠습니다」를 눌러 주시면 참가가 확정됩니다. "
        "그때까지 답이 없으면 다음 분께 자리가 넘어갑니다."
    ),
    slots={"ends": ENDS},
)
STILL_OFFERED = replace(
    OFFERED, lead=_("%(ends)s까지 아래 링크에서 「참석하겠습니다」를 눌러 주셔야 참가가 확정됩니다.")
)
STILL_WAITING = replace(
    mailtexts.WAITING,
    heading=_("이미 대기 접수되어 있습니다"),
    lead=_("현재 대기 %(number)s번입니다. 자리가 나면 바로 알려 드립니다."),
)
LAPSED = Notice(
    _("[제안 기한 지남] %(event)s"),
    _("제안 기한이 지났습니다"),
    _(
        "기한까지 답이 없어 자리가 다음 분께 넘어가고 대기 등록이 끝났습니다. 참가를 원하시면 행사 페이지에서 다시 등록해 주세요."
    ),
    with_link=False,
)
HANDED_OVER = Notice(
    _("[참석자 변경] %(event)s"),
    _("참석자가 바뀌었습니다"),
    _(
        "%(name)s 님이 대신 참석하시는 것으로 등록했습니다. 보내 드렸던 QR 코드와 링크는 더 이상 쓸 수 없습니다."
    ),
    slots={"name": SUCCESSOR},
    with_link=False,
)


def received(registration: Registration, *, at: datetime, place: int | None = None) -> None:
    """Tell a guest that they have a seat, or which place on the waiting list; it is counted if it is not given."""
    key = f"registration:{registration.pk}:received"
    _put_standing(registration, key=key, is_known=False, place=place, at=at, is_new=True)


def moved_up(registration: Registration, *, at: datetime) -> None:
    """Tell a guest from the waiting list that they have a seat now."""
    _put(registration, mailtexts.MOVED_UP, key=f"registration:{registration.pk}:moved-up", at=at)


def cancelled(registration: Registration, *, had_seat: bool, at: datetime) -> None:
    """Confirm to a guest that their registration is cancelled; who had a seat has an entry to be taken off."""
    notice = replace(mailtexts.CANCELLATION, calendar_method=itip.CANCEL if had_seat else "")
    _put(registration, notice, key=f"registration:{registration.pk}:cancelled", at=at)


def offered(registration: Registration, *, at: datetime) -> None:
    """Offer a free seat to a guest from the waiting list: they have to take it up in time."""
    values = {ENDS: _moment(registration)}
    _put(registration, OFFERED, values, key=f"registration:{registration.pk}:offered", at=at)


def offer_lapsed(registration: Registration, *, at: datetime) -> None:
    """Tell a guest that the offered seat has gone to the next."""
    _put(registration, LAPSED, key=f"registration:{registration.pk}:lapsed", at=at)


def approved(registration: Registration, *, at: datetime) -> None:
    """Tell a guest whose request was approved that they have a seat, or which place on the waiting list."""
    _put_standing(registration, key=f"registration:{registration.pk}:approved", is_known=False, at=at)


def declined(registration: Registration, *, reason: str, at: datetime) -> None:
    """Tell a guest that their request was turned down, and why, in the organizer's words."""
    values = {REASON: reason}
    _put(registration, mailtexts.DECLINED, values, key=f"registration:{registration.pk}:declined", at=at)


def handed_over(original: Registration, successor: Registration, *, at: datetime) -> None:
    """Tell a guest that somebody else comes in their place, so that their code is no longer good."""
    is_other = original.mail_address != successor.mail_address
    notice = replace(HANDED_OVER, calendar_method=itip.CANCEL if is_other else "")
    values = {SUCCESSOR: successor.name}
    _put(original, notice, values, key=f"registration:{original.pk}:handed-over", at=at)


def link_again(registration: Registration, *, at: datetime) -> None:
    """Send a guest their link once more, but not within RESEND_PAUSE_MINUTES of the last time."""
    if at - registration.registered_at < timedelta(minutes=RESEND_PAUSE_MINUTES):
        return  # a double click; the first mail is on its way
    slot = int(at.timestamp() // (RESEND_PAUSE_MINUTES * 60))
    _put_standing(registration, key=f"registration:{registration.pk}:link:{slot}", is_known=True, at=at)


def _put_standing(
    registration: Registration,
    *,
    key: str,
    is_known: bool,
    at: datetime,
    place: int | None = None,
    is_new: bool = False,
) -> None:
    """How a registration stands, to somebody who has just made it or who asks again."""
    put = partial(_put, registration, key=key, at=at, is_new=is_new)
    if registration.state == RegistrationState.CONFIRMED:
        put(mailtexts.CONFIRMATION)
    elif registration.state == RegistrationState.REQUESTED:
        put(REQUESTED)
    elif registration.state == RegistrationState.OFFERED:
        put(STILL_OFFERED, {ENDS: _moment(registration)})
    else:
        notice = STILL_WAITING if is_known else mailtexts.WAITING
        put(notice, {NUMBER: str(place or waiting.place(registration))})


def _put(
    registration: Registration,
    notice: Notice,
    more: Mapping[Word, str] | None = None,
    *,
    key: str,
    at: datetime,
    is_new: bool = False,
) -> None:
    """Write the mail; who has left no address, as an answer by telephone may not, is told by nobody but a person."""
    if registration.mail_address:
        mail = mailtexts.compose(registration, notice, more=more, at=at)
        outbox.put(mail, key=key, event_id=registration.event_id, at=at, is_new=is_new)


def _moment(registration: Registration) -> str:
    ends_at = registration.offer_ends_at
    return notation.moment(ends_at, language=registration.language) if ends_at else ""
