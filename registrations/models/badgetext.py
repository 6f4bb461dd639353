from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registrations.models.registration import Registration


class BadgeText(models.Model):
    """What stands on a guest's badge (명찰) instead of what was registered; a field that is empty is as registered.

    Each correction holds for the words that it was made for, which are kept beside it: when those change, it stops.
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="badge_text", verbose_name=_("참가 등록")
    )
    name = models.CharField(_("성명"), max_length=60, blank=True)
    organization = models.CharField(_("소속"), max_length=100, blank=True)
    department = models.CharField(_("부서"), max_length=60, blank=True)
    title = models.CharField(_("직위"), max_length=60, blank=True)
    registered_name = models.CharField(max_length=60, blank=True, editable=False)
    registered_organization = models.CharField(max_length=100, blank=True, editable=False)
    registered_department = models.CharField(max_length=60, blank=True, editable=False)
    registered_title = models.CharField(max_length=60, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("처리자"),
    )
    at = models.DateTimeField(_("시각"))

    class Meta:
        verbose_name = _("명찰에만 쓰는 표기")
        verbose_name_plural = _("명찰에만 쓰는 표기")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", organization="", department="", title=""),
                name="badgetext_says_something",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (self.name, self.organization, self.department, self.title)))
