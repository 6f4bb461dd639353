from django.utils.translation import gettext_lazy as _

from events.models import Event


class RegistrationSheet(Event):
    """An event seen as what it asks of its guests (등록 양식)."""

    class Meta:
        proxy = True
        verbose_name = _("등록 양식")
        verbose_name_plural = _("등록 양식")
