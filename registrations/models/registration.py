from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from events.models import Event
from registrations.states import Category, RegistrationState, Way


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        return self.exclude(state=RegistrationState.CANCELLED)

    def confirmed(self) -> Self:
        return self.filter(state=RegistrationState.CONFIRMED)

    def waitlisted(self) -> Self:
        """The waiting list in its order."""
        return self.filter(state=RegistrationState.WAITLISTED).order_by("waiting_number")

    def for_email(self, email: str) -> Self:
        return self.filter(email__iexact=email)

    def lock(self, pk: int) -> "Registration":
        """The registration, locked; rows that point at it may still be added."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class Registration(models.Model):
    """One person's place at one event, from the first request to the cancellation."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("행사")
    )
    code = models.CharField(_("등록번호"), max_length=12, unique=True)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("성명"), max_length=60)
    organization = models.CharField(_("소속"), max_length=100, blank=True)
    department = models.CharField(_("부서"), max_length=60, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    phone = PhoneNumberField(_("휴대전화"), blank=True)
    email = models.EmailField(_("이메일"))
    category = models.CharField(_("참석구분"), max_length=20, choices=Category)
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES, default="ko")
    state = models.CharField(_("상태"), max_length=20, choices=RegistrationState)
    waiting_number = models.PositiveIntegerField(_("대기 순번"), null=True, blank=True)
    registered_at = models.DateTimeField(_("등록 시각"))
    changed_at = models.DateTimeField(_("변경 시각"))

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("참가 등록")
        verbose_name_plural = _("참가 등록")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "event",
                condition=~Q(state=RegistrationState.CANCELLED),
                name="registration_one_live_per_email",
            ),
            models.UniqueConstraint(
                "event",
                "waiting_number",
                condition=Q(state=RegistrationState.WAITLISTED),
                name="registration_one_per_waiting_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.WAITLISTED) | Q(waiting_number__isnull=False),
                name="registration_waitlisted_has_a_number",
            ),
        ]
        indexes = [models.Index("event", "state", name="registration_by_event_state")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Move(models.Model):
    """One step of a registration, never changed: from which state to which, when, by whom, by which way."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="moves", verbose_name=_("참가 등록")
    )
    from_state = models.CharField(_("이전 상태"), max_length=20, choices=RegistrationState, blank=True)
    to_state = models.CharField(_("상태"), max_length=20, choices=RegistrationState)
    at = models.DateTimeField(_("시각"))
    way = models.CharField(_("경로"), max_length=20, choices=Way)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리자"),
    )

    class Meta:
        verbose_name = _("처리 이력")
        verbose_name_plural = _("처리 이력")

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
