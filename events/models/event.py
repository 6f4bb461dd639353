from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.organization import Organization
from events.models.series import Series
from events.models.user import User
from events.models.venue import Room, Venue


class EventState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("event state", "예정")
    ANNOUNCED = "announced", _("공고")
    CLOSED = "closed", pgettext_lazy("event state", "종료")
    CANCELLED = "cancelled", _("취소")
    POSTPONED = "postponed", _("연기")


class RegistrationWindow(models.TextChoices):
    """How registration stands by the clock and the event's state; seats are counted elsewhere."""

    NOT_YET = "not_yet", _("등록 전")
    OPEN = "open", _("등록 중")
    OVER = "over", _("등록 마감")


class EventQuerySet(models.QuerySet["Event"]):
    def real(self) -> Self:
        """Without rehearsals: whatever the public sees, and whatever counts over all events, begins here."""
        return self.filter(rehearsal_of__isnull=True)

    def dated(self) -> Self:
        return self.filter(starts_at__isnull=False)

    def upcoming(self, *, at: datetime) -> Self:
        """What is still to come, events without a date last."""
        return self.filter(Q(ends_at__gte=at) | Q(ends_at__isnull=True)).order_by(
            F("starts_at").asc(nulls_last=True), "pk"
        )

    def ahead(self, *, at: datetime) -> Self:
        """What is still to come as the public may know it: planned events last, as if they had no date."""
        told = Case(When(~Q(state=EventState.PLANNED), then=F("starts_at")))
        return self.filter(
            Q(state=EventState.PLANNED) | Q(ends_at__gte=at) | Q(ends_at__isnull=True)
        ).order_by(told.asc(nulls_last=True), "pk")

    def behind(self, *, at: datetime) -> Self:
        """What was, without planned events whose date has passed: they are still to come."""
        return self.past(at=at).exclude(state=EventState.PLANNED)

    def past(self, *, at: datetime) -> Self:
        return self.filter(ends_at__lt=at).order_by("-starts_at", "pk")

    def touch(self, *, at: datetime) -> None:
        """Say that something these events' pages show has changed, so that the pages are drawn anew."""
        self.update(updated_at=at)

    def for_organizer(self, user: User) -> Self:
        return self._for_role(user, EventRole.ORGANIZER)

    def for_desk(self, user: User) -> Self:
        """The events whose desk this person may run; an organizer may run the desk too."""
        return self._for_role(user, EventRole.ORGANIZER, EventRole.DESK)

    def lock(self, pk: int) -> "Event":
        """The event, locked against others who count its seats; rows that point at it may still be added."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)

    def lock_with_place(self, pk: int) -> "Event":
        """As ``lock``, with its venue and room.

        They are read after the lock: joined by the statement that waits for it, they would be those of before.
        """
        self.select_for_update(of=("self",), no_key=True).values_list("pk").get(pk=pk)
        return self.select_related("venue", "room").get(pk=pk)

    def _for_role(self, user: User, *roles: "EventRole") -> Self:
        if not user.is_active or user.is_guest:
            return self.none()
        if user.is_superuser:
            return self.all()
        return self.filter(
            pk__in=RoleGrant.objects.filter(user=user, role__in=roles, revoked_at__isnull=True).values(
                "event"
            )
        )


class Event(models.Model):
    """One conference or forum on one or more days; may belong to several series."""

    slug = models.SlugField(_("주소"), unique=True)
    name = models.CharField(_("행사명"), max_length=150)
    name_en = models.CharField(_("영문 행사명"), max_length=200, blank=True)
    theme = models.CharField(_("주제"), max_length=200, blank=True)
    theme_en = models.CharField(_("주제(영문)"), max_length=250, blank=True)
    purpose = models.TextField(_("목적"), blank=True)
    purpose_en = models.TextField(_("목적(영문)"), blank=True)
    series = models.ManyToManyField(
        Series, through="SeriesEntry", related_name="events", verbose_name=_("시리즈")
    )
    hosts = models.ManyToManyField(
        Organization, related_name="hosted_events", blank=True, verbose_name=_("주최")
    )
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("장소")
    )
    room = models.ForeignKey(
        Room, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("회의실")
    )
    starts_at = models.DateTimeField(_("시작"), null=True, blank=True)
    ends_at = models.DateTimeField(_("종료"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("정원"), default=100)
    registration_opens_at = models.DateTimeField(_("등록 시작"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(pgettext_lazy("field", "등록 마감"), null=True, blank=True)
    state = models.CharField(
        _("상태"), max_length=20, choices=EventState, default=EventState.PLANNED, editable=False
    )
    was_announced = models.BooleanField(_("공고한 적 있음"), default=False, editable=False)
    needs_mailing_approval = models.BooleanField(_("대량 메일은 다른 담당자의 승인 후 발송"), default=False)
    is_demonstration = models.BooleanField(_("시연용"), default=False)
    # The event that this one is a rehearsal of: made-up guests, no mail, gone the day after.
    rehearsal_of = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="rehearsal",
        verbose_name=_("리허설의 원래 행사"),
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("행사")
        verbose_name_plural = _("행사")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_(
                    "종료는 시작보다 늦어야 하며, 둘을 함께 정하거나 함께 비워 두세요."
                ),
            ),
            models.CheckConstraint(
                condition=Q(registration_closes_at__isnull=True)
                | Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="event_registration_closes_after_it_opens",
                violation_error_message=_("등록 마감은 등록 시작보다 늦어야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EventState.PLANNED, EventState.CANCELLED, EventState.POSTPONED])
                | Q(starts_at__isnull=False, venue__isnull=False),
                name="event_is_dated_once_announced",
                violation_error_message=_("공고한 행사의 일시와 장소는 비울 수 없습니다."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="event_has_a_seat",
                violation_error_message=_("정원은 1명 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(rehearsal_of__isnull=True) | Q(ends_at__isnull=False),
                name="event_rehearsal_has_an_end",  # by which it is deleted
                violation_error_message=_("리허설의 일시는 비울 수 없습니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.mark}] {self.name}" if self.mark else self.name

    @property
    def is_rehearsal(self) -> bool:
        return self.rehearsal_of_id is not None

    @property
    def mark(self) -> str:
        """The word that pages and papers bear so that nobody takes them for a real event's; "" for a real one."""
        if self.is_rehearsal:
            return _now("리허설")
        return _now("시연용") if self.is_demonstration else ""

    @property
    def shows_its_date(self) -> bool:
        """Whether the public may know when and where: not before it is announced, nor while it is planned anew."""
        if self.state in {EventState.CANCELLED, EventState.POSTPONED}:
            return self.was_announced
        return self.state != EventState.PLANNED

    def registration_window(self, *, at: datetime) -> RegistrationWindow:
        """Where registration stands at ``at``: only an announced event takes any, and never after its end."""
        if self.state == EventState.PLANNED:
            return RegistrationWindow.NOT_YET
        if self.state != EventState.ANNOUNCED or self.ends_at is None or at >= self.ends_at:
            return RegistrationWindow.OVER
        if self.registration_closes_at is not None and at >= self.registration_closes_at:
            return RegistrationWindow.OVER
        if self.registration_opens_at is None or at < self.registration_opens_at:
            return RegistrationWindow.NOT_YET
        return RegistrationWindow.OPEN


