"""The scan ledger of the desk (입장), and who is in by it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from registrations.models.entrylist import EntryList
from registrations.models.registration import Registration


class ScanKind(models.TextChoices):
    IN = "in", pgettext_lazy("scan", "입장")
    OUT = "out", pgettext_lazy("scan", "퇴장")
    UNDO = "undo", pgettext_lazy("scan", "되돌리기")


class CheckInOutcome(models.TextChoices):
    ENTERED = "entered", _("입장")
    OVERRIDE = "override", _("이유를 적고 입장")
    LEFT = "left", _("퇴장")
    UNDONE = "undone", _("되돌림")
    ALREADY = "already", _("이미 입장")
    CONFLICT = "conflict", _("충돌(두 데스크)")
    CANCELLED = "cancelled", _("취소된 등록")
    WAITLISTED = "waitlisted", _("대기자")
    NOT_OPEN = "not_open", _("열리지 않는 행사")
    REVOKED = "revoked", _("폐기된 명찰")
    NOT_LISTED = "not_listed", _("명단에 없음")
    OTHER_EVENT = "other_event", _("다른 행사")
    UNKNOWN = "unknown", _("알 수 없음")
    NOT_IN = "not_in", _("입장하지 않음")
    NOT_UNDONE = "not_undone", _("되돌릴 수 없음")


# By which somebody is inside.
ENTRIES = (CheckInOutcome.ENTERED, CheckInOutcome.OVERRIDE)
# By which a scan points at the one that it takes back.
TAKING_BACK = (CheckInOutcome.UNDONE, CheckInOutcome.CONFLICT)


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def standing(self) -> "CheckInQuerySet":
        """What let somebody in or out, and was not taken back."""
        return self.filter(outcome__in=[*ENTRIES, CheckInOutcome.LEFT], undone_by__isnull=True)

    def entries(self) -> "CheckInQuerySet":
        """The entries that stand, through whichever door; an entry that was undone is none."""
        return self.filter(outcome__in=ENTRIES, undone_by__isnull=True)


class CheckIn(models.Model):
    """One scan, whatever came of it. Append-only: a trigger refuses any change but that the reason goes with its guest."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="scans", verbose_name=_("행사")
    )  # whose desk it was
    registration = models.ForeignKey(
        Registration,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="check_ins",
        verbose_name=_("참가 등록"),
    )
    entry_list = models.ForeignKey(
        EntryList,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scans",
        verbose_name=_("입장 명단"),
    )  # None: the event's own door
    scan_id = models.UUIDField(_("스캔 번호"), unique=True)  # made by the device
    kind = models.CharField(_("구분"), max_length=10, choices=ScanKind, default=ScanKind.IN)
    outcome = models.CharField(_("결과"), max_length=20, choices=CheckInOutcome)
    at = models.DateTimeField(_("시각"))  # when it was, by the server's clock
    received_at = models.DateTimeField(_("받은 시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("처리자")
    )
    device = models.CharField(_("기기"), max_length=40, blank=True)
    sequence = models.PositiveIntegerField(_("기기 순번"), null=True, blank=True)
    device_at = models.DateTimeField(_("기기 시각"), null=True, blank=True)
    is_offline = models.BooleanField(_("오프라인"), default=False)
    reason = models.CharField(_("사유"), max_length=200, blank=True)
    # What nobody knows: a code as it is, anything else as a digest, as it may be a name.
    typed = models.CharField(_("입력"), max_length=40, blank=True)
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=_("되돌린 스캔"),
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("ledger", "입장")
        verbose_name_plural = pgettext_lazy("ledger", "입장")
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False)
                | Q(outcome__in=[CheckInOutcome.UNKNOWN, CheckInOutcome.NOT_UNDONE]),
                name="checkin_nobody_only_if_unknown",
            ),
            models.CheckConstraint(
                condition=Q(undoes__isnull=True) | Q(outcome__in=TAKING_BACK),
                name="checkin_takes_back_by_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CheckInOutcome.UNDONE) | Q(undoes__isnull=False),
                name="checkin_undone_says_what",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=CheckInOutcome.OVERRIDE) | ~Q(reason=""),
                name="checkin_override_has_a_reason",
            ),
        ]
        indexes = [models.Index("event", "at", name="checkin_by_event_and_time")]

    def __str__(self) -> str:
        return f"{self.registration or self.typed} · {self.get_outcome_display()}"


class Presence(models.Model):
    """Who is in now: a row for each guest and door, made and removed under the lock on the registration."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="presences", verbose_name=_("참가 등록")
    )
    entry_list = models.ForeignKey(
        EntryList,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presences",
        verbose_name=_("입장 명단"),
    )
    entry = models.OneToOneField(
        CheckIn, on_delete=models.PROTECT, related_name="presence", verbose_name=_("입장 기록")
    )

    class Meta:
        verbose_name = _("현재 입장")
        verbose_name_plural = _("현재 입장")
        constraints = [
            models.UniqueConstraint(
                "registration", "entry_list", nulls_distinct=False, name="presence_once_per_guest_and_list"
            ),
        ]

    def __str__(self) -> str:
        return str(self.entry)


class EntryConflict(models.Model):
    """Something that desks did without the network and that a person has to look at."""

    scan = models.OneToOneField(
        CheckIn, on_delete=models.PROTECT, related_name="conflict", verbose_name=_("충돌한 스캔")
    )
    # The entry that stands instead; None where a guest was let in whom the server would have refused.
    entry = models.ForeignKey(
        CheckIn,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="outdone",
        verbose_name=_("유효한 입장"),
    )
    seen_at = models.DateTimeField(_("확인 시각"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("확인자"),
    )

    class Meta:
        verbose_name = _("입장 충돌")
        verbose_name_plural = _("입장 충돌")
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="entryconflict_seen_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.scan)
