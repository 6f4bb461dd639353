"""A new conference from an earlier one, with what its form asks; what was answered stays behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agenda import copying
from events.models import Event
from registrations.models import FieldRule, Question, SessionOffer


@dataclass(frozen=True)
class Outline:
    """What of the form comes along, and what does not."""

    rules: int
    questions: list[str]
    offers: int  # stay behind: the new sessions are others


def outline(event_id: int) -> Outline:
    """Look ahead; nothing is written."""
    return Outline(
        rules=FieldRule.objects.filter(event=event_id).count(),
        questions=[str(one) for one in Question.objects.filter(event=event_id).live()],
        offers=SessionOffer.objects.filter(event=event_id).count(),
    )


@transaction.atomic
def copy(*, event_id: int, wishes: copying.Wishes, by_id: int, at: datetime) -> Event:
    """Make the new event as ``agenda.copying.copy`` does, and let it ask what the old one asks.

    :raises CopyRefused: as there
    """
    made = copying.copy(event_id=event_id, wishes=wishes, by_id=by_id, at=at)
    FieldRule.objects.bulk_create(
        FieldRule(event=made, category=rule.category, field=rule.field, asking=rule.asking)
        for rule in FieldRule.objects.filter(event=event_id).order_by("pk")
    )
    new_by_old: dict[int, Question] = {}
    for question in Question.objects.filter(event=event_id).live():
        old_id = question.pk
        question.pk, question.event = None, made
        question.shown_if = new_by_old.get(question.shown_if_id or 0)
        if question.shown_if is None:
            question.shown_if_answer = ""
        question.save(force_insert=True)
        new_by_old[old_id] = question
    return made
