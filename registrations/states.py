"""The states of a registration and of an invitation, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RegistrationState(models.TextChoices):
    REQUESTED = "requested", _("승인 대기")
    CONFIRMED = "confirmed", _("확정")
    WAITLISTED = "waitlisted", _("대기")
    OFFERED = "offered", _("자리 제안")
    DECLINED = "declined", pgettext_lazy("registration state", "승인 거절")
    CANCELLED = "cancelled", _("취소")


# What stands for a person who wants to come; the others are over.
LIVE_STATES = (
    RegistrationState.REQUESTED,
    RegistrationState.CONFIRMED,
    RegistrationState.WAITLISTED,
    RegistrationState.OFFERED,
)
# What takes a seat: an offer keeps its seat until it is taken up or runs out.
SEATED_STATES = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)

ALLOWED_MOVES: dict[str, set[str]] = {
    RegistrationState.REQUESTED: {
        RegistrationState.CONFIRMED,
        RegistrationState.WAITLISTED,
        RegistrationState.DECLINED,
        RegistrationState.CANCELLED,
    },
    RegistrationState.CONFIRMED: {RegistrationState.CANCELLED},
    RegistrationState.WAITLISTED: {
        RegistrationState.CONFIRMED,
        RegistrationState.OFFERED,
        RegistrationState.CANCELLED,
    },
    RegistrationState.OFFERED: {RegistrationState.CONFIRMED, RegistrationState.CANCELLED},
    RegistrationState.DECLINED: set(),
    RegistrationState.CANCELLED: set(),
}


class InvitationState(models.TextChoices):
    """How an invitation stands, read off its last answer; whether its mail arrived is the mail's own story."""

    READY = "ready", _("발송 전")
    SENT = "sent", _("답변 대기")
    ACCEPTED = "accepted", _("참석")
    DECLINED = "declined", pgettext_lazy("invitation state", "불참")
    DEPUTED = "deputed", _("대리참석")
    REVOKED = "revoked", _("초청 철회")


UNANSWERED_STATES = (InvitationState.READY, InvitationState.SENT)


class InvitationKind(models.TextChoices):
    PERSON = "person", _("개인 초청")
    SEATS = "seats", _("기관 좌석 배정")
    GROUP = "group", _("단체 신청")


class Step(models.TextChoices):
    """What happened to an invitation."""

    CREATED = "created", _("명단 등록")
    SENT = "sent", _("초청장 발송")
    REMINDED = "reminded", _("다시 안내")
    OPENED = "opened", _("답변 화면 열람")
    ACCEPTED = "accepted", _("참석 답변")
    DECLINED = "declined", _("불참 답변")
    DEPUTED = "deputed", _("대리참석 답변")
    NAMED = "named", _("참석자 지정")
    WITHDRAWN = "withdrawn", _("참석자 지정 취소")
    CORRECTED = "corrected", _("정보 고침")
    RENEWED = "renewed", _("새 링크 발송")
    UNSENT = "unsent", _("발송하지 못하고 중단")
    REVOKED = "revoked", _("초청 철회")
    RESTORED = "restored", _("초청 되살림")


# The mails by which somebody first hears of the invitation.
FIRST_MAILS = (Step.SENT, Step.RENEWED)

# Which state a step leads to; a step that is not here changes none.
STATE_AFTER: dict[str, InvitationState] = {
    Step.CREATED: InvitationState.READY,
    Step.ACCEPTED: InvitationState.ACCEPTED,
    Step.NAMED: InvitationState.ACCEPTED,
    Step.DECLINED: InvitationState.DECLINED,
    Step.DEPUTED: InvitationState.DEPUTED,
    Step.REVOKED: InvitationState.REVOKED,
}


class Category(models.TextChoices):
    """참석구분: in which capacity a guest comes. Printed on the badge as a word and a colour."""

    VIP = "vip", _("내빈")
    SPEAKER = "speaker", _("연사")
    PANEL = "panel", _("패널")
    GOVERNMENT = "government", _("정부")
    AGENCY = "agency", _("유관기관")
    COMPANY = "company", _("기업")
    ACADEMIA = "academia", _("학계·연구")
    ASSOCIATION = "association", _("협·단체")
    PRESS = "press", _("언론")
    PUBLIC = "public", _("일반")


# Nobody puts themselves among these.
BY_INVITATION = (Category.VIP, Category.SPEAKER, Category.PANEL)


class Way(models.TextChoices):
    """By which way something came about."""

    FORM = "form", _("등록 양식")
    LINK = "link", _("개인 링크")
    PHONE = "phone", pgettext_lazy("way", "전화")
    FAX = "fax", _("팩스")
    LETTER = "letter", pgettext_lazy("way", "공문·이메일")
    ADMIN = "admin", _("관리 화면")
    DESK = "desk", _("등록데스크")
    SYSTEM = "system", _("자동")
