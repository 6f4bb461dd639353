from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from events import collation
from events.models import Event
from registrations.models.invitation import Invitation
from registrations.states import LIVE_STATES, SEATED_STATES, Category, RegistrationState, Way


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def active(self) -> Self:
        """Those who want to come: asked, seated, offered a seat or waiting."""
        return self.filter(state__in=LIVE_STATES, erased_at__isnull=True)

    def confirmed(self) -> Self:
        return self.filter(state=RegistrationState.CONFIRMED)

    def seated(self) -> Self:
        """Those who take a seat: confirmed, or offered one that they may still take up."""
        return self.filter(state__in=SEATED_STATES)

    def waitlisted(self) -> Self:
        return self.filter(state=RegistrationState.WAITLISTED)

    def reachable(self) -> Self:
        """Those who have an address for mail, their own or their coordinator's."""
        nowhere = Q(email="") & (Q(invitation__isnull=True) | Q(invitation__email=""))
        return self.exclude(nowhere)

    def reachable_by_text(self) -> Self:
        """Those who have no address for mail, but a Korean mobile number."""
        nowhere = Q(email="") & (Q(invitation__isnull=True) | Q(invitation__email=""))
        return self.filter(nowhere, phone__startswith="+8210")

    def for_email(self, email: str) -> Self:
        """Those with this address, however it is written, in the words of the unique index; nobody has an empty one."""
        return self.filter(Exact(Lower("email"), Lower(Value(email))), ~Q(email=""))

    def with_badge_texts(self) -> Self:
        """The same in as many queries, with what stands on their badges instead of what was registered."""
        return self.select_related("badge_text")

    def lock(self, pk: int) -> "Registration":
        """The registration, locked; rows that point at it may still be added."""
        return self.select_for_update(of=("self",), no_key=True).get(pk=pk)


class Registration(models.Model):
    """One person's place at one event, from the first request to the cancellation."""

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="registrations", verbose_name=_("행사")
    )
    code = models.CharField(_("등록번호"), max_length=12, unique=True)
    # What the personal link is derived from, where the code was renewed since: the link in older mails stays good.
    link_code = models.CharField(max_length=12, blank=True, default="", editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("성명"), max_length=60)
    organization = models.CharField(_("소속"), max_length=100, blank=True)
    name_key = collation.key_of("name")
    organization_key = collation.key_of("organization", is_body=True)
    name_bare = collation.bare_of("name")
    organization_bare = collation.bare_of("organization")
    department = models.CharField(_("부서"), max_length=60, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    phone = PhoneNumberField(_("휴대전화"), blank=True)
    email = models.EmailField(_("이메일"), blank=True)
    category = models.CharField(_("참석구분"), max_length=20, choices=Category)
    protocol_rank = models.PositiveSmallIntegerField(
        _("의전 순서"),
        null=True,
        blank=True,
        help_text=_("같은 참석구분 안에서 작은 수가 앞입니다. 비워 두면 뒤에 섭니다."),
    )
    language = models.CharField(_("언어"), max_length=5, choices=settings.LANGUAGES, default="ko")
    state = models.CharField(_("상태"), max_length=20, choices=RegistrationState)
    waiting_number = models.PositiveIntegerField(_("대기 순번"), null=True, blank=True)
    offer_ends_at = models.DateTimeField(_("제안 기한"), null=True, blank=True)
    invitation = models.ForeignKey(
        Invitation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("초청"),
    )
    stands_in_for = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputy",
        verbose_name=_("대신하는 등록"),
    )
    is_deputy = models.BooleanField(_("대리참석"), default=False)
    registered_at = models.DateTimeField(_("등록 시각"))
    changed_at = models.DateTimeField(_("변경 시각"))
    erased_at = models.DateTimeField(_("파기 시각"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("참가 등록")
        verbose_name_plural = _("참가 등록")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "event",
                condition=Q(state__in=LIVE_STATES) & ~Q(email=""),
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
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.OFFERED) | Q(offer_ends_at__isnull=False),
                name="registration_offer_ends",
            ),
        ]
        indexes = [
            models.Index("event", "state", name="registration_by_event_state"),
            models.Index("event", "name", name="registration_by_event_name"),  # who shares a name
            models.Index(
                "offer_ends_at",
                condition=Q(state=RegistrationState.OFFERED),
                name="registration_offers_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def code_of_link(self) -> str:
        """What the personal link is derived from: the first code that the guest had."""
        return self.link_code or self.code

    @property
    def mail_address(self) -> str:
        """Where this person's mail goes: their own address, else the coordinator's who named them; "" without any."""
        return self.email or (self.invitation.email if self.invitation else "")

    @property
    def comes_for(self) -> str:
        """Whom a deputy stands in for: the invited person, else whose registration it was; "" of anybody else."""
        if not self.is_deputy:
            return ""
        if self.invitation is not None and not self.invitation.is_for_several:
            return self.invitation.name
        return self.stands_in_for.name if self.stands_in_for else ""


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
    note = models.CharField(_("사유"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("처리 이력")
        verbose_name_plural = _("처리 이력")

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
