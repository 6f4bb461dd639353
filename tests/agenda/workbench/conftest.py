"""A morning of three talks, its organizer signed in, and the first of the talks."""

from datetime import timedelta

import pytest

from tests.factories.admin import organizer_of
from tests.factories.agenda import SessionFactory
from tests.factories.events import START, EventFactory


@pytest.fixture
def event(db):
    event = EventFactory()
    for number in range(3):
        start = START + timedelta(minutes=15 * number)
        SessionFactory(
            event=event, title=f"발제{number}", starts_at=start, ends_at=start + timedelta(minutes=15)
        )
    return event


@pytest.fixture
def organizer(event, client):
    user = organizer_of(event, name="김주최")
    client.force_login(user)
    return user


@pytest.fixture
def first(event):
    return event.sessions.get(title="발제0")
