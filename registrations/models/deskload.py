"""What passes between the server and a desk that works without a network, beside its scans."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events import notation
from events.models import Event
from registrations.models.registration import Registration


class DeskLoad(models.Model):
    """Who took the roster of an event onto which device, so that it works without a network. Append-only."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="desk_loads", verbose_name=_("행사")
    )
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("처리자")
    )
    device = models.CharField(_("기기"), max_length=40, blank=True)
    people = models.PositiveIntegerField(_("인원"))

    class Meta:
        verbose_name = _("데스크 명단 내려받기")
        verbose_name_plural = _("데스크 명단 내려받기")

    def __str__(self) -> str:
        return f"{self.device} · {notation.moment(self.at, language='ko')}"


class DeskReceipt(models.Model):
    """A walk-in or a printing that a device did without the network, taken in once by its number. Append-only."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="desk_receipts", verbose_name=_("행사")
    )
    number = models.UUIDField(_("기록 번호"), unique=True)  # made by the device
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="desk_receipts", verbose_name=_("참가 등록")
    )
    outcome = models.CharField(max_length=20)  # as it was answered: a repeat is answered alike
    received_at = models.DateTimeField(_("받은 시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("처리자")
    )

    class Meta:
        verbose_name = _("오프라인 데스크 기록")
        verbose_name_plural = _("오프라인 데스크 기록")

    def __str__(self) -> str:
        return f"{self.registration} · {self.outcome}"
