from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registrations.models.registration import Registration


class DataRequestKind(models.TextChoices):
    """What the law lets a person ask for (PIPA Art. 35 and 36)."""

    ACCESS = "access", _("열람")
    DELETION = "deletion", _("삭제")


class DataRequestState(models.TextChoices):
    OPEN = "open", _("접수")
    DONE = "done", _("처리")
    REFUSED = "refused", _("거절")


class DataRequest(models.Model):
    """What a guest asks about their personal data, to be answered within ten days (PIPA Decree Art. 41 and 43)."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="data_requests", verbose_name=_("참가 등록")
    )
    kind = models.CharField(_("요청"), max_length=20, choices=DataRequestKind)
    state = models.CharField(
        _("상태"), max_length=20, choices=DataRequestState, default=DataRequestState.OPEN
    )
    at = models.DateTimeField(_("접수 시각"))
    due_at = models.DateTimeField(_("처리 기한"))
    handled_at = models.DateTimeField(_("처리 시각"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("처리자"),
    )
    note = models.TextField(_("처리 내용"), blank=True)

    class Meta:
        verbose_name = _("개인정보 요청")
        verbose_name_plural = _("개인정보 요청")
        constraints = [
            models.UniqueConstraint(
                "registration",
                "kind",
                condition=Q(state=DataRequestState.OPEN),
                name="datarequest_one_open_per_kind",
            ),
            models.CheckConstraint(
                condition=Q(state=DataRequestState.OPEN, handled_at__isnull=True)
                | (~Q(state=DataRequestState.OPEN) & Q(handled_at__isnull=False)),
                name="datarequest_handled_at_fits_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=DataRequestState.REFUSED) | ~Q(note=""),
                name="datarequest_refused_with_a_reason",
            ),
        ]
        indexes = [
            models.Index("due_at", condition=Q(state=DataRequestState.OPEN), name="datarequest_open_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.registration}"
