from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Mailing


class Purpose(models.TextChoices):
    """What a mass mail is: about what its reader has registered for, or news that they may decline."""

    INFORMATION = "information", _("참가 안내")
    NEWS = "news", _("소식·홍보")


class MassMail(models.Model):
    """What a mailing says, and to whom, as it is written. Submitting freezes it as one mail for each recipient."""

    LONGEST_SUBJECT = 150
    LONGEST_BODY = 8000
    LONGEST_TEXT = 1000

    mailing = models.OneToOneField(
        Mailing, on_delete=models.CASCADE, primary_key=True, related_name="mass_mail"
    )
    purpose = models.CharField(
        pgettext_lazy("mailing", "성격"), max_length=20, choices=Purpose, default=Purpose.INFORMATION
    )
    is_advertising = models.BooleanField(_("광고성 정보"), default=False)
    audience = models.JSONField(_("대상"), default=dict)
    subject = models.CharField(_("메일 제목"), max_length=LONGEST_SUBJECT)
    body = models.TextField(_("본문"), max_length=LONGEST_BODY, blank=True)
    subject_en = models.CharField(_("메일 제목(영문)"), max_length=LONGEST_SUBJECT, blank=True)
    body_en = models.TextField(_("본문(영문)"), max_length=LONGEST_BODY, blank=True)
    text = models.TextField(_("문자"), max_length=LONGEST_TEXT, blank=True)  # for those without an address

    class Meta:
        verbose_name = _("단체 메일")
        verbose_name_plural = _("단체 메일")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_advertising=False) | Q(purpose=Purpose.NEWS),
                name="massmail_only_news_advertises",
            ),
            models.CheckConstraint(
                condition=Q(subject_en="", body_en="") | (~Q(subject_en="") & ~Q(body_en="")),
                name="massmail_english_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class NewsRefusal(models.Model):
    """An address that wants no news (수신 거부): its hash, so that the list of those who left is no list of addresses."""

    address_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("시각"))

    class Meta:
        verbose_name = _("수신 거부")
        verbose_name_plural = _("수신 거부")

    def __str__(self) -> str:
        return self.address_hash[:12]
