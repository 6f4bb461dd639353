from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agenda.models.speaker import Speaker
from events.models import Event, Room


class SessionKind(models.TextChoices):
    OPENING = "opening", _("개회")
    REMARKS = "remarks", _("축사·인사말")
    KEYNOTE = "keynote", _("기조강연")
    TALK = "talk", _("발제")
    PANEL = "panel", _("토론")
    BREAK = "break", _("휴식")
    PHOTO = "photo", _("기념촬영")
    CLOSING = "closing", _("폐회")


class SpeakerRole(models.TextChoices):
    SPEAKER = "speaker", _("발표")
    MODERATOR = "moderator", _("좌장")
    HOST = "host", _("사회")
    PANELIST = "panelist", pgettext_lazy("role", "토론")
    CONGRATULATOR = "congratulator", _("축사")
    GREETER = "greeter", _("인사말")


class RoomRange(Func):
    """A room as a range of itself: core PostgreSQL has no exclusion operator for plain numbers."""

    function = "int8range"
    output_field = DateTimeRangeField()


class TimeRange(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


# What begins at the same time stands by room: so the workbench shows it, a release keeps it and talks are numbered.
IN_ORDER = ("starts_at", "room__floor", "room__name", "pk")


class Session(models.Model):
    """One row of an event's working timetable (세부일정). Guests never see it; they see releases."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("행사")
    )
    kind = models.CharField(_("구분"), max_length=20, choices=SessionKind, default=SessionKind.TALK)
    title = models.CharField(pgettext_lazy("timetable", "내용"), max_length=200)
    title_en = models.CharField(_("내용(영문)"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("시작"))
    ends_at = models.DateTimeField(_("종료"))
    room = models.ForeignKey(
        Room,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("회의실"),
    )
    remark = models.CharField(_("비고"), max_length=120, blank=True)
    remark_en = models.CharField(_("비고(영문)"), max_length=160, blank=True)
    is_pinned = models.BooleanField(
        _("고정"), default=False, help_text=_("다른 세션이 길어지거나 짧아져도 이 시각에 그대로 둡니다.")
    )
    stage_needs = models.CharField(
        _("무대 준비"),
        max_length=200,
        blank=True,
        help_text=_("큐시트에 나옵니다. 예: 무선마이크 2, 발표자료"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    speakers = models.ManyToManyField(
        Speaker, through="Appearance", related_name="sessions", verbose_name=_("연사")
    )

    class Meta:
        verbose_name = _("세션")
        verbose_name_plural = _("세션")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message=_("세션의 길이는 1분 이상이어야 합니다."),
            ),
            ExclusionConstraint(
                name="session_room_holds_one_at_a_time",
                expressions=[
                    (RoomRange("room", "room", Value("[]")), RangeOperators.OVERLAPS),
                    (TimeRange("starts_at", "ends_at", Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(room__isnull=False),
                deferrable=Deferrable.DEFERRED,  # a ripple moves several sessions before all fit again
                violation_error_message=_("같은 회의실에서 시간이 겹치는 세션이 있습니다."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """The session's length in minutes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


class Appearance(models.Model):
    """A speaker's part in a session."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("세션")
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("연사")
    )
    role = models.CharField(_("역할"), max_length=20, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("출연")
        verbose_name_plural = _("출연")
        constraints = [
            models.UniqueConstraint("session", "speaker", "role", name="appearance_one_per_speaker_and_role"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.get_role_display()})"
