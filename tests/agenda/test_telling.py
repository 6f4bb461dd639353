"""What an organizer hears after a step."""

from datetime import timedelta

import pytest
from django.utils import translation

from agenda import drafts, revising, scheduling, telling, undo
from agenda.models import Change, Session, SessionKind
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, START, EventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    event = EventFactory()
    start = START
    for title, length in (("발제1", 15), ("발제2", 15), ("사진", 5), ("토론", 85)):
        end = start + timedelta(minutes=length)
        SessionFactory(event=event, title=title, kind=SessionKind.TALK, starts_at=start, ends_at=end)
        start = end
    return event


def heard(event, change, **options):
    return telling.tell(change, states=drafts.read(event.pk), event_end=event.ends_at, **options)


def lengthen(event, minutes, title="발제1"):
    return scheduling.lengthen(session_id=Session.objects.get(title=title).pk, minutes=minutes, at=NOON)


def test_ripple_to_the_events_end_is_told(day):
    assert heard(day, lengthen(day, 10)) == (
        "「발제1」 길이 15분 → 25분. 뒤따르는 세션 2건이 10분 늦춰졌습니다. 「토론」이 10분 줄었습니다. "
        "행사가 끝나는 시각에서 멈췄습니다."
    )


def test_pinned_session_that_stopped_the_ripple_is_named(day):
    Session.objects.filter(title="사진").update(is_pinned=True)

    assert heard(day, lengthen(day, 5)) == (
        "「발제1」 길이 15분 → 20분. 「발제2」가 5분 줄었습니다. 고정된 「사진」(14:30) 앞에서 멈췄습니다."
    )


def test_pull_is_told(day):
    assert heard(day, lengthen(day, -5)) == (
        "「발제1」 길이 15분 → 10분. 뒤따르는 세션 3건이 5분 당겨졌습니다."
    )


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("토론", "「토론」이"),
        ("휴식 시간 (차)", "「휴식 시간 (차)」가"),
        ("분과1", "「분과1」이"),
        ("분과2", "「분과2」가"),
        ("세션 10", "「세션 10」이"),
        ("질의응답.", "「질의응답.」이"),
        ("Q&A", "「Q&A」이(가)"),
        ("「AI」", "「「AI」」이(가)"),
    ],
)
def test_particle_follows_the_last_sound(day, title, subject):
    Session.objects.filter(title="토론").update(title=title)

    assert f"건이 10분 늦춰졌습니다. {subject} 10분 줄었습니다." in heard(day, lengthen(day, 10))


@pytest.mark.parametrize(("minutes", "word"), [(10, "shorter"), (-10, "longer")])
def test_english_has_no_korean_particle(day, minutes, word):
    change = lengthen(day, 10)
    pair = (change.before, change.after) if minutes > 0 else (change.after, change.before)

    with translation.override("en"):
        sentences = telling.along(
            *pair, subject=change.subject, states=drafts.read(day.pk), event_end=day.ends_at
        )

    assert f"“토론” is 10 minutes {word}." in sentences


def test_undone_step_is_told_backwards(day):
    lengthen(day, -5)

    change = undo.undo(event_id=day.pk, by_id=None, at=NOON)

    assert heard(day, change, undone=True) == (
        "되돌렸습니다: 「발제1」 길이 15분 → 10분. 뒤따르는 세션 3건이 5분 늦춰졌습니다."
    )


def test_removed_session_and_what_moved_up(day):
    change = scheduling.remove(session_id=Session.objects.get(title="발제1").pk, ripple=True, at=NOON)

    assert heard(day, change) == "「발제1」 삭제. 뒤따르는 세션 3건이 15분 당겨졌습니다."


def test_session_that_moved_up_is_not_told_as_one_that_followed(day):
    first, second, photo, _panel = Session.objects.order_by("starts_at")

    change = revising.move(session_id=photo.pk, target_id=first.pk, after=False, at=NOON)

    assert heard(day, change) == "「사진」 자리 옮김. 뒤따르는 세션 2건이 5분 늦춰졌습니다."
    assert heard(day, scheduling.swap(session_id=second.pk, down=False, at=NOON)) == (
        "「발제2」 위로 이동. 뒤따르는 세션 1건이 15분 늦춰졌습니다."
    )


def test_all_that_a_compacted_stretch_moves_is_told(day):
    first, _second, _photo, panel = Session.objects.order_by("starts_at")
    Session.objects.filter(pk=panel.pk).update(ends_at=panel.ends_at - timedelta(minutes=30))
    Session.objects.filter(title="발제2").delete()

    change = scheduling.compact(first_id=first.pk, last_id=panel.pk, gap_minutes=0, at=NOON)

    assert heard(day, change) == "「발제1」부터 간격 맞춤. 뒤따르는 세션 2건이 15분 당겨졌습니다."


def test_pinned_session_behind_a_gap_is_not_named(day):
    photo, panel = Session.objects.get(title="사진"), Session.objects.get(title="토론")
    Session.objects.filter(pk=photo.pk).delete()
    Session.objects.filter(pk=panel.pk).update(
        is_pinned=True, starts_at=panel.starts_at + timedelta(minutes=30)
    )

    assert heard(day, lengthen(day, 5)) == (
        "「발제1」 길이 15분 → 20분. 뒤따르는 세션 1건이 5분 늦춰졌습니다."
    )


def test_step_about_the_whole_timetable_is_told_by_its_name(day):
    change = lengthen(day, 5)
    Change.objects.update(subject=None, label="보도자료에서 가져오기")
    change.refresh_from_db()

    assert heard(day, change) == "보도자료에서 가져오기."
