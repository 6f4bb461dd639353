"""The two mails about a wish to be told: the link to confirm it, and that registration is open."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import Message
from registrations import guestmails
from registrations.models import Interest

PREFIX = "interest"  # what the token subjects of these mails begin with
RESEND_PAUSE_MINUTES = 10  # one address is written to at most once in this time


def subject(code: str) -> str:
    """What the token of the wish's link is derived from."""
    return f"{PREFIX}:{code}"


def asked(interest: Interest, *, at: datetime) -> None:
    """Mail the link to confirm the wish, or to take it back."""
    slot = int(at.timestamp() // (RESEND_PAUSE_MINUTES * 60))
    with translation.override(interest.language):
        if interest.confirmed_at is None:
            heading, label = _("개최 알림 신청을 확인해 주세요"), _("개최 알림 신청 확인하기")
            lines = [
                _("참가 등록이 시작되면 이 주소로 한 번 알려 드립니다. 아래 링크에서 확인해 주세요."),
                _("7일 안에 확인하지 않으시면 신청은 지워집니다. 신청하신 적이 없으면 무시해 주세요."),
            ]
        else:
            heading, label = _("이미 개최 알림을 신청하셨습니다"), _("개최 알림 신청 보기")
            lines = [_("참가 등록이 시작되면 이 주소로 한 번 알려 드립니다.")]
        _put(
            interest,
            key=f"interest:{interest.pk}:asked:{slot}",
            subject_text=_("[개최 알림] %(event)s"),
            heading=heading,
            lines=lines,
            link=_own_page(),
            link_label=label,
            at=at,
        )


def opened(interest: Interest, *, at: datetime) -> None:
    """Tell that registration is open. The wish is deleted in the same step, so this is the last mail."""
    with translation.override(interest.language):
        path = reverse("registrations:register", args=[interest.event.slug])
        _put(
            interest,
            key=f"interest:{interest.pk}:opened",
            subject_text=_("[참가 등록 시작] %(event)s"),
            heading=_("참가 등록이 시작되었습니다"),
            lines=[
                _("개최 알림을 신청하신 행사의 참가 등록이 시작되어 알려 드립니다."),
                _("신청하실 때 적어 주신 이메일 주소는 이 안내와 함께 지우며, 다시 보내지 않습니다."),
            ],
            link=settings.PUBLIC_URL + path,
            link_label=_("참가 등록하기"),
            at=at,
        )


def _own_page() -> str:
    """The address of the wish's own page, with a placeholder for its secret part."""
    path = reverse("registrations:interest-own", args=["TOKEN"])
    return settings.PUBLIC_URL + path.replace("TOKEN", Message.LINK_TOKEN)


def _put(
    interest: Interest,
    *,
    key: str,
    subject_text: str,
    heading: str,
    lines: list[str],
    link: str,
    link_label: str,
    at: datetime,
) -> None:
    """The one door for these mails. Each can be unsubscribed from: the page behind the link takes a bare POST."""
    name = guestmails.event_name(interest.event, interest.language)
    guestmails.put(
        key=key,
        to=interest.email,
        subject=subject_text % {"event": name},
        heading=heading,
        lines=lines,
        event_name=name,
        link=link,
        link_label=link_label,
        footer=[_("더 받지 않으시려면: %(address)s") % {"address": _own_page()}],
        token_subject=subject(interest.code),
        unsubscribe=_own_page(),
        event_id=interest.event_id,
        at=at,
    )
