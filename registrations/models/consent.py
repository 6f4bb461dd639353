from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registrations.models.invitation import Invitation
from registrations.models.registration import Registration
from registrations.states import Way


class ConsentItem(models.TextChoices):
    PRIVACY = "privacy", _("개인정보 수집·이용")
    AGE = "age", _("만 14세 이상")
    PHOTO = "photo", _("사진·영상 촬영과 활용")
    NEWS = "news", _("향후 행사 안내")


class Consent(models.Model):
    """A person's answer to one consent, with the text they answered to. Never changed; a new answer is a new row.

    The person is a guest, or a group's coordinator, who need not come.
    """

    registration = models.ForeignKey(
        Registration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("참가 등록"),
    )
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("초청"),
    )
    item = models.CharField(_("항목"), max_length=20, choices=ConsentItem)
    given = models.BooleanField(_("동의"))
    version = models.CharField(_("문안 판"), max_length=20)
    text = models.TextField(_("문안"))
    text_hash = models.CharField(max_length=64)
    # By the desk: on paper, which is kept there. Answers from before this was noted say nothing.
    way = models.CharField(_("경로"), max_length=20, choices=Way, blank=True)
    at = models.DateTimeField(_("시각"))

    class Meta:
        verbose_name = _("동의")
        verbose_name_plural = _("동의")
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False) ^ Q(invitation__isnull=False),
                name="consent_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {'○' if self.given else '×'}"
