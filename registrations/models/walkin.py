from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registrations.models.registration import Registration


class WalkIn(models.Model):
    """That somebody registered at the door (현장등록): by which desk, and why beyond the rules for seats. Append-only."""

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="walk_in", verbose_name=_("참가 등록")
    )
    walkin_id = models.UUIDField(
        _("현장등록 번호"), unique=True
    )  # made by the form, so that a repeat is harmless
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("처리자")
    )  # who wrote it down, or showed the guest the way to the form
    device = models.CharField(_("기기"), max_length=40, blank=True)
    override_reason = models.CharField(_("좌석 규칙을 넘은 사유"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("현장등록")
        verbose_name_plural = _("현장등록")

    def __str__(self) -> str:
        return str(self.registration)
