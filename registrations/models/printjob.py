"""Print jobs (명찰 출력 작업): rows that are the queue of their own drawing, and what each job was to print."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import notation
from events.models import Event
from registrations.models.registration import Registration


class PrintJobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("queue", "대기")
    RENDERING = "rendering", _("작성 중")
    JOINING = "joining", _("합치는 중")
    READY = "ready", _("완료")
    CANCELLED = "cancelled", pgettext_lazy("print job", "취소")
    FAILED = "failed", _("실패")


OPEN_JOB_STATES = (PrintJobState.QUEUED, PrintJobState.RENDERING, PrintJobState.JOINING)
DRAWN_STATES = (PrintJobState.QUEUED, PrintJobState.RENDERING)


class PartState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("queue", "대기")
    RENDERING = "rendering", _("작성 중")
    DONE = "done", _("완료")


class PrintReason(models.TextChoices):
    """Why a badge that was printed is printed once more."""

    LOST = "lost", _("분실")
    DAMAGED = "damaged", _("훼손")
    MISTAKE = "mistake", _("오기")
    CHANGED = "changed", _("내용 변경")
    SPOILED = "spoiled", _("못 쓰게 됨")
    OTHER = "other", pgettext_lazy("reason", "기타")


class Failure(models.TextChoices):
    """Why a job came to nothing, as an organizer reads it."""

    NO_SPACE = (
        "no_space",
        _("파일을 저장할 공간이 부족합니다. 서버의 저장 공간을 확인한 뒤 다시 만들어 주세요."),
    )
    UNREADABLE = "unreadable", _("작성한 파일 일부를 읽을 수 없어 합치지 못했습니다. 다시 만들어 주세요.")
    GIVEN_UP = (
        "given_up",
        _("작성이 여러 번 중단되어 그만두었습니다. 작업 서버를 확인한 뒤 다시 만들어 주세요."),
    )
    NOTHING = "nothing", _("출력할 명찰이 남아 있지 않습니다.")
    REFUSED = "refused", _("명찰을 작성할 수 없습니다.")
    BROKEN = "broken", _("작성하는 가운데 오류가 났습니다. 운영자에게 알려 주세요.")


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    def open(self) -> "PrintJobQuerySet":
        return self.filter(state__in=OPEN_JOB_STATES)

    def lock(self, pk: int) -> "PrintJob":
        """The job, locked; rows that point at it may still be added."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def to_join(self, *, at: datetime) -> "PrintJobQuerySet":
        """All parts are drawn, and nobody joins them: nobody has begun, or who had begun is dead."""
        undone = PrintPart.objects.filter(job=OuterRef("pk")).exclude(state=PartState.DONE)
        left_since = at - settings.DOCUMENT_LEASE
        return self.filter(
            (Q(state=PrintJobState.RENDERING) & ~Exists(undone))
            | Q(state=PrintJobState.JOINING, claimed_at__lte=left_since)
        )

    def claim(self, pk: int, *, at: datetime) -> bool:
        """Take the job for joining, by one UPDATE; False if a part is not done, or another worker has it."""
        joining = {"state": PrintJobState.JOINING, "claimed_at": at, "attempts": F("attempts") + 1}
        return bool(self.to_join(at=at).filter(pk=pk).update(**joining))


