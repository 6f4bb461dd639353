from django.db import models
from django.db.models import Q
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
    protocol_rank = models.PositiveSmallIntegerField(
        _("의전 서열"), default=LAST_RANK, help_text=_("작을수록 먼저 놓입니다.")
    )

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
