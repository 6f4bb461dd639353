from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, Mailing

EARLIEST, LATEST = time(8), time(20, 59)
MOST_DAYS = 90


class ReminderKind(models.TextChoices):
    """What is sent by itself, and to whom."""

    BEFORE = "before", _("행사 전 안내 · 참가 확정자")
    UNANSWERED = "unanswered", _("답변 요청 · 초청에 답하지 않은 분")
    THANKS = "thanks", _("행사 후 감사 인사 · 입장한 분")


class Reminder(models.Model):
    """A mail that goes out by itself so many days before or after the event, whatever its date becomes."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("행사")
    )
    kind = models.CharField(pgettext_lazy("reminder", "안내"), max_length=20, choices=ReminderKind)
    days = models.PositiveSmallIntegerField(_("며칠 전·후"))
    clock = models.TimeField(_("보낼 시각"))
    is_active = models.BooleanField(_("사용"), default=True)

    class Meta:
        verbose_name = _("자동 안내")
        verbose_name_plural = _("자동 안내")
        constraints = [
            models.UniqueConstraint("event", "kind", "days", name="reminder_one_per_day"),
            models.CheckConstraint(
                condition=Q(clock__gte=EARLIEST, clock__lte=LATEST), name="reminder_leaves_by_day"
            ),
            models.CheckConstraint(condition=Q(days__lte=MOST_DAYS), name="reminder_is_near_the_event"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.days} {self.clock:%H:%M}"


class ReminderRun(models.Model):
    """What a reminder sent for a day on which the event was to be: a mailing of its own, to be watched and stopped."""

    reminder = models.ForeignKey(
        Reminder, on_delete=models.PROTECT, related_name="runs", verbose_name=_("자동 안내")
    )
    day = models.DateField(_("행사일"))
    mailing = models.OneToOneField(Mailing, on_delete=models.PROTECT, related_name="reminder_run")

    class Meta:
        verbose_name = _("자동 안내 발송")
        verbose_name_plural = _("자동 안내 발송")
        constraints = [models.UniqueConstraint("reminder", "day", name="reminderrun_one_per_day")]

    def __str__(self) -> str:
        return f"{self.reminder} {self.day}"
