"""The states of a registration and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistrationState(models.TextChoices):
    CONFIRMED = "confirmed", _("확정")
    WAITLISTED = "waitlisted", _("대기")
    CANCELLED = "cancelled", _("취소")


ALLOWED_MOVES: dict[str, set[str]] = {
    RegistrationState.CONFIRMED: {RegistrationState.CANCELLED},
    RegistrationState.WAITLISTED: {RegistrationState.CONFIRMED, RegistrationState.CANCELLED},
    RegistrationState.CANCELLED: set(),
}


class Category(models.TextChoices):
    """참석구분: in which capacity a guest comes. Printed on the badge as a word and a colour."""

    GOVERNMENT = "government", _("정부")
    AGENCY = "agency", _("유관기관")
    COMPANY = "company", _("기업")
    ACADEMIA = "academia", _("학계·연구")
    ASSOCIATION = "association", _("협·단체")
    PRESS = "press", _("언론")
    PUBLIC = "public", _("일반")


class Way(models.TextChoices):
    """By which way something came about."""

    FORM = "form", _("등록 양식")
    LINK = "link", _("개인 링크")
    ADMIN = "admin", _("관리 화면")
    DESK = "desk", _("등록데스크")
    SYSTEM = "system", _("자동")
