from django.db import models
from django.utils.translation import gettext_lazy as _


class Venue(models.Model):
    """A building where events take place (장소)."""

    name = models.CharField(_("장소명"), max_length=120, unique=True)
    name_en = models.CharField(_("영문 장소명"), max_length=160, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    address_en = models.CharField(_("영문 주소"), max_length=200, blank=True)
    directions = models.TextField(_("오시는 길"), blank=True)
    directions_en = models.TextField(_("오시는 길(영문)"), blank=True)

    class Meta:
        verbose_name = _("장소")
        verbose_name_plural = _("장소")

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A hall of a venue (회의실), with the floor as people say it: "8층"."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="rooms", verbose_name=_("장소"))
    name = models.CharField(_("회의실명"), max_length=80)
    name_en = models.CharField(_("영문 회의실명"), max_length=120, blank=True)
    floor = models.CharField(_("층"), max_length=20, blank=True)
    floor_en = models.CharField(_("층(영문)"), max_length=20, blank=True)
    capacity = models.PositiveIntegerField(_("수용 인원"), null=True, blank=True)
    walking_minutes = models.PositiveSmallIntegerField(
        _("이동 시간(분)"), default=5, help_text=_("다른 회의실에서 이 회의실까지 걸어오는 데 걸리는 시간")
    )

    class Meta:
        verbose_name = _("회의실")
        verbose_name_plural = _("회의실")
        constraints = [
            models.UniqueConstraint("venue", "floor", "name", name="room_one_per_venue_floor_and_name"),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.floor, self.name) if part)
