from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Event


class BriefImport(models.Model):
    """A brief that was brought into an event's draft: when, by whom, and what it said.

    ``understood`` is the brief as it was read (agenda.briefs.keeping), each row with the session that stands for it.
    What differs from it in the draft was edited by hand.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="brief_imports", verbose_name=_("행사")
    )
    at = models.DateTimeField(_("가져온 시각"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("가져온 사람"),
    )
    source_digest = models.CharField(_("자료의 지문"), max_length=64)
    understood = models.JSONField(_("읽은 내용"))

    class Meta:
        verbose_name = _("가져온 자료")
        verbose_name_plural = _("가져온 자료")

    def __str__(self) -> str:
        return f"{self.event} · {self.at:%Y-%m-%d %H:%M}"
