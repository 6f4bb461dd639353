from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from registrations.models.registration import Registration

MOST_ROWS = 40
MOST_SEATS = 40  # a row, or a table


class AreaKind(models.TextChoices):
    """How an area's seats stand."""

    ROWS = "rows", _("열 좌석")
    TABLES = "tables", _("원탁")


class Marks(models.TextChoices):
    """How the hall names its rows."""

    NUMBER = "number", "1, 2, 3"
    HANGUL = "hangul", "가, 나, 다"
    LATIN = "latin", "A, B, C"


class SeatPlan(models.Model):
    """What holds for all of an event's seats. Without a row: guests are told nothing of theirs."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, related_name="seat_plan", verbose_name=_("행사")
    )
    is_told = models.BooleanField(_("좌석 안내"), default=False)

    class Meta:
        verbose_name = _("좌석 배정")
        verbose_name_plural = _("좌석 배정")

    def __str__(self) -> str:
        return str(self.event)


class SeatArea(models.Model):
    """Part of a hall (구역): rows of seats with an aisle, or round tables; the first row is nearest to the stage."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="seat_areas", verbose_name=_("행사")
    )
    name = models.CharField(_("구역 이름"), max_length=20, help_text=_("내빈석, 1층 일반석, 원탁"))
    position = models.PositiveSmallIntegerField(
        pgettext_lazy("seat area", "순서"), help_text=_("작은 수가 무대에 가깝습니다.")
    )
    kind = models.CharField(_("형태"), max_length=10, choices=AreaKind, default=AreaKind.ROWS)
    rows = models.PositiveSmallIntegerField(_("열 수 (원탁은 탁자 수)"))
    seats = models.PositiveSmallIntegerField(_("한 열의 좌석 수 (원탁은 한 탁자의 좌석 수)"))
    aisle = models.PositiveSmallIntegerField(
        _("통로 위치"),
        default=0,
        help_text=_("왼쪽에서 센 이 좌석 다음이 통로입니다. 0이면 통로가 없습니다."),
    )
    marks = models.CharField(
        _("열 이름"), max_length=10, choices=Marks, default=Marks.HANGUL, help_text=_("원탁은 늘 숫자입니다.")
    )
    first_row = models.PositiveSmallIntegerField(
        _("첫 열의 순번"),
        default=1,
        help_text=_("앞 구역에 이어 세려면 바꿉니다. 2이면 나열이나 B열부터입니다."),
    )

    class Meta:
        verbose_name = _("좌석 구역")
        verbose_name_plural = _("좌석 구역")
        constraints = [
            models.UniqueConstraint(
                "event",
                "name",
                name="seatarea_one_per_name",
                violation_error_message=_("같은 이름의 구역이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(rows__gte=1, rows__lte=MOST_ROWS, seats__gte=1, seats__lte=MOST_SEATS),
                name="seatarea_is_bounded",
            ),
            models.CheckConstraint(condition=Q(aisle__lt=F("seats")), name="seatarea_aisle_lies_inside"),
            models.CheckConstraint(condition=Q(first_row__gte=1), name="seatarea_rows_count_from_one"),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A seat as the hall names it within its area (가-1, A-12, 3-4), with at most one guest, or held back with a word."""

    area = models.ForeignKey(
        SeatArea, on_delete=models.CASCADE, related_name="places", verbose_name=_("좌석 구역")
    )
    row = models.PositiveSmallIntegerField(_("열"))
    number = models.PositiveSmallIntegerField(_("번호"))
    name = models.CharField(_("좌석 이름"), max_length=12)
    registration = models.OneToOneField(
        Registration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seat",
        verbose_name=_("참가 등록"),
    )
    held_for = models.CharField(_("비워 둔 까닭"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("좌석")
        verbose_name_plural = _("좌석")
        constraints = [
            models.UniqueConstraint("area", "row", "number", name="seat_one_per_place"),
            models.CheckConstraint(
                condition=Q(registration__isnull=True) | Q(held_for=""), name="seat_held_has_no_guest"
            ),
        ]

    def __str__(self) -> str:
        return self.name
