"""What differs between two snapshots, as data and in the words of an organizer."""

from datetime import timedelta

import pytest

from agenda import differences, snapshots, wording
from agenda.differences import What
from agenda.models import Appearance, Session, SessionKind, SpeakerRole
from events.models import Event
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import START, EventFactory, OrganizationFactory, RoomFactory

pytestmark = pytest.mark.django_db

TEN = timedelta(minutes=10)


@pytest.fixture
def event():
    return EventFactory(name="제1회 M.AX 컨퍼런스", venue__name="대한상공회의소", room__name="대회의실")


@pytest.fixture
def talk(event):
    SessionFactory(event=event, kind=SessionKind.TALK, title="첫 발제")
    return SessionFactory(
        event=event, title="제조 AX의 효과", title_en="Effects of AX", starts_at=START + 2 * TEN
    )


def speak(session, name, role=SpeakerRole.SPEAKER):
    speaker = SpeakerFactory(name=name, name_en=f"{name}-en", organization=None)
    Appearance.objects.create(session=session, speaker=speaker, role=role)
    return speaker


def take(event):
    return snapshots.take(Event.objects.select_related("venue", "room").get(pk=event.pk))


def since(before, event):
    return differences.between(before, take(event))


def told(before, event, language="ko", **options):
    return wording.sentences(since(before, event), language, **options)


def test_time_and_speaker_that_change_together_are_told_in_one_line(event, talk):
    gone = speak(talk, "이은호")
    before = take(event)
    talk.starts_at, talk.ends_at = talk.starts_at + TEN, talk.ends_at + TEN
    talk.save()
    Appearance.objects.filter(speaker=gone).delete()
    speak(talk, "정임두")

    assert told(before, event) == ["발제2 14:20 → 14:30, 발표자 변경: 이은호 → 정임두"]
    assert told(before, event, "en") == ["Talk 2 14:20 → 14:30, speaker changed: 이은호-en → 정임두-en"]
    [change] = since(before, event).sessions
    assert change.whats == {What.TIME, What.SPEAKERS}


def test_session_that_gets_longer_is_told_with_its_ends(event, talk):
    before = take(event)
    talk.ends_at += TEN
    talk.save()

    assert told(before, event) == ["발제2 14:20~14:35 (15') → 14:20~14:45 (25')"]


def test_session_that_moves_to_another_day_is_told_with_the_days(event, talk):
    before = take(event)
    talk.starts_at, talk.ends_at = talk.starts_at + timedelta(days=1), talk.ends_at + timedelta(days=1)
    talk.save()

    assert told(before, event) == ["발제2 2027. 3. 22.(월) 14:20 → 2027. 3. 23.(화) 14:20"]


def test_added_and_removed_sessions_are_told_with_their_hours(event, talk):
    before = take(event)
    talk.delete()
    SessionFactory(event=event, kind=SessionKind.PHOTO, title="기념촬영", starts_at=START + 6 * TEN)

    assert told(before, event) == ["삭제: 14:20~14:35 발제2. 제조 AX의 효과", "추가: 15:00~15:15 기념촬영"]


@pytest.mark.parametrize(
    ("fields", "line", "what"),
    [
        ({"title": "제조 AX 효과"}, "발제2 내용: 제조 AX의 효과 → 제조 AX 효과", What.TITLE),
        ({"title_en": "The effects"}, "발제2 내용 영문 표기 수정", What.TITLE),
        ({"remark": "참석자"}, "발제2 비고: 없음 → 참석자", What.REMARK),
        ({"kind": SessionKind.PANEL}, "제조 AX의 효과 구분: 발제 → 토론", What.KIND),
    ],
)
def test_fact_of_a_session_is_told_in_its_own_words(event, talk, fields, line, what):
    before = take(event)
    Session.objects.filter(pk=talk.pk).update(**fields)

    assert told(before, event) == [line]
    assert since(before, event).sessions[0].whats == {what}


def test_stage_needs_are_for_organizers_alone(event, talk):
    before = take(event)
    Session.objects.filter(pk=talk.pk).update(stage_needs="무선마이크 2")

    assert told(before, event) == []
    assert told(before, event, with_stage=True) == ["발제2 무대 준비: 없음 → 무선마이크 2"]


