"""The ledger of printed badges (명찰): each printing, what was spoiled of it, and codes that are no longer good."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from events import notation
from events.models import Document
from registrations.models.printjob import PrintJob, PrintReason
from registrations.models.registration import Registration
from registrations.states import Way


class BadgePrintQuerySet(models.QuerySet["BadgePrint"]):
    def in_hand(self) -> "BadgePrintQuerySet":
        """Those by which a guest can have a good badge: not spoiled, with the code that is theirs today.

        Prints of before codes were kept say none: they are good until the guest's first code is revoked.
        """
        renewed = RevokedCode.objects.filter(registration=OuterRef("registration"))
        has_todays_code = Q(code=F("registration__code")) | (Q(code="") & ~Exists(renewed))
        return self.filter(has_todays_code, spoil__isnull=True)


class BadgePrint(models.Model):
    """One printing of a badge: at the desk, from a print job, or as part of a document. Append-only."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="badge_prints", verbose_name=_("참가 등록")
    )
    at = models.DateTimeField(_("시각"))
    way = models.CharField(_("경로"), max_length=20, choices=Way)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리자"),
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("문서")
    )
    job = models.ForeignKey(
        PrintJob,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prints",
        verbose_name=_("명찰 출력 작업"),
    )
    station = models.CharField(_("출력 장소"), max_length=60, blank=True)
    reason = models.CharField(_("사유"), max_length=20, choices=PrintReason, blank=True)
    note = models.CharField(_("사유 설명"), max_length=200, blank=True)
    code = models.CharField(_("등록번호"), max_length=12, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)  # of the words on it

    objects = BadgePrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("명찰 출력")
        verbose_name_plural = _("명찰 출력")
        constraints = [
            models.UniqueConstraint("job", "registration", name="badgeprint_once_per_job"),
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {notation.moment(self.at, language='ko')}"


class BadgeSpoil(models.Model):
    """A printed badge that came to nothing: jammed, smeared, cut askew. Append-only."""

    printing = models.OneToOneField(
        BadgePrint, on_delete=models.PROTECT, related_name="spoil", verbose_name=_("명찰 출력")
    )
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리자"),
    )

    class Meta:
        verbose_name = _("못 쓰게 된 명찰")
        verbose_name_plural = _("못 쓰게 된 명찰")

    def __str__(self) -> str:
        return f"{self.printing_id} · {notation.moment(self.at, language='ko')}"


class RevokedCode(models.Model):
    """A code (등록번호) that a guest had before: badges with it let nobody in. Append-only."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="revoked_codes", verbose_name=_("참가 등록")
    )
    code = models.CharField(_("등록번호"), max_length=12, unique=True)
    reason = models.CharField(_("사유"), max_length=20, choices=PrintReason)
    note = models.CharField(_("사유 설명"), max_length=200, blank=True)
    at = models.DateTimeField(_("시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리자"),
    )

    class Meta:
        verbose_name = _("폐기된 등록번호")
        verbose_name_plural = _("폐기된 등록번호")

    def __str__(self) -> str:
        return self.code
