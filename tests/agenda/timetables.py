"""A day to work on, and the steps that tests take on it."""

from datetime import timedelta

from agenda import drafts, scheduling
from agenda.models import Session
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory


def minutes(number):
    return timedelta(minutes=number)


def plan(event, **fields):
    defaults = {"title": "발표", "starts_at": START, "minutes": 15, "room_id": event.room_id}
    return scheduling.Plan(**{**defaults, **fields})


def place(event, session_id=None, ripple=False, **fields):
    return scheduling.place(
        event_id=event.pk, plan=plan(event, **fields), session_id=session_id, ripple=ripple, at=NOON
    )


def make_day():
    """The brief's day: 14:00 opening, three talks, and a panel to the event's end at 16:00."""
    event = EventFactory()
    lengths = [("개회", 10), ("발제1", 15), ("발제2", 15), ("발제3", 15), ("토론", 65)]
    start = START
    for title, length in lengths:
        SessionFactory(event=event, title=title, starts_at=start, ends_at=start + minutes(length))
        start += minutes(length)
    return event


def times(event):
    """``{"개회": "14:00~14:10", …}`` as minutes from the event's start."""
    return {
        state.title: ((state.starts_at - START) // minutes(1), (state.ends_at - START) // minutes(1))
        for state in drafts.read(event.pk).values()
    }


def session(event, title):
    return Session.objects.get(event=event, title=title)
