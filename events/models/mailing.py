from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.event import Event

MOST_PER_MINUTE = 600


class MailingKind(models.TextChoices):
    """Why many are written to at once; the floors above know what follows from it."""

    MASS = "mass", _("단체 메일")
    INVITATION = "invitation", _("초청장")
    REMINDER = "reminder", _("자동 안내")


class MailingState(models.TextChoices):
    DRAFT = "draft", _("작성 중")
    WAITING = "waiting", pgettext_lazy("mailing", "승인 대기")
    RUNNING = "running", _("발송 중")
    PAUSED = "paused", _("일시 중지")
    STOPPED = "stopped", _("발송 중단")
    DONE = "done", _("발송 완료")


class MailingStepKind(models.TextChoices):
    MADE = "made", _("작성")
    CHANGED = "changed", _("수정")
    SUBMITTED = "submitted", _("제출")
    SENT_BACK = "sent-back", _("돌려보냄")
    APPROVED = "approved", _("승인")
    PAUSED = "paused", _("일시 중지")
    RESUMED = "resumed", _("이어 보내기")
    STOPPED = "stopped", _("중단")
    DONE = "done", _("발송 완료")


class MailingQuerySet(models.QuerySet["Mailing"]):
    def lock(self, pk: int) -> "Mailing":
        """The mailing, locked against others who send, pause or stop it."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class Mailing(models.Model):
    """Mails to many, that leave one after the other at a set rate and may be held up on the way."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="mailings", verbose_name=_("행사")
    )
    kind = models.CharField(pgettext_lazy("mailing", "종류"), max_length=20, choices=MailingKind)
    title = models.CharField(_("제목"), max_length=250)
    state = models.CharField(
        _("상태"), max_length=20, choices=MailingState, default=MailingState.DRAFT, editable=False
    )
    rate = models.PositiveSmallIntegerField(_("분당 발송 수"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("작성자"),
    )
    made_at = models.DateTimeField(_("작성"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("승인자"),
    )
    paced_at = models.DateTimeField(null=True, blank=True)  # up to when the rate is used up
    ended_at = models.DateTimeField(_("종료"), null=True, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("단체 발송")
        verbose_name_plural = _("단체 발송")
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=1, rate__lte=MOST_PER_MINUTE), name="mailing_rate_is_bearable"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(made_by__isnull=True)
                | ~Q(approved_by=F("made_by")),
                name="mailing_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MailingState.STOPPED, MailingState.DONE], ended_at__isnull=False)
                | (~Q(state__in=[MailingState.STOPPED, MailingState.DONE]) & Q(ended_at__isnull=True)),
                name="mailing_ended_at_fits_state",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "-made_at"], name="mailing_by_event"),
            models.Index("id", condition=Q(state=MailingState.RUNNING), name="mailing_running"),
        ]

    def __str__(self) -> str:
        return self.title


class MailingStep(models.Model):
    """One thing that was done to a mailing, never changed: what, when, by whom."""

    mailing = models.ForeignKey(
        Mailing, on_delete=models.CASCADE, related_name="steps", verbose_name=_("단체 발송")
    )
    step = models.CharField(_("단계"), max_length=20, choices=MailingStepKind)
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("처리자"),
    )
    note = models.CharField(_("사유"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("단체 발송 이력")
        verbose_name_plural = _("단체 발송 이력")

    def __str__(self) -> str:
        return self.get_step_display()