class SeriesEntry(models.Model):
    """An event's place in a series, with its ordinal there (제1회)."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="entries", verbose_name=_("시리즈")
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="series_entries", verbose_name=_("행사")
    )
    ordinal = models.PositiveSmallIntegerField(_("회차"), null=True, blank=True)

    class Meta:
        verbose_name = _("소속 시리즈")
        verbose_name_plural = _("소속 시리즈")
        constraints = [
            models.UniqueConstraint("series", "event", name="seriesentry_one_per_series_and_event"),
            models.UniqueConstraint(
                "series",
                "ordinal",
                condition=Q(ordinal__isnull=False),
                name="seriesentry_one_event_per_ordinal",
            ),
        ]

    def __str__(self) -> str:
        return f"제{self.ordinal}회 {self.series}" if self.ordinal else str(self.series)


class Contact(models.Model):
    """A person of the department in charge (담당 부서), as the foot of a press release names them."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("행사")
    )
    department = models.CharField(_("담당 부서"), max_length=120)
    department_en = models.CharField(_("담당 부서(영문)"), max_length=160, blank=True)
    duty = models.CharField(pgettext_lazy("contact", "구분"), max_length=20, blank=True)
    title = models.CharField(_("직급"), max_length=40, blank=True)
    title_en = models.CharField(_("직급(영문)"), max_length=60, blank=True)
    name = models.CharField(_("성명"), max_length=60, blank=True)
    name_en = models.CharField(_("영문 성명"), max_length=80, blank=True)
    phone = models.CharField(_("전화"), max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("담당 부서")
        verbose_name_plural = _("담당 부서")

    def __str__(self) -> str:
        return f"{self.department} {self.name}".strip()


class EventRole(models.TextChoices):
    ORGANIZER = "organizer", _("주최 담당")
    DESK = "desk", _("등록데스크")


class RoleGrant(models.Model):
    """Who may run which event in which role, from when to when; kept after it ends.

    개인정보의 안전성 확보조치 기준 Art. 5 asks that grants and changes stay on record for three years.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="role_grants", verbose_name=_("행사")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name=_("담당자"),
    )
    role = models.CharField(_("역할"), max_length=20, choices=EventRole)
    granted_at = models.DateTimeField(_("부여"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("부여한 사람"),
    )
    revoked_at = models.DateTimeField(_("회수"), null=True, blank=True)

    class Meta:
        verbose_name = _("역할")
        verbose_name_plural = _("역할")
        constraints = [
            models.UniqueConstraint(
                "event", "user", "role", condition=Q(revoked_at__isnull=True), name="rolegrant_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.event} · {self.get_role_display()}"
