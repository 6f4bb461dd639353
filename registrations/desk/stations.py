"""Print stations (인쇄 스테이션): desks ask for badges, pages at the printers take them one by one, in order.

A badge leaves the queue once. Whether a station that died had printed what it had taken nobody can know: a person looks.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registrations.badges import layouts, printing
from registrations.badges.printing import Why
from registrations.models import BadgePrint, PrintStation, Registration, StationJob, StationJobState
from registrations.states import RegistrationState

LATEST = 20  # jobs that a page shows beside those that wait


class StationRefused(Exception):
    """Nothing was done; the text tells the desk why."""


@dataclass(frozen=True)
class Queue:
    """What waits, what needs a person, and what was done last."""

    open: list[StationJob]
    latest: list[StationJob]

    def number(self, state: StationJobState) -> int:
        return sum(job.state == state for job in self.open)


def needs_reason(registration_id: int) -> bool:
    """Whether the guest has a good badge already, so that another one needs a reason."""
    return BadgePrint.objects.in_hand().filter(registration=registration_id).exists()


@transaction.atomic
def ask(
    *, registration_id: int, by_id: int, at: datetime, device: str = "", why: Why | None = None
) -> StationJob:
    """Send a guest's badge to the stations. Asking again while it waits gives the same job.

    :raises StationRefused: the guest has no seat, or a badge without a reason for another, or one that may be printed
    """
    why = why or Why()
    guest = Registration.objects.lock(registration_id)
    if guest.state != RegistrationState.CONFIRMED:
        raise StationRefused(
            _("%(name)s 님의 등록은 「%(state)s」 상태입니다. 명찰을 출력하지 않았습니다.")
            % {"name": guest.name, "state": guest.get_state_display()}
        )
    known = StationJob.objects.open().filter(registration=guest).first()
    if known is not None and known.state == StationJobState.UNSURE:
        raise StationRefused(
            _("%(name)s 님의 명찰은 이미 인쇄되었을 수 있습니다. 인쇄 현황에서 먼저 확인해 주세요.")
            % {"name": guest.name}
        )
    if known is not None:
        return known
    if problem := printing.problem_of(why):
        raise StationRefused(problem)
    if not why.reason and needs_reason(guest.pk):
        raise StationRefused(_("이미 명찰을 받은 분입니다. 다시 인쇄하는 사유를 골라 주세요."))
    return StationJob.objects.create(
        event_id=guest.event_id,
        registration=guest,
        device=device,
        reason=why.reason,
        note=why.note,
        asked_at=at,
        asked_by_id=by_id,
    )


def said(guest: Registration, *, at: datetime) -> tuple[str, bool]:
    """What the desk is told of a badge that was sent to the stations, and whether one is open to print it."""
    is_open = living(guest.event_id, at=at).exists()
    sentence = (
        _("%(name)s 님의 명찰을 인쇄 스테이션으로 보냈습니다.")
        if is_open
        else _("%(name)s 님의 명찰을 보냈으나, 열려 있는 인쇄 스테이션이 없어 기다리고 있습니다.")
    )
    return sentence % {"name": guest.name}, is_open


@transaction.atomic
def hello(*, event_id: int, key: UUID, name: str, layout: str, by_id: int, at: datetime) -> PrintStation:
    """Open a station, or hear of it again.

    :raises StationRefused: the key is another event's, or there is no such layout
    """
    station, is_new = PrintStation.objects.get_or_create(
        key=key,
        defaults={
            "event_id": event_id,
            "name": name,
            "layout": layout,
            "opened_by_id": by_id,
            "opened_at": at,
            "seen_at": at,
        },
    )
    if station.event_id != event_id:
        raise StationRefused(_("다른 행사의 인쇄 스테이션입니다. 화면을 새로 고쳐 주세요."))
    if is_new:
        try:
            layouts.get(event_id, layout)
        except layouts.UnknownLayout as unknown:
            raise StationRefused(str(unknown)) from unknown
    else:
        PrintStation.objects.filter(pk=station.pk).update(seen_at=at)
    return station


def take(*, station_id: int, at: datetime) -> StationJob | None:
    """The next badge that this station is to print, or None. What has lost its seat meanwhile fails by itself."""
    event_id = PrintStation.objects.values_list("event", flat=True).get(pk=station_id)
    look_after(event_id=event_id, at=at)
    waiting = StationJob.objects.queued().filter(event=event_id).order_by("pk")
    while (pk := waiting.values_list("pk", flat=True).first()) is not None:
        if not StationJob.objects.claim(pk, station_id=station_id, at=at):
            continue  # another station was faster
        job = StationJob.objects.select_related("registration__event", "registration__badge_text").get(pk=pk)
        if job.registration.state == RegistrationState.CONFIRMED:
            return job
        finish(job_id=pk, station_id=station_id, at=at, failure=_("취소되었거나 자리를 넘긴 등록입니다."))
    return None


def job_of(*, job_id: int, station_id: int) -> StationJob:
    """A job that this station has in hand.

    :raises StationJob.DoesNotExist: it has no such job
    """
    mine = StationJob.objects.filter(state=StationJobState.TAKEN, station=station_id)
    return mine.select_related("registration__event", "registration__badge_text").get(pk=job_id)


@transaction.atomic
def finish(*, job_id: int, station_id: int, at: datetime, failure: str = "") -> StationJob:
    """Close a job as its own station says: printed, or failed with a word. Saying it twice is harmless.

    A station that was thought dead may still say so: then nobody has to look.

    :raises StationRefused: the job is not this station's
    """
    job = _locked(job_id)
    if job.station_id != station_id:
        raise StationRefused(_("이 스테이션의 인쇄가 아닙니다."))
    if job.state in {StationJobState.TAKEN, StationJobState.UNSURE}:
        _close(job, at=at, failure=failure)
    return job


@transaction.atomic
def settle(*, event_id: int, job_id: int, was_printed: bool, at: datetime) -> StationJob:
    """Say of a job that needs a look whether its badge came out; if not, it is queued again.

    A failed one is queued again too, unless the guest was sent another meanwhile. Others are left as they are.

    :raises StationJob.DoesNotExist: the event has no such job
    """
    StationJob.objects.get(pk=job_id, event=event_id)
    job = _locked(job_id)
    if was_printed and job.state == StationJobState.UNSURE:
        _close(job, at=at)
    elif not was_printed and (job.state == StationJobState.UNSURE or _can_retry(job)):
        job.state, job.failure = StationJobState.QUEUED, ""
        job.station = job.taken_at = job.finished_at = None
        job.save()
    return job


@transaction.atomic
def drop(*, event_id: int, job_id: int, at: datetime) -> StationJob:
    """Take a job out of the queue that no station has begun.

    :raises StationJob.DoesNotExist: the event has no such job
    """
    StationJob.objects.get(pk=job_id, event=event_id)
    job = _locked(job_id)
    if job.state == StationJobState.QUEUED:
        _close(job, at=at, failure=_("데스크에서 취소함"))
    return job


def look_after(*, event_id: int, at: datetime) -> int:
    """Put what dead stations have in hand before a person; how many. Never printed again by itself."""
    dead = PrintStation.objects.filter(event=event_id, seen_at__lte=at - settings.STATION_LEASE)
    # Not by a join, for which PostgreSQL would not look again whether a station has closed the job meanwhile.
    left = StationJob.objects.filter(state=StationJobState.TAKEN, station__in=dead, taken_at__lte=at)
    return left.update(state=StationJobState.UNSURE)


def to_look_at(event_id: int, *, at: datetime) -> int:
    """How many badges a person has to look at; what a station has in hand that died since is among them."""
    is_left = Q(
        state=StationJobState.TAKEN, station__seen_at__lte=at - settings.STATION_LEASE, taken_at__lte=at
    )
    jobs = StationJob.objects.filter(Q(state=StationJobState.UNSURE) | is_left, event=event_id)
    return jobs.count()


def living(event_id: int, *, at: datetime) -> QuerySet[PrintStation]:
    """The stations that were heard of lately."""
    return PrintStation.objects.filter(event=event_id, seen_at__gt=at - settings.STATION_LEASE)


def queue(event_id: int) -> Queue:
    """How printing stands; two queries."""
    jobs = StationJob.objects.filter(event=event_id).select_related("registration", "station")
    return Queue(
        open=list(jobs.open().order_by("pk")),
        latest=list(jobs.filter(finished_at__isnull=False).order_by("-finished_at", "-pk")[:LATEST]),
    )


def _can_retry(job: StationJob) -> bool:
    others = StationJob.objects.filter(registration=job.registration_id, pk__gt=job.pk)
    open_now = StationJob.objects.open().filter(registration=job.registration_id)
    return job.state == StationJobState.FAILED and not (others.exists() or open_now.exists())


def _close(job: StationJob, *, at: datetime, failure: str = "") -> None:
    job.state = StationJobState.FAILED if failure else StationJobState.PRINTED
    job.failure, job.finished_at = failure[:200], at
    job.save(update_fields=["state", "failure", "finished_at"])
    if not failure:
        where = Why(station=job.station.name if job.station else "", reason=job.reason, note=job.note)
        printing.note_printed(job.registration, by_id=job.asked_by_id, at=at, why=where)


def _locked(job_id: int) -> StationJob:
    """The job with its guest, the guest's row locked before it, as asking does."""
    Registration.objects.lock(StationJob.objects.values_list("registration", flat=True).get(pk=job_id))
    job = StationJob.objects.lock(job_id)
    job.registration = Registration.objects.select_related("event", "badge_text").get(pk=job.registration_id)
    return job
