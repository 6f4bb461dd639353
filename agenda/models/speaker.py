from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, Organization, Sector

LAST_RANK = 999


class Speaker(models.Model):
    """A person who appears in a programme (연사), with the title and body they appear for."""

    name = models.CharField(_("성명"), max_length=60)
    name_en = models.CharField(_("영문 성명"), max_length=80, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    title_en = models.CharField(_("직위(영문)"), max_length=80, blank=True)
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("기관"),
    )
    sector = models.CharField(
        pgettext_lazy("sector", "구분"),
        max_length=20,
        choices=Sector,
        blank=True,
        help_text=_("비워 두면 기관의 구분을 따릅니다."),
    )
    protocol_rank = models.PositiveSmallIntegerField(
        _("의전 서열"), default=LAST_RANK, help_text=_("작을수록 먼저 놓입니다.")
    )
    email = models.EmailField(
        _("이메일"), blank=True, help_text=_("출연하는 세션이 바뀌면 이 주소로 알립니다.")
    )
    portrait = models.ImageField(_("사진"), upload_to="portraits/", blank=True)
    biography = models.TextField(_("약력"), blank=True)
    biography_en = models.TextField(_("약력(영문)"), blank=True)

    class Meta:
        verbose_name = _("연사")
        verbose_name_plural = _("연사")
        constraints = [
            models.UniqueConstraint(
                "name", "organization", nulls_distinct=False, name="speaker_one_per_name_and_organization"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.title) if part)


class Participant(models.Model):
    """Who takes part (참석자), as a press release lists them by sector: a person, or an office by its name."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="participants", verbose_name=_("행사")
    )
    sector = models.CharField(pgettext_lazy("sector", "구분"), max_length=20, choices=Sector)
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("연사")
    )
    office = models.CharField(_("직책"), max_length=80, blank=True)
    office_en = models.CharField(_("직책(영문)"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("참석자")
        verbose_name_plural = _("참석자")
        constraints = [
            models.CheckConstraint(
                condition=Q(speaker__isnull=False, office="") | (Q(speaker__isnull=True) & ~Q(office="")),
                name="participant_is_a_speaker_or_an_office",
                violation_error_message=_("연사를 고르거나 직책을 적으세요. 둘 중 하나만 적습니다."),
            ),
        ]

    def __str__(self) -> str:
        return self.office or str(self.speaker)


class Availability(models.Model):
    """When a speaker can be at an event (참석 가능 시간), as they have said; without a row they can all day."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="availabilities", verbose_name=_("행사")
    )
    speaker = models.ForeignKey(
        Speaker, on_delete=models.CASCADE, related_name="availabilities", verbose_name=_("연사")
    )
    starts_at = models.DateTimeField(_("부터"))
    ends_at = models.DateTimeField(_("까지"))

    class Meta:
        verbose_name = _("참석 가능 시간")
        verbose_name_plural = _("참석 가능 시간")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="availability_ends_after_it_starts",
                violation_error_message=_("끝나는 시각은 시작보다 늦어야 합니다."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.starts_at:%H:%M}~{self.ends_at:%H:%M}"
