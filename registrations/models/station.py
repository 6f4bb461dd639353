"""Print stations (인쇄 스테이션): pages that stand open at a printer, and the badges that desks send them."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from registrations.models.printjob import PrintReason
from registrations.models.registration import Registration


class StationJobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("queue", "대기")
    TAKEN = "taken", _("인쇄 중")
    PRINTED = "printed", _("인쇄함")
    FAILED = "failed", _("실패")
    UNSURE = "unsure", _("확인 필요")  # the station died with it: it may have been printed


# What is not over: a guest has one of these at most.
OPEN_STATION_JOBS = (StationJobState.QUEUED, StationJobState.TAKEN, StationJobState.UNSURE)


class PrintStation(models.Model):
    """One page that was opened at a printer. A page that is loaded again is another station."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="print_stations", verbose_name=_("행사")
    )
    key = models.UUIDField(unique=True)  # made by the page
    name = models.CharField(_("이름"), max_length=40)
    layout = models.CharField(_("명찰 양식"), max_length=60)  # of the labels in its printer
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("담당자")
    )
    opened_at = models.DateTimeField(_("연 시각"))
    seen_at = models.DateTimeField(_("마지막 응답"))

    class Meta:
        verbose_name = _("인쇄 스테이션")
        verbose_name_plural = _("인쇄 스테이션")

    def __str__(self) -> str:
        return self.name


class StationJobQuerySet(models.QuerySet["StationJob"]):
    def queued(self) -> Self:
        return self.filter(state=StationJobState.QUEUED)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATION_JOBS)

    def claim(self, pk: int, *, station_id: int, at: datetime) -> bool:
        """Take a queued job, by one UPDATE; False if another station has it."""
        taken = {"state": StationJobState.TAKEN, "station_id": station_id, "taken_at": at}
        return bool(self.queued().filter(pk=pk).update(**taken))

    def lock(self, pk: int) -> "StationJob":
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class StationJob(models.Model):
    """One badge that a desk sent to the print stations."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="station_jobs", verbose_name=_("행사")
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="station_jobs", verbose_name=_("참가 등록")
    )
    state = models.CharField(
        _("상태"), max_length=20, choices=StationJobState, default=StationJobState.QUEUED
    )
    device = models.CharField(_("보낸 데스크"), max_length=40, blank=True)
    reason = models.CharField(_("사유"), max_length=20, choices=PrintReason, blank=True)
    note = models.CharField(_("사유 설명"), max_length=200, blank=True)
    asked_at = models.DateTimeField(_("요청"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("요청자")
    )
    station = models.ForeignKey(
        PrintStation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("인쇄 스테이션"),
    )
    taken_at = models.DateTimeField(_("인쇄 시작"), null=True, blank=True)
    finished_at = models.DateTimeField(_("완료 시각"), null=True, blank=True)
    failure = models.CharField(_("실패 사유"), max_length=200, blank=True)

    objects = StationJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("스테이션 인쇄")
        verbose_name_plural = _("스테이션 인쇄")
        constraints = [
            models.UniqueConstraint(
                "registration",
                condition=Q(state__in=OPEN_STATION_JOBS),
                name="stationjob_one_open_per_guest",
            ),
            models.CheckConstraint(
                condition=Q(state=StationJobState.QUEUED, station__isnull=True, taken_at__isnull=True)
                | Q(state=StationJobState.FAILED)
                | Q(station__isnull=False, taken_at__isnull=False),
                name="stationjob_taken_by_a_station",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=False)
                ^ ~Q(state__in=[StationJobState.PRINTED, StationJobState.FAILED]),
                name="stationjob_finished_at_fits_state",
            ),
        ]
        indexes = [models.Index("event", "state", name="stationjob_by_event_state")]

    def __str__(self) -> str:
        return f"{self.registration_id} · {self.get_state_display()}"
