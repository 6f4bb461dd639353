from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import notation
from events.models.event import Event

OPEN_STATES = ["queued", "rendering"]


class DocumentState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("queue", "대기")
    RENDERING = "rendering", _("작성 중")
    DONE = "done", _("완료")
    FAILED = "failed", _("실패")


class DocumentQuerySet(models.QuerySet["Document"]):
    def due(self, *, at: datetime) -> "DocumentQuerySet":
        """What a worker should look at now: queued, or left behind by a worker that died."""
        left_since = at - settings.DOCUMENT_LEASE
        return self.filter(
            Q(state=DocumentState.QUEUED) | Q(state=DocumentState.RENDERING, claimed_at__lte=left_since)
        )

    def claim(self, pk: int, *, at: datetime) -> bool:
        """Take the document for rendering, by one UPDATE; False if another worker has it or it is done."""
        return bool(
            self.due(at=at)
            .filter(pk=pk)
            .update(
                state=DocumentState.RENDERING,
                claimed_at=at,
                attempts=F("attempts") + 1,
                done=0,
                total=0,
                error="",
            )
        )


class Document(models.Model):
    """A paper that is rendered for an event: asked for, drawn by a worker, then a file."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="documents", verbose_name=_("행사")
    )
    kind = models.CharField(_("종류"), max_length=40)
    language = models.CharField(_("언어"), max_length=5, default="ko")
    options = models.JSONField(_("선택 사항"), default=dict, blank=True)
    state = models.CharField(_("상태"), max_length=20, choices=DocumentState, default=DocumentState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(_("오류"), blank=True)
    file = models.FileField(_("파일"), upload_to="documents/%Y/%m/", blank=True)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    requested_at = models.DateTimeField(_("요청"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("요청자"),
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("완료 시각"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("문서")
        verbose_name_plural = _("문서")
        constraints = [
            models.UniqueConstraint(
                "event",
                "kind",
                "language",
                "options",
                condition=Q(state__in=OPEN_STATES),
                name="document_one_open_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.DONE) | ~Q(file=""), name="document_done_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.event} · {notation.moment(self.requested_at, language='ko')}"
