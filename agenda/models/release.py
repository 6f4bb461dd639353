from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event


class ReleaseQuerySet(models.QuerySet["Release"]):
    def latest_of(self, event_id: int) -> "Release | None":
        return self.filter(event=event_id).order_by("-number").first()


class Release(models.Model):
    """An immutable, numbered snapshot of an event's timetable (확정본). A trigger refuses any change to it."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="releases", verbose_name=_("행사")
    )
    number = models.PositiveIntegerField(_("번호"))
    snapshot = models.JSONField(_("내용"))
    changes = models.JSONField(_("달라진 점"), default=list)
    released_at = models.DateTimeField(_("확정 시각"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("확정한 사람"),
    )

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("확정본")
        verbose_name_plural = _("확정본")
        constraints = [
            models.UniqueConstraint("event", "number", name="release_numbered_once_per_event"),
            models.CheckConstraint(condition=Q(number__gte=1), name="release_numbered_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.event} · {self.number}"
