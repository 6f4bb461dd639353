from django.utils.translation import gettext_lazy as _

from agenda.models import Availability
from events.admin.base import PartInline


class AvailabilityInline(PartInline):
    """When an event's speakers can be there, on the event's page."""

    model = Availability
    fields = ["speaker", "starts_at", "ends_at"]
    autocomplete_fields = ["speaker"]
    ordering = ["starts_at", "pk"]
    verbose_name = _("연사 참석 가능 시간")
    verbose_name_plural = _("연사 참석 가능 시간")
