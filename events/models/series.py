from django.db import models
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """A line of events under one name (행사 시리즈): M.AX 컨퍼런스, 산업성장포럼."""

    slug = models.SlugField(_("주소"), unique=True)
    name = models.CharField(_("이름"), max_length=100, unique=True)
    name_en = models.CharField(_("영문 이름"), max_length=120, blank=True)
    description = models.TextField(_("소개"), blank=True)
    description_en = models.TextField(_("소개(영문)"), blank=True)
    position = models.PositiveSmallIntegerField(_("순서"), default=0)

    class Meta:
        verbose_name = _("시리즈")
        verbose_name_plural = _("시리즈")

    def __str__(self) -> str:
        return self.name
