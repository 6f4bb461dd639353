from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event


class MailKind(models.TextChoices):
    """The mails for which an event may have words of its own."""

    INVITATION = "invitation", _("초청")
    INVITATION_REMINDER = "invitation_reminder", _("초청 재안내")
    CONFIRMATION = "confirmation", _("참가 확정")
    WAITING = "waiting", _("대기 접수")
    MOVED_UP = "moved_up", _("대기에서 확정")
    DECLINED = "declined", pgettext_lazy("registration state", "승인 거절")
    CANCELLATION = "cancellation", _("등록 취소")
    REMINDER = "reminder", _("행사 전 안내")
    CHANGE = "change", _("일정 변경")
    CALLED_OFF = "called_off", pgettext_lazy("notice", "행사 취소")
    THANKS = "thanks", _("행사 후 감사 인사")


class MailText(models.Model):
    """An event's own words of a mail, in one language. While there is no row, the built-in words are used."""

    LONGEST_SUBJECT = 150
    LONGEST_HEADING = 100
    LONGEST_BODY = 4000

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="mail_texts", verbose_name=_("행사")
    )
    kind = models.CharField(pgettext_lazy("mail", "종류"), max_length=20, choices=MailKind)
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES)
    subject = models.CharField(_("메일 제목"), max_length=LONGEST_SUBJECT)
    heading = models.CharField(_("머리말"), max_length=LONGEST_HEADING)
    body = models.TextField(_("본문"), max_length=LONGEST_BODY)
    changed_at = models.DateTimeField(_("변경 시각"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("변경한 사람"),
    )

    class Meta:
        verbose_name = _("메일 문구")
        verbose_name_plural = _("메일 문구")
        constraints = [
            models.UniqueConstraint(
                "event", "kind", "language", name="mailtext_one_per_event_kind_and_language"
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(heading="") & ~Q(body=""), name="mailtext_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_language_display()}"
