from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event


class ChangeQuerySet(models.QuerySet["Change"]):
    def undoable(self) -> Self:
        """What stands and can be taken back, the latest first."""
        return self.filter(undone_at__isnull=True, is_superseded=False).order_by("-number")

    def redoable(self) -> Self:
        """What was taken back and can be done again, the next first."""
        return self.filter(undone_at__isnull=False, is_superseded=False).order_by("number")


class Change(models.Model):
    """One step of work on an event's draft timetable: who did what when, and both states.

    ``before`` and ``after`` map the id of each session that was touched to its state, null where there was or is
    none. ``subject`` is the id of the session that the step began from, null if it was about the whole timetable;
    whatever else was touched moved along. A step that was undone may be done again until somebody does something
    else; then it is superseded.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes", verbose_name=_("행사"))
    number = models.PositiveIntegerField(_("번호"))
    label = models.CharField(_("한 일"), max_length=300)
    subject = models.BigIntegerField(_("세션"), null=True)
    before = models.JSONField(_("이전"))
    after = models.JSONField(_("이후"))
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("한 사람"),
    )
    undone_at = models.DateTimeField(_("되돌린 시각"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("되돌린 사람"),
    )
    is_superseded = models.BooleanField(default=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("편집 이력")
        verbose_name_plural = _("편집 이력")
        constraints = [
            models.UniqueConstraint("event", "number", name="change_numbered_once_per_event"),
            models.CheckConstraint(
                condition=Q(is_superseded=False) | Q(undone_at__isnull=False),
                name="change_is_superseded_only_once_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}"


class Draft(models.Model):
    """The working timetable of an event as a whole: its version rises with every change, undo and redo."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="draft", verbose_name=_("행사")
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("작업본")
        verbose_name_plural = _("작업본")

    def __str__(self) -> str:
        return f"{self.event} · {self.version}"


class Override(models.Model):
    """A conflict that would stop a release, and why the organizer lets it pass. Kept for good."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="overrides", verbose_name=_("행사")
    )
    key = models.CharField(max_length=200)
    sentence = models.CharField(_("내용"), max_length=400)
    reason = models.CharField(_("사유"), max_length=300)
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("승인한 사람"),
    )

    class Meta:
        verbose_name = _("예외 승인")
        verbose_name_plural = _("예외 승인")
        constraints = [models.UniqueConstraint("event", "key", name="override_one_per_conflict")]

    def __str__(self) -> str:
        return self.sentence
