from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event


class DestroyedKind(models.TextChoices):
    REGISTRATION = "registration", _("참가 등록의 인적 사항")
    MESSAGE = "message", _("메일의 받는 사람과 내용")
    INTEREST = "interest", _("개최 알림 신청")
    ACCOUNT = "account", _("참가자 계정")
    INVITATION = "invitation", _("초청 명단의 인적 사항")
    DOCUMENT = "document", _("인적 사항이 든 문서")
    FILE = "file", _("답변에 붙인 파일")


class DestructionReason(models.TextChoices):
    REQUEST = "request", _("정보주체의 요청")
    PURPOSE_MET = "purpose_met", _("처리 목적 달성")
    EXPIRED = "expired", _("보유 기간 경과")


class Destruction(models.Model):
    """The ledger of destruction (파기 대장): what was destroyed, how much, when, by whom and why, never what it said.

    Append-only: a trigger refuses any change and any deletion.
    """

    kind = models.CharField(_("대상"), max_length=20, choices=DestroyedKind)
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="destructions",
        verbose_name=_("행사"),
    )
    count = models.PositiveIntegerField(_("건수"))
    reason = models.CharField(_("사유"), max_length=20, choices=DestructionReason)
    at = models.DateTimeField(_("파기 시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("처리자"),
    )

    class Meta:
        verbose_name = _("파기 기록")
        verbose_name_plural = _("파기 대장")
        constraints = [models.CheckConstraint(condition=Q(count__gte=1), name="destruction_of_something")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.count}"
