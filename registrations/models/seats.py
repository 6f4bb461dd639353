from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from registrations.states import Category


class SeatRules(models.Model):
    """How an event gives its seats. Without a row: to whoever comes first, and the waiting list moves by itself."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="seat_rules", verbose_name=_("행사")
    )
    needs_approval = models.BooleanField(
        _("승인 뒤 확정"),
        default=False,
        help_text=_("등록 양식으로 온 신청을 담당자가 승인해야 확정됩니다. 초청받은 분은 해당하지 않습니다."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("자리 제안 시간"),
        null=True,
        blank=True,
        help_text=_("자리가 나면 대기자에게 이 시간 동안 제안합니다. 비워 두면 바로 확정합니다."),
    )
    overinvitation = models.PositiveSmallIntegerField(
        _("초과 초청률(%)"),
        default=0,
        help_text=_("불참을 예상해 더 초청하는 비율입니다. 20이면 답변을 기다리는 120석을 100석으로 셉니다."),
    )

    class Meta:
        verbose_name = _("좌석 운영")
        verbose_name_plural = _("좌석 운영")
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_hours__isnull=True) | Q(offer_hours__gte=1, offer_hours__lte=336),
                name="seatrules_offers_last_hours",
                violation_error_message=_("자리 제안 시간은 1시간에서 336시간(2주) 사이여야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(overinvitation__lte=300),
                name="seatrules_overinvitation_is_bounded",
                violation_error_message=_("초과 초청률은 300 이하여야 합니다."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)


class CategoryTerms(models.Model):
    """What holds for one category (참석구분) at one event. Without a row: open to all, no share of its own."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="category_terms", verbose_name=_("행사")
    )
    category = models.CharField(_("참석구분"), max_length=20, choices=Category)
    capacity = models.PositiveIntegerField(
        _("좌석 상한"), null=True, blank=True, help_text=_("비워 두면 전체 정원 안에서 제한이 없습니다.")
    )
    priority = models.PositiveSmallIntegerField(
        _("대기 우선순위"), default=5, help_text=_("작을수록 먼저 자리를 받습니다. 같으면 접수 순서입니다.")
    )
    needs_approval = models.BooleanField(_("승인 뒤 확정"), default=False)
    is_open = models.BooleanField(
        _("등록 양식에서 고를 수 있음"),
        default=True,
        help_text=_("끄면 초청받은 분만 이 구분으로 참가합니다."),
    )

    class Meta:
        verbose_name = _("참석구분별 운영")
        verbose_name_plural = _("참석구분별 운영")
        constraints = [
            models.UniqueConstraint("event", "category", name="categoryterms_one_per_category"),
        ]

    def __str__(self) -> str:
        return self.get_category_display()