def test_room_is_told_by_name(event, talk):
    before = take(event)
    talk.room = RoomFactory(venue=event.venue, name="중회의실", floor="7층")
    talk.save()

    assert told(before, event) == ["발제2 장소: 8층 대회의실 → 7층 중회의실"]


def test_roles_and_particulars_of_speakers_are_told(event, talk):
    speaker = speak(talk, "박정호", SpeakerRole.PANELIST)
    before = take(event)
    Appearance.objects.update(role=SpeakerRole.MODERATOR)
    speaker.title, speaker.organization = "학장", OrganizationFactory(name="명지대")
    speaker.save()

    assert told(before, event) == ["발제2 박정호 역할: 토론 → 좌장, 박정호 교수 → 명지대 박정호 학장"]


def test_biography_is_no_more_than_an_edit(event, talk):
    speaker = speak(talk, "박정호")
    before = take(event)
    speaker.biography = "1990년 입사"
    speaker.save()

    assert told(before, event) == ["발제2 약력 수정"]
    assert since(before, event).sessions[0].whats == {What.BIOGRAPHY}


def test_several_speakers_who_come_and_go_are_told_by_role(event, talk):
    before = take(event)
    speak(talk, "김하나", SpeakerRole.PANELIST)
    speak(talk, "김두리", SpeakerRole.PANELIST)
    after = take(event)

    assert wording.sentences(differences.between(before, after), "ko") == [
        "발제2 토론자 추가: 김하나, 김두리"
    ]
    assert wording.sentences(differences.between(after, before), "ko") == [
        "발제2 토론자 제외: 김하나, 김두리"
    ]


def test_number_of_a_talk_follows_the_others_and_is_no_difference(event, talk):
    before = take(event)
    event.sessions.get(title="첫 발제").delete()

    assert told(before, event) == ["삭제: 14:00~14:15 발제1. 첫 발제"]


def test_talk_that_changes_and_is_renumbered_is_told_with_both_numbers(event, talk):
    before = take(event)
    event.sessions.get(title="첫 발제").delete()
    talk.starts_at, talk.ends_at = talk.starts_at + TEN, talk.ends_at + TEN
    talk.save()

    assert told(before, event)[1] == "발제1(전 발제2) 14:20 → 14:30"


def test_event_that_moves_is_told_and_known(event, talk):
    before = take(event)
    event.ends_at += TEN
    event.save()

    assert told(before, event) == ["일시: 2027. 3. 22.(월) 14:00~16:00 → 2027. 3. 22.(월) 14:00~16:10"]
    assert since(before, event).moves_event


@pytest.mark.parametrize(
    ("fields", "lines"),
    [
        ({"name": "제1회 M.AX 포럼"}, ["행사명: 제1회 M.AX 컨퍼런스 → 제1회 M.AX 포럼"]),
        ({"name_en": "M.AX"}, ["행사명 영문 표기 수정"]),
        ({"purpose": "정책 발굴"}, ["행사 소개 수정"]),
    ],
)
def test_text_of_the_event_moves_nobody(event, talk, fields, lines):
    before = take(event)
    Event.objects.filter(pk=event.pk).update(**fields)

    assert told(before, event) == lines
    assert not since(before, event).moves_event


def test_title_edited_in_the_other_language_only_is_told_without_its_words(event, talk):
    before = take(event)
    Session.objects.filter(pk=talk.pk).update(title="제조 AX 효과")

    assert told(before, event, "en") == ["Talk 2 title (Korean text edited)"]


def test_english_name_of_the_place_is_told_and_moves_nobody(event, talk):
    before = take(event)
    type(event.venue).objects.filter(pk=event.venue_id).update(name_en="Another Spelling")

    found = since(before, event)

    assert [fact.what for fact in found.facts] == [differences.What.WHERE]
    assert not found.moves_event


def test_first_release_adds_every_session(event, talk):
    assert told(None, event) == [
        "추가: 14:00~14:15 발제1. 첫 발제",
        "추가: 14:20~14:35 발제2. 제조 AX의 효과",
    ]


def test_nothing_differs_from_itself(event, talk):
    speak(talk, "박정호")

    assert told(take(event), event) == []
