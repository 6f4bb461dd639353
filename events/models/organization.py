from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.modelfields import PhoneNumberField


class Sector(models.TextChoices):
    """Which part of society a body belongs to, as ministry papers group participants."""

    GOVERNMENT = "government", _("政")
    INDUSTRY = "industry", _("産")
    ACADEMIA = "academia", _("學")
    RESEARCH = "research", _("硏")
    ASSOCIATION = "association", _("협·단체")
    PRESS = "press", _("언론")
    OTHER = "other", _("기타")


class Division(models.Model):
    """A division (분과) of the M.AX Alliance; organizers edit the list."""

    name = models.CharField(_("분과명"), max_length=60, unique=True)
    name_en = models.CharField(_("영문 분과명"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("분과")
        verbose_name_plural = _("분과")

    def __str__(self) -> str:
        return self.name


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def in_division(self, pk: int) -> Self:
        return self.filter(divisions=pk)


class Organization(models.Model):
    """A ministry, company, university or other body (기관), and whom its invitations go to."""

    name = models.CharField(_("기관명"), max_length=120, unique=True)
    short_name = models.CharField(_("약칭"), max_length=60, blank=True)
    name_en = models.CharField(_("영문 기관명"), max_length=160, blank=True)
    sector = models.CharField(
        pgettext_lazy("sector", "구분"), max_length=20, choices=Sector, default=Sector.OTHER
    )
    divisions = models.ManyToManyField(
        Division, blank=True, related_name="organizations", verbose_name=_("분과")
    )
    contact_name = models.CharField(_("담당자 성명"), max_length=60, blank=True)
    contact_title = models.CharField(_("담당자 직위"), max_length=60, blank=True)
    contact_email = models.EmailField(
        pgettext_lazy("organization", "담당자 이메일"), max_length=150, blank=True
    )
    contact_phone = PhoneNumberField(_("담당자 전화번호"), blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("기관")
        verbose_name_plural = _("기관")

    def __str__(self) -> str:
        return self.name
