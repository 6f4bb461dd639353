"""A new conference from an earlier one, with the way it gives its seats; who was invited stays with the old one."""

from datetime import datetime

from django.db import transaction

from agenda import copying
from events.models import Event
from registrations.models import CategoryTerms, SeatRules


@transaction.atomic
def copy(*, event_id: int, wishes: copying.Wishes, by_id: int, at: datetime) -> Event:
    """Make the new event, as ``agenda.copying.copy`` does, and give it the rules for seats of the old one.

    :raises CopyRefused: as there
    """
    made = copying.copy(event_id=event_id, wishes=wishes, by_id=by_id, at=at)
    for rules in SeatRules.objects.filter(event=event_id):
        rules.pk, rules.event = None, made
        rules.save(force_insert=True)
    terms = list(CategoryTerms.objects.filter(event=event_id).order_by("pk"))
    for one in terms:
        one.pk, one.event = None, made
    CategoryTerms.objects.bulk_create(terms)
    return made
