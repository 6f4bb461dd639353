"""Which speakers a release concerns, and what their mail says."""

from datetime import timedelta

import pytest

from agenda import announcements, differences, releasing, snapshots
from agenda.models import Appearance, Session, SpeakerRole
from events import batches
from events.models import Event
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import NOON, START, EventFactory, RoomFactory, VenueFactory

pytestmark = pytest.mark.django_db

TEN = timedelta(minutes=10)


@pytest.fixture
def event():
    return EventFactory(slug="demo", name="제1회 M.AX 컨퍼런스", name_en="1st M.AX Conference")


def talk(event, title, *speakers, minutes=0, **fields):
    session = SessionFactory(event=event, title=title, starts_at=START + timedelta(minutes=minutes), **fields)
    for speaker in speakers:
        Appearance.objects.create(session=session, speaker=speaker)
    return session


def speaker(name="이은호", **fields):
    return SpeakerFactory(name=name, email=f"{name}@example.com", organization=None, **fields)


def take(event):
    return snapshots.take(Event.objects.select_related("venue", "room").get(pk=event.pk))


def told(before, event):
    """Names of the speakers concerned."""
    ids = [one.speaker_id for one in announcements.news(differences.between(before, take(event)))]
    return sorted(one.speaker.name for one in Appearance.objects.filter(speaker__in=ids).distinct("speaker"))


def mails(before, event, number=2):
    difference = differences.between(before, take(event))
    return [
        keyed.mail
        for keyed in announcements.letters_to_speakers(difference, number=number, key="release:7", at=NOON)
    ]


def test_only_the_speakers_of_a_session_that_moves_are_concerned(event):
    moved, _stays = talk(event, "하나", speaker("가")), talk(event, "둘", speaker("나"), minutes=60)
    before = take(event)
    Session.objects.filter(pk=moved.pk).update(ends_at=moved.ends_at + TEN)

    assert told(before, event) == ["가"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "하나."},
        {"title": "전혀 다른 제목"},
        {"title_en": "One"},
        {"remark": "비고"},
        {"stage_needs": "마이크"},
    ],
)
def test_words_of_a_session_concern_nobody(event, fields):
    session = talk(event, "하나", speaker("가"))
    before = take(event)
    Session.objects.filter(pk=session.pk).update(**fields)

    assert told(before, event) == []


def test_biography_and_title_of_a_speaker_concern_nobody(event):
    person = speaker("가")
    talk(event, "하나", person)
    before = take(event)
    person.biography, person.title = "약력", "학장"
    person.save()

    assert told(before, event) == []


def test_room_of_a_session_concerns_its_speakers(event):
    session = talk(event, "하나", speaker("가"))
    before = take(event)
    Session.objects.filter(pk=session.pk).update(room=RoomFactory(venue=event.venue))

    assert told(before, event) == ["가"]


def test_venue_of_the_event_concerns_every_speaker(event):
    talk(event, "하나", speaker("가"))
    before = take(event)
    Event.objects.filter(pk=event.pk).update(venue=VenueFactory(name="새 회관"), room=None)

    assert told(before, event) == ["가"]
    [mail] = mails(before, event)
    assert "→ 새 회관" in mail.text


def test_who_joins_leaves_or_gets_another_role_is_concerned_and_no_other(event):
    leaves, joins, changes, stays = (speaker(name) for name in "가나다라")
    session = talk(event, "하나", leaves, changes, stays)
    talk(event, "둘", leaves, minutes=60)
    before = take(event)
    Appearance.objects.filter(session=session, speaker=leaves).delete()
    Appearance.objects.create(session=session, speaker=joins)
    Appearance.objects.filter(session=session, speaker=changes).update(role=SpeakerRole.MODERATOR)

    assert told(before, event) == ["가", "나", "다"]


def test_first_release_tells_each_speaker_their_sessions(event):
    talk(event, "하나", speaker("이은호"))

    [mail] = mails(None, event, number=1)

    assert mail.subject == "[출연 안내] 제1회 M.AX 컨퍼런스"
    assert "이은호 교수 님, 안녕하십니까." in mail.text
    assert "□ 맡으신 세션: 발제1. 하나" in mail.text
    assert "ㅇ 일시: 2027. 3. 22.(월) 14:00~14:15" in mail.text


def test_mail_tells_what_happened_to_each_of_the_speakers_sessions(event):
    person = speaker("이은호")
    moved, gone = talk(event, "하나", person), talk(event, "둘", person, minutes=60)
    before = take(event)
    Session.objects.filter(pk=moved.pk).update(starts_at=START + TEN, ends_at=moved.ends_at + TEN)
    gone.delete()

    [mail] = mails(before, event)

    assert mail.subject == "[출연 일정 변경] 제1회 M.AX 컨퍼런스"
    for body in (mail.text, mail.html):
        assert "발제1 14:00 → 14:10" in body
        assert "발제2. 둘" in body
    assert "□ 취소된 세션: 발제2. 둘" in mail.text
    assert [part.content_type for part in mail.attachments] == [
        "text/calendar; method=REQUEST; charset=utf-8",
        "text/calendar; method=CANCEL; charset=utf-8",
    ]


def test_speaker_without_hangul_in_the_name_is_written_to_in_english(event):
    talk(event, "하나", speaker("Jane Carter", title="Engineer"), title_en="One")

    [mail] = mails(None, event, number=1)

    assert mail.subject.endswith("] 1st M.AX Conference")
    assert "Talk 1. One" in mail.text
    assert "Mon., Mar. 22, 2027, 14:00–14:15 (KST)" in mail.text


def test_speaker_without_an_address_is_passed_over(event):
    talk(event, "하나", SpeakerFactory(name="가", email=""), speaker("나"))

    assert [mail.to for mail in mails(None, event, number=1)] == ["나@example.com"]


def test_name_cannot_write_into_the_page(event):
    talk(event, "하나", speaker("<b>가</b>"))

    [mail] = mails(None, event, number=1)

    assert "<b>" not in mail.html
    assert "&lt;b&gt;가&lt;/b&gt;" in mail.html


def test_known_release_is_the_last_one_that_was_mailed(event):
    talk(event, "하나", speaker("가"))
    made = releasing.release(event_id=event.pk, by_id=None, at=NOON)
    batch = announcements.batch_of(made)
    difference = differences.between(None, made.snapshot)

    def draft():
        letters = announcements.letters_to_speakers(difference, number=1, key=batch, at=NOON)
        batches.draft(letters, batch=batch, event_id=event.pk, at=NOON)
        return announcements.told_of(event.pk)

    while_it_waits = draft()
    batches.discard(event_id=event.pk, batch=batch)
    thrown_away = announcements.told_of(event.pk)
    draft()
    batches.send(event_id=event.pk, batch=batch, at=NOON)

    assert (while_it_waits, thrown_away, announcements.told_of(event.pk)) == (None, None, made)


@pytest.mark.parametrize("sessions", [1, 3])
def test_letters_cost_the_same_queries_however_many_they_are(event, sessions, django_assert_num_queries):
    for number in range(sessions):
        talk(event, f"발제{number}", speaker(f"연사{number}"), minutes=20 * number)
    difference = differences.between(None, take(event))

    with django_assert_num_queries(1):
        found = list(announcements.letters_to_speakers(difference, number=1, key="release:7", at=NOON))

    assert len(found) == sessions
