"""A new conference from an earlier one, with its form, its seats, its hall, its badges and its mail texts; people stay behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from agenda import copying
from events.models import Event
from registrations import seatplans
from registrations.badges import editing
from registrations.models import (
    BadgeLayout,
    CategoryTerms,
    FieldRule,
    MailText,
    Question,
    Reminder,
    SeatArea,
    SeatRules,
    SessionOffer,
)


@dataclass(frozen=True)
class Outline:
    """What of the form comes along, and what does not."""

    rules: int
    questions: list[str]
    offers: int  # stay behind: the new sessions are others
    mail_texts: int
    reminders: int
    seat_areas: int
    badge_layouts: int


def outline(event_id: int) -> Outline:
    """Look ahead; nothing is written."""
    return Outline(
        rules=FieldRule.objects.filter(event=event_id).count(),
        questions=[str(one) for one in Question.objects.filter(event=event_id).live()],
        offers=SessionOffer.objects.filter(event=event_id).count(),
        mail_texts=MailText.objects.filter(event=event_id).count(),
        reminders=Reminder.objects.filter(event=event_id).count(),
        seat_areas=SeatArea.objects.filter(event=event_id).count(),
        badge_layouts=BadgeLayout.objects.filter(event=event_id).count(),
    )


@transaction.atomic
def copy(*, event_id: int, wishes: copying.Wishes, by_id: int, at: datetime) -> Event:
    """Make the new event as ``agenda.copying.copy`` does, let it ask what the old one asks and seat as it seats.

    :raises CopyRefused: as there
    """
    made = copying.copy(event_id=event_id, wishes=wishes, by_id=by_id, at=at)
    _copy_form(event_id, made)
    _copy_seat_rules(event_id, made)
    _copy_mail_texts(event_id, made, by_id=by_id, at=at)
    if not wishes.as_rehearsal:
        _copy_reminders(event_id, made)
    seatplans.copy(event_id=event_id, to_id=made.pk)
    editing.copy_all(event_id=event_id, to_id=made.pk)
    return made


def _copy_form(event_id: int, made: Event) -> None:
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


def _copy_seat_rules(event_id: int, made: Event) -> None:
    for rules in SeatRules.objects.filter(event=event_id):
        rules.pk, rules.event = None, made
        rules.save(force_insert=True)
    terms = list(CategoryTerms.objects.filter(event=event_id).order_by("pk"))
    for one in terms:
        one.pk, one.event = None, made
    CategoryTerms.objects.bulk_create(terms)


def _copy_mail_texts(event_id: int, made: Event, *, by_id: int, at: datetime) -> None:
    texts = list(MailText.objects.filter(event=event_id).order_by("pk"))
    for one in texts:
        one.pk, one.event, one.changed_by_id, one.changed_at = None, made, by_id, at
    MailText.objects.bulk_create(texts)


def _copy_reminders(event_id: int, made: Event) -> None:
    """They are reckoned from the event's date, so they fit the new one."""
    reminders = list(Reminder.objects.filter(event=event_id).order_by("pk"))
    for one in reminders:
        one.pk, one.event = None, made
    Reminder.objects.bulk_create(reminders)
