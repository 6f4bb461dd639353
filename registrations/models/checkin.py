from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registrations.models.registration import Registration


class CheckInOutcome(models.TextChoices):
    ENTERED = "entered", _("입장")
    ALREADY = "already", _("이미 입장")
    CANCELLED = "cancelled", _("취소된 등록")
    WAITLISTED = "waitlisted", _("대기자")
    NOT_OPEN = "not_open", _("열리지 않는 행사")
    REVOKED = "revoked", _("폐기된 명찰")


class CheckIn(models.Model):
    """One attempt to enter, whatever came of it. Append-only: a trigger refuses any change."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("참가 등록")
    )
    scan_id = models.UUIDField(_("스캔 번호"), unique=True)
    outcome = models.CharField(_("결과"), max_length=20, choices=CheckInOutcome)
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("처리자")
    )

    class Meta:
        verbose_name = pgettext_lazy("ledger", "입장")
        verbose_name_plural = pgettext_lazy("ledger", "입장")
        constraints = [
            models.UniqueConstraint(
                "registration", condition=Q(outcome=CheckInOutcome.ENTERED), name="checkin_enters_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.get_outcome_display()}"
