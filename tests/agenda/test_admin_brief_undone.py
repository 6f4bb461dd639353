"""An import that is taken back in the workbench: the sessions go back, and the next import knows it."""

import pytest

from agenda import drafts, undo
from agenda.briefs.comparing import Fate
from tests.agenda.briefpages import CHANGED, TEXT, accept, again, brought_in, fates, into, told
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.usefixtures("organizer")


@pytest.fixture
def organizer(client, db):
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


@pytest.fixture
def event(client, organizer):
    return brought_in(client)


def test_import_is_undone_as_one_step(client, event):
    before = drafts.read(event.pk)
    accept(client, again(client, event, CHANGED), into(event))

    undo.undo(event_id=event.pk, by_id=None, at=NOON)

    assert drafts.read(event.pk) == before


def test_rows_of_an_import_that_was_undone_are_new_again(client, event):
    again_the_same = again(client, event, TEXT)
    accept(client, again_the_same, into(event))  # changes nothing, so there is no step of its own
    undo.undo(event_id=event.pk, by_id=None, at=NOON)

    assert fates(again(client, event, TEXT)) == [Fate.NEW] * 5

    undo.redo(event_id=event.pk, by_id=None, at=NOON)

    assert fates(again(client, event, TEXT)) == [Fate.SAME] * 5


def test_facts_that_undo_does_not_take_back_are_named(client, event):
    text = TEXT.replace("8층 대회의실", "8층 중회의실").replace("14:00~16:00", "14:00~16:30")

    outcome = accept(client, again(client, event, text), into(event))
    undo.undo(event_id=event.pk, by_id=None, at=NOON)

    assert told(outcome)[1:] == [
        "행사 정보도 바뀌었습니다(종료, 회의실). 되돌리기로는 돌아오지 않으니 필요하면 행사 화면에서 고쳐 주세요."
    ]
    event.refresh_from_db()
    assert event.room.name == "중회의실"
    assert again(client, event, TEXT).context["review"].facts.facts["room"].value == "대회의실"
