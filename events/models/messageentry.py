from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.message import Message


class EntryKind(models.TextChoices):
    SENT = "sent", _("발송됨")
    DEFERRED = "deferred", _("발송 미룸")
    UNSURE = "unsure", _("발송 여부를 알 수 없음")
    GIVEN_UP = "given_up", _("발송 포기")
    BOUNCED = "bounced", _("반송됨")
    DELAYED = "delayed", _("배달 지연 통보")
    DELIVERED = "delivered", _("배달 확인")
    AGAIN = "again", _("다시 보냄")
    CORRECTED = "corrected", _("주소 고침")


class MessageEntry(models.Model):
    """One thing that happened to a mail after it was queued; the mail's own row says when that was.

    Append-only: a trigger lets pass one change alone, the blanking of what says who a person is (``PERSONAL``).
    """

    PERSONAL = ("words", "old_address", "new_address")

    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="entries", verbose_name=_("메일")
    )
    kind = models.CharField(_("일"), max_length=20, choices=EntryKind)
    at = models.DateTimeField(_("시각"))
    attempt = models.PositiveSmallIntegerField(_("시도"), default=0)
    status = models.CharField(_("응답 코드"), max_length=20, blank=True)
    words = models.TextField(_("서버의 말"), blank=True)
    next_at = models.DateTimeField(_("다음 시도"), null=True, blank=True)
    old_address = models.CharField(_("고치기 전 주소"), max_length=254, blank=True)
    new_address = models.CharField(_("고친 주소"), max_length=254, blank=True)
    # The digest of the report that said so, so that a report which is read twice counts once.
    report = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("처리자"),
    )

    class Meta:
        verbose_name = _("메일 이력")
        verbose_name_plural = _("메일 이력")
        constraints = [
            models.UniqueConstraint(
                "message", "report", condition=~Q(report=""), name="messageentry_one_per_report"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
