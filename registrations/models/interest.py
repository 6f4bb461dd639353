from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models import Event


class InterestQuerySet(models.QuerySet["Interest"]):
    def confirmed(self) -> Self:
        return self.filter(confirmed_at__isnull=False)

    def unconfirmed_since(self, before: datetime) -> Self:
        """Those that were asked for before, and whose address nobody has confirmed."""
        return self.filter(confirmed_at__isnull=True, asked_at__lt=before)


class Interest(models.Model):
    """A wish to be told when an event's registration opens (개최 알림 신청); it is deleted once that is done.

    It counts once whoever reads the address's mail has confirmed it.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="interests", verbose_name=_("행사")
    )
    email = models.EmailField(_("이메일"))
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES, default="ko")
    code = models.CharField(max_length=12, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(_("신청 시각"))
    confirmed_at = models.DateTimeField(_("확인 시각"), null=True, blank=True)
    consent_version = models.CharField(_("문안 판"), max_length=20)
    consent_text = models.TextField(_("문안"))
    consent_hash = models.CharField(max_length=64)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("개최 알림 신청")
        verbose_name_plural = _("개최 알림 신청")
        constraints = [
            models.UniqueConstraint(Lower("email"), "event", name="interest_one_per_email_and_event")
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.code}"
