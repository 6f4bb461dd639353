"""Undo and redo, across persons and without limit."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agenda import drafts, scheduling, undo
from agenda.models import Session
from events.models import Event
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = EventFactory()
    for number in range(4):
        start = START + timedelta(minutes=20 * number)
        SessionFactory(
            event=event, title=f"발제{number}", starts_at=start, ends_at=start + timedelta(minutes=20)
        )
    return event


def lengthen(event, title="발제0", minutes=5):
    return scheduling.lengthen(
        session_id=Session.objects.get(event=event, title=title).pk, minutes=minutes, at=NOON
    )


def back(event, user=None):
    return undo.undo(event_id=event.pk, by_id=user.pk if user else None, at=NOON)


def forth(event):
    return undo.redo(event_id=event.pk, by_id=None, at=NOON)


def test_undo_and_redo_restore_each_state(event):
    states = [drafts.read(event.pk)]
    for minutes in (5, 10, -5):
        lengthen(event, minutes=minutes)
        states.append(drafts.read(event.pk))

    for expected in reversed(states[:-1]):
        back(event)
        assert drafts.read(event.pk) == expected
    for expected in states[1:]:
        forth(event)
        assert drafts.read(event.pk) == expected


def test_removed_session_comes_back_with_its_speakers_and_its_id(event):
    speaker = SpeakerFactory()
    session = Session.objects.get(title="발제1")
    scheduling.rewrite(session_id=session.pk, parts=((speaker.pk, "speaker"),), at=NOON)
    scheduling.remove(session_id=session.pk, ripple=True, at=NOON)

    back(event)

    assert list(Session.objects.get(pk=session.pk).speakers.all()) == [speaker]


def test_new_step_after_an_undo_ends_redo(event):
    lengthen(event)
    back(event)
    lengthen(event, minutes=10)

    with pytest.raises(undo.NothingToUndo, match="다시 실행할"):
        forth(event)


def test_undo_of_nothing_says_so(event):
    with pytest.raises(undo.NothingToUndo, match="되돌릴 작업이 없습니다"):
        back(event)


def test_colleague_may_undo_and_the_log_tells_it(event):
    colleague = UserFactory()
    lengthen(event)

    change = back(event, colleague)

    assert (change.undone_by, change.undone_at) == (colleague, NOON)


def test_session_that_was_undone_is_stale_for_who_saw_it_before(event):
    session = Session.objects.get(title="발제0")
    lengthen(event)
    back(event)

    with pytest.raises(scheduling.StaleEdit):
        scheduling.rewrite(session_id=session.pk, title="새", seen={session.pk: session.version}, at=NOON)


STEPS = st.lists(
    st.tuples(st.sampled_from(["lengthen", "shift", "swap", "remove", "insert", "compact", "pin", "undo", "redo"]),
              st.integers(0, 5), st.integers(-20, 20), st.booleans()),
    max_size=12,
)  # fmt: skip


def take(event: Event, step: str, which: int, minutes: int, flag: bool) -> None:
    sessions = list(Session.objects.filter(event=event).order_by("starts_at", "pk"))
    pk = sessions[which % len(sessions)].pk if sessions else 0
    steps = {
        "lengthen": lambda: scheduling.lengthen(session_id=pk, minutes=minutes, ripple=flag, at=NOON),
        "shift": lambda: scheduling.shift(session_id=pk, minutes=minutes, ripple=flag, at=NOON),
        "swap": lambda: scheduling.swap(session_id=pk, down=flag, at=NOON),
        "remove": lambda: scheduling.remove(session_id=pk, ripple=flag, at=NOON),
        "insert": lambda: scheduling.place(
            event_id=event.pk,
            plan=scheduling.Plan(
                title="새 세션",
                starts_at=START + timedelta(minutes=which * 20),
                minutes=abs(minutes) + 1,
                room_id=event.room_id,
            ),
            ripple=flag,
            at=NOON,
        ),
        "compact": lambda: scheduling.compact(
            first_id=pk, last_id=sessions[-1].pk if sessions else 0, gap_minutes=abs(minutes) // 4, at=NOON
        ),
        "pin": lambda: scheduling.rewrite(session_id=pk, is_pinned=flag, at=NOON),
        "undo": lambda: back(event),
        "redo": lambda: forth(event),
    }
    try:
        steps[step]()
    except (scheduling.ScheduleRefused, scheduling.StaleEdit, undo.NothingToUndo):
        return


def overlapping(event: Event) -> list[tuple[str, str]]:
    states = sorted(drafts.read(event.pk).values(), key=lambda state: state.starts_at)
    return [
        (first.title, second.title) for first, second in pairwise(states) if second.starts_at < first.ends_at
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_steps_no_room_overlaps_and_undo_restores_the_first_state(event, steps):
    first = {pk: state.as_json() for pk, state in drafts.read(event.pk).items()}

    for step in steps:
        take(event, *step)
        assert overlapping(event) == []
    while True:
        try:
            back(event)
        except undo.NothingToUndo:
            break

    assert {pk: state.as_json() for pk, state in drafts.read(event.pk).items()} == first
