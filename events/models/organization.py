from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sector(models.TextChoices):
    """Which part of society a body belongs to, as ministry papers group participants."""

    GOVERNMENT = "government", _("政")
    INDUSTRY = "industry", _("産")
    ACADEMIA = "academia", _("學")
    RESEARCH = "research", _("硏")
    ASSOCIATION = "association", _("협·단체")
    PRESS = "press", _("언론")
    OTHER = "other", _("기타")


class Organization(models.Model):
    """A ministry, company, university or other body (기관)."""

    name = models.CharField(_("기관명"), max_length=120, unique=True)
    short_name = models.CharField(_("약칭"), max_length=60, blank=True)
    name_en = models.CharField(_("영문 기관명"), max_length=160, blank=True)
    sector = models.CharField(
        pgettext_lazy("sector", "구분"), max_length=20, choices=Sector, default=Sector.OTHER
    )

    class Meta:
        verbose_name = _("기관")
        verbose_name_plural = _("기관")

    def __str__(self) -> str:
        return self.name
