"""Releasing with its notices: who has not heard of the releases before, and who would hear what they know."""

import pytest

from events import batches, publishing
from events.models import Event, EventState
from registrations import callingoff
from tests.factories.agenda import SessionFactory
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.releases import HOUR, LATER, drafts, make_released, move, outlook, release, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_released()


def test_guests_left_out_are_told_with_the_next_release(event):
    RegistrationFactory(event=event)
    move(event)
    release(event)
    event.sessions.update(title="제조 AX.")

    left_out = release(event, at=LATER + HOUR, tell_guests=False)
    kept = drafts().filter(key__contains=":guest:").count()
    event.sessions.update(title="제조 AX!")
    again = release(event, at=LATER + 2 * HOUR)

    assert (left_out.guests, kept, again.guests) == (0, 1, 1)
    assert "15:00~17:00" in drafts().get(batch=f"release:{again.release.pk}", to__startswith="guest").text


def test_event_that_moves_back_before_anybody_heard_of_it_tells_nobody(event):
    RegistrationFactory(event=event)
    move(event)
    release(event)
    move(event, -HOUR)

    release(event, at=LATER + HOUR, tell_guests=False, tell_speakers=False)

    assert not drafts().exists()


def test_mails_thrown_away_are_written_again_for_the_release_that_stands(event):
    RegistrationFactory(event=event)
    move(event)
    made = release(event).release
    batches.discard(event_id=event.pk, batch=f"release:{made.pk}")

    seen = outlook(event)
    again = release(event, at=LATER + HOUR)

    assert (seen.is_released, seen.guests, seen.speakers) == (False, 1, ["이은호 교수"])
    assert (again.release, again.is_new, again.guests, again.speakers) == (made, False, 1, 1)


@pytest.mark.parametrize("is_told", [True, False])
def test_postponed_event_that_is_announced_again_as_it_was_comes_back_to_all(event, is_told):
    RegistrationFactory(event=event)
    callingoff.postpone(event_id=event.pk, at=LATER, tell=is_told)
    send(event)
    while_put_off = release(event)
    publishing.announce(event_id=event.pk)

    again = release(event, at=LATER + HOUR)

    assert (while_put_off.guests, while_put_off.speakers) == (0, 0)
    assert (again.is_new, again.guests, again.speakers) == (False, int(is_told), int(is_told))
    methods = {part["content_type"] for mail in drafts() for part in mail.attachments}
    assert methods == ({"text/calendar; method=REQUEST; charset=utf-8"} if is_told else set())


def test_postponed_event_with_a_new_date_tells_the_speakers_of_every_session(event):
    RegistrationFactory(event=event)
    callingoff.postpone(event_id=event.pk, at=LATER)
    send(event)
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + HOUR)  # and no session moves

    outcome = release(event)

    assert (outcome.is_new, outcome.guests, outcome.speakers) == (True, 1, 1)


def test_guest_who_registered_after_an_untold_release_is_told_when_it_moves_back(event):
    early = RegistrationFactory(event=event)
    move(event)
    release(event)
    late = RegistrationFactory(event=event, registered_at=LATER + HOUR)
    move(event, -HOUR)

    release(event, at=LATER + 2 * HOUR)

    assert [mail.to for mail in drafts().filter(key__contains=":guest:")] == [late.email]
    assert early.email != late.email


@pytest.mark.parametrize(("state", "guests"), [(EventState.ANNOUNCED, 1), (EventState.PLANNED, 0)])
def test_first_release_tells_the_guests_of_an_announced_event(state, guests):
    event = SessionFactory(event=EventFactory(slug="demo", state=state)).event
    RegistrationFactory(event=event)

    outcome = release(event)

    assert (outlook(event).is_released, outcome.guests) == (True, guests)
    assert [mail.subject.split("]")[0] for mail in drafts()] == ["[확정된 일정"] * guests
