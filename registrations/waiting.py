"""The waiting list as it stands: by the priority of the category, then by number."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from registrations.models import CategoryTerms, Registration
from registrations.states import RegistrationState

USUAL_PRIORITY = 5


def queue(event_id: int) -> QuerySet[Any]:
    """Those who wait, the first in line first; each carries its ``rank``."""
    terms = CategoryTerms.objects.filter(event=OuterRef("event"), category=OuterRef("category"))
    waiting = Registration.objects.filter(event=event_id).waitlisted()
    ranked = waiting.annotate(rank=Coalesce(Subquery(terms.values("priority")[:1]), USUAL_PRIORITY))
    return ranked.order_by("rank", "waiting_number")


def place(registration: Registration) -> int | None:
    """The guest's place in the waiting list, from 1; None if they do not wait."""
    if registration.state != RegistrationState.WAITLISTED or registration.waiting_number is None:
        return None
    line = queue(registration.event_id)
    rank = line.values_list("rank", flat=True).get(pk=registration.pk)
    ahead = Q(rank__lt=rank) | Q(rank=rank, waiting_number__lt=registration.waiting_number)
    return line.filter(ahead).count() + 1