class PrintJob(models.Model):
    """Badges that an organizer asked for at once: planned into parts, drawn by workers, joined to one file."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="print_jobs", verbose_name=_("행사")
    )
    choice = models.JSONField(_("선택 사항"))
    digest = models.CharField(
        max_length=64
    )  # of choice, reason and language: the choice is too long for an index
    language = models.CharField(_("언어"), max_length=5, default="ko")
    station = models.CharField(_("출력 장소"), max_length=60, blank=True)
    reason = models.CharField(_("사유"), max_length=20, choices=PrintReason, blank=True)
    note = models.CharField(_("사유 설명"), max_length=200, blank=True)
    renews_codes = models.BooleanField(_("옛 명찰 폐기"), default=False)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name=_("이어서 출력한 작업"),
    )
    state = models.CharField(_("상태"), max_length=20, choices=PrintJobState, default=PrintJobState.QUEUED)
    total = models.PositiveIntegerField(_("명찰"), default=0)
    failure = models.CharField(_("실패 사유"), max_length=20, choices=Failure, blank=True)
    error = models.TextField(_("오류"), blank=True)
    file = models.FileField(_("파일"), upload_to="print-jobs/", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # to join the parts
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
    printed_at = models.DateTimeField(_("출력 확인"), null=True, blank=True)
    file_destroyed_at = models.DateTimeField(_("파일 파기"), null=True, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("명찰 출력 작업")
        verbose_name_plural = _("명찰 출력 작업")
        constraints = [
            models.UniqueConstraint(
                "event",
                "digest",
                condition=Q(state__in=OPEN_JOB_STATES),
                name="printjob_one_open_per_choice",
            ),
            models.CheckConstraint(
                condition=~Q(state=PrintJobState.READY) | ~Q(file="") | Q(file_destroyed_at__isnull=False),
                name="printjob_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True) | Q(state=PrintJobState.READY),
                name="printjob_printed_was_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} · {notation.moment(self.requested_at, language='ko')}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_JOB_STATES


class PrintPartQuerySet(models.QuerySet["PrintPart"]):
    def due(self, *, at: datetime) -> "PrintPartQuerySet":
        """What a worker should look at now: queued, or left behind by a worker that died."""
        left_since = at - settings.DOCUMENT_LEASE
        return self.filter(
            Q(state=PartState.QUEUED) | Q(state=PartState.RENDERING, claimed_at__lte=left_since),
            job__in=self._drawn_jobs(),
        )

    def claim(self, pk: int, *, at: datetime) -> bool:
        """Take a part for drawing, by one UPDATE; False if another worker has it, it is done, or its job is over."""
        drawing = {"state": PartState.RENDERING, "claimed_at": at, "attempts": F("attempts") + 1}
        return bool(self.due(at=at).filter(pk=pk).update(**drawing))

    def held(self, part: "PrintPart") -> "PrintPartQuerySet":
        """The part, as long as no other worker has claimed it since: each claim counts an attempt."""
        return self.filter(
            pk=part.pk, state=PartState.RENDERING, attempts=part.attempts, job__in=self._drawn_jobs()
        )

    def _drawn_jobs(self) -> PrintJobQuerySet:
        """Not by a join: an UPDATE would then ask for the part's own state within a subquery, which PostgreSQL does not
        ask again once it has waited for another worker's claim.
        """
        return PrintJob.objects.filter(state__in=DRAWN_STATES)


class PrintPart(models.Model):
    """Some whole sheets of a job: what one worker draws at a time."""

    job = models.ForeignKey(
        PrintJob, on_delete=models.CASCADE, related_name="parts", verbose_name=_("명찰 출력 작업")
    )
    number = models.PositiveIntegerField()  # from 1, in the order of the file
    batch = models.JSONField()
    state = models.CharField(max_length=20, choices=PartState, default=PartState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(
        max_length=200, blank=True
    )  # its name in the storage; "" where nobody is on it any more

    objects = PrintPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("job", "number", name="printpart_once_per_number")]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.number}"


class JobBadge(models.Model):
    """One badge of a job, and where it lies. What became of it stands here and in the ledger of printings."""

    job = models.ForeignKey(
        PrintJob, on_delete=models.CASCADE, related_name="badges", verbose_name=_("명찰 출력 작업")
    )
    part = models.ForeignKey(PrintPart, on_delete=models.CASCADE, related_name="badges")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="job_badges", verbose_name=_("참가 등록")
    )
    number = models.PositiveIntegerField(_("번호"))  # from 1, in the order of the file
    sheet = models.PositiveIntegerField(_("장"))  # from 1
    cell = models.PositiveSmallIntegerField(_("칸"))  # from 1
    # What was drawn: empty until the part is done, and for ever where the guest was gone by then.
    code = models.CharField(_("등록번호"), max_length=12, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    rendered_at = models.DateTimeField(_("작성"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("print job", "명찰")
        verbose_name_plural = pgettext_lazy("print job", "명찰")
        constraints = [
            models.UniqueConstraint("job", "registration", name="jobbadge_once_per_guest"),
            models.UniqueConstraint("job", "number", name="jobbadge_once_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id} · {self.number}"
