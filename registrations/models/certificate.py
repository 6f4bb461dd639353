from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event
from registrations.models.registration import Registration


class Certificate(models.Model):
    """A certificate of attendance (참석확인서): whom it names is as on the day it was issued, and changes no more.

    One that is wrong is revoked, and another is issued. Destruction blanks the name, not the number.
    """

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("행사")
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("참가 등록")
    )
    number = models.PositiveIntegerField(_("발급 번호"))
    code = models.CharField(_("확인 코드"), max_length=20, unique=True)
    name = models.CharField(_("성명"), max_length=60)
    organization = models.CharField(_("소속"), max_length=100, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    issued_at = models.DateTimeField(_("발급"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("발급자"),
    )
    revoked_at = models.DateTimeField(pgettext_lazy("certificate", "취소"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("취소자"),
    )
    revocation = models.CharField(_("취소 사유"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("참석확인서")
        verbose_name_plural = _("참석확인서")
        constraints = [
            models.UniqueConstraint("event", "number", name="certificate_one_per_number"),
            models.UniqueConstraint(
                "registration", condition=Q(revoked_at__isnull=True), name="certificate_one_standing"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revocation="")
                | Q(revoked_at__isnull=False) & ~Q(revocation=""),
                name="certificate_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.name}"

    @property
    def serial(self) -> str:
        """``DEMO-0012``: the number as it stands on the paper."""
        return f"{self.event.slug.upper()}-{self.number:04d}"

    @property
    def readable_code(self) -> str:
        """``7K3M-QF9A-XRTP``: the code in groups of four, for typing."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))
