"""``manage.py release`` on the terminal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agenda.models import Appearance, Release
from events.models import Message, MessageState
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def run(slug: str) -> str:
    out = StringIO()
    call_command("release", slug, stdout=out)
    return out.getvalue()


def test_release_is_made_and_its_repeat_changes_nothing():
    event = EventFactory(slug="demo")
    SessionFactory(event=event)

    assert run("demo") == "Release 1 of demo:\n  sessions: 1\n"
    assert run("demo") == "Nothing has changed since release 1.\n"
    assert Release.objects.count() == 1


def test_release_says_which_mails_wait():
    event = EventFactory(slug="demo", open_now=True)
    speaker = SpeakerFactory(email="lee@example.com")
    session = SessionFactory(event=event, starts_at=event.starts_at)
    Appearance.objects.create(session=session, speaker=speaker)

    assert run("demo").splitlines()[-1] == (
        "Mails that wait in the admin to be sent: 0 to guests, 1 to speakers."
    )
    assert Message.objects.get().state == MessageState.DRAFT


@pytest.mark.parametrize(("slug", "sentence"), [("none", "There is no event"), ("demo", "세션이 없습니다")])
def test_refusal_is_a_sentence_and_exit_code_2(slug, sentence):
    EventFactory(slug="demo")

    with pytest.raises(CommandError, match=sentence) as refusal:
        run(slug)

    assert refusal.value.returncode == 2
    assert not Release.objects.exists()
