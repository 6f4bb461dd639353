from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField

from events.models import Event, Message, Organization, Sector
from registrations.states import (
    UNANSWERED_STATES,
    Category,
    InvitationKind,
    InvitationState,
    Step,
    Way,
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.exclude(state=InvitationState.REVOKED)

    def unanswered(self) -> Self:
        return self.filter(state__in=UNANSWERED_STATES)

    def holding(self, *, at: datetime) -> Self:
        """Those for which seats are kept."""
        return self.open().filter(held_until__gt=at)

    def open(self) -> Self:
        """Those that may still bring somebody: unanswered, or a body's, whose people may not all be named yet."""
        is_named_later = Q(kind=InvitationKind.SEATS, state=InvitationState.ACCEPTED)
        return self.filter(Q(state__in=UNANSWERED_STATES) | is_named_later)

    def awaited(self) -> Self:
        """Those that were mailed and have no answer yet: whoever got them keeps the day free."""
        return self.filter(state=InvitationState.SENT).exclude(email="")

    def for_email(self, email: str) -> Self:
        """Those with this address, however it is written, in the words of the unique index; nobody has an empty one."""
        return self.filter(Exact(Lower("email"), Lower(Value(email))), ~Q(email=""))

    def lock(self, pk: int) -> "Invitation":
        """The invitation, locked; rows that point at it may still be added."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class Invitation(models.Model):
    """Who is invited to an event, or answers for people who come: a person, or a body with several seats.

    It keeps the person who was invited even where a deputy comes (대참): the deputy is a registration of its own.
    A group that asked by itself (단체 신청) is one too, so that its coordinator has the same page.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("행사")
    )
    kind = models.CharField(
        pgettext_lazy("invitation", "종류"),
        max_length=10,
        choices=InvitationKind,
        default=InvitationKind.PERSON,
    )
    code = models.CharField(_("초청번호"), max_length=12, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("성명"), max_length=60, blank=True)
    organization = models.CharField(_("소속"), max_length=120)
    body = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("기관"),
    )
    sector = models.CharField(pgettext_lazy("sector", "구분"), max_length=20, choices=Sector, blank=True)
    department = models.CharField(_("부서"), max_length=60, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    phone = PhoneNumberField(_("휴대전화"), blank=True)
    category = models.CharField(_("참석구분"), max_length=20, choices=Category)
    seats = models.PositiveSmallIntegerField(_("좌석"), default=1)
    held_until = models.DateTimeField(_("좌석 보류 기한"), null=True, blank=True)
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES, default="ko")
    note = models.CharField(_("비고"), max_length=200, blank=True)
    state = models.CharField(_("상태"), max_length=20, choices=InvitationState, default=InvitationState.READY)
    answered_at = models.DateTimeField(_("답변"), null=True, blank=True)
    answered_way = models.CharField(_("답변 경로"), max_length=20, choices=Way, blank=True)
    reason = models.CharField(_("불참 사유"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("등록"))
    changed_at = models.DateTimeField(_("변경 시각"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("초청")
        verbose_name_plural = _("초청")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "event",
                "kind",
                condition=~Q(state=InvitationState.REVOKED) & ~Q(email=""),
                name="invitation_one_standing_per_email_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1) & (Q(seats=1) | ~Q(kind=InvitationKind.PERSON)),
                name="invitation_of_a_person_is_one_seat",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[InvitationState.READY, InvitationState.SENT], answered_at__isnull=True)
                | Q(
                    state__in=[InvitationState.ACCEPTED, InvitationState.DECLINED, InvitationState.DEPUTED],
                    answered_at__isnull=False,
                )
                | Q(state=InvitationState.REVOKED),
                name="invitation_answered_at_fits_state",
            ),
            models.CheckConstraint(
                condition=~Q(kind=InvitationKind.PERSON) | ~Q(name=""), name="invitation_of_a_person_is_named"
            ),
        ]
        indexes = [
            models.Index("event", "state", name="invitation_by_event_state"),
            models.Index(F("event"), F("name"), name="invitation_by_event_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.who}"

    @property
    def who(self) -> str:
        """The person's name, or the body that has the seats."""
        return self.name if self.kind == InvitationKind.PERSON else self.organization

    @property
    def is_for_several(self) -> bool:
        return self.kind != InvitationKind.PERSON

    def is_holding(self, *, at: datetime) -> bool:
        """Whether seats are kept for it; says of one what ``holding`` says of all."""
        is_open = self.state in UNANSWERED_STATES or (
            self.kind == InvitationKind.SEATS and self.state == InvitationState.ACCEPTED
        )
        return is_open and self.held_until is not None and at < self.held_until


class InvitationStep(models.Model):
    """One thing that happened to an invitation, never changed. It names nobody: people may ask to be forgotten."""

    invitation = models.ForeignKey(
        Invitation, on_delete=models.PROTECT, related_name="steps", verbose_name=_("초청")
    )
    step = models.CharField(_("단계"), max_length=20, choices=Step)
    at = models.DateTimeField(_("시각"))
    way = models.CharField(_("경로"), max_length=20, choices=Way)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("처리자"),
    )
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("메일")
    )
    registration = models.ForeignKey(
        "registrations.Registration",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitation_steps",
        verbose_name=_("참가 등록"),
    )

    class Meta:
        verbose_name = _("초청 이력")
        verbose_name_plural = _("초청 이력")
        indexes = [models.Index("invitation", "at", name="invitationstep_by_time")]

    def __str__(self) -> str:
        return self.get_step_display()
