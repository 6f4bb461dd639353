"""What passes between the server and a desk that works without a network, beside its scans."""

from django.conf import settings
from django.db import models
from django.db.models import Q
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
    tag = models.CharField(
        max_length=40, blank=True
    )  # by which the device is known again, whatever it is called
    people = models.PositiveIntegerField(_("인원"))

    class Meta:
        verbose_name = _("데스크 명단 내려받기")
        verbose_name_plural = _("데스크 명단 내려받기")

    def __str__(self) -> str:
        return f"{self.device} · {notation.moment(self.at, language='ko')}"


class DeskHolding(models.Model):
    """A roster on a device: when that was last heard of, and whether it has to wipe it. One for each loading."""

    load = models.OneToOneField(
        DeskLoad, on_delete=models.PROTECT, related_name="holding", verbose_name=_("데스크 명단 내려받기")
    )
    seen_at = models.DateTimeField(_("마지막 접속"))
    wipe_asked_at = models.DateTimeField(_("지우기 요청"), null=True, blank=True)
    wipe_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("요청자"),
    )
    told_at = models.DateTimeField(_("기기에 전달"), null=True, blank=True)

    class Meta:
        verbose_name = _("기기의 명단")
        verbose_name_plural = _("기기의 명단")
        constraints = [
            models.CheckConstraint(
                condition=Q(wipe_asked_at__isnull=True, wipe_asked_by__isnull=True, told_at__isnull=True)
                | Q(wipe_asked_at__isnull=False, wipe_asked_by__isnull=False),
                name="deskholding_wipe_asked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.load)


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
