"""A brief that changed after it was brought in: the difference row by row, and what was edited by hand stays."""

from datetime import timedelta

import pytest

from agenda import drafts, scheduling
from agenda.briefs.comparing import Fate
from events.models import Event, EventState
from tests.agenda.briefpages import (
    CHANGED,
    FIVE,
    NEW,
    TEXT,
    accept,
    again,
    brought_in,
    counts,
    fates,
    fields,
    into,
    read,
    refusals,
    timetable,
    told,
)
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory

pytestmark = pytest.mark.usefixtures("organizer")

LAST_ROW = "14:55~16:00 (65')\t토론 및 정책제언 논의\t참석자"


@pytest.fixture
def organizer(client, db):
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


@pytest.fixture
def event(client, organizer):
    return brought_in(client)


def edit(event, start, /, **words):
    session = event.sessions.get(title__startswith=start)
    scheduling.rewrite(session_id=session.pk, at=NOON, **words)
    return session


def test_same_brief_changes_nothing(client, event):
    before, version = drafts.read(event.pk), event.draft.version

    response = again(client, event, TEXT)
    accept(client, response, into(event))

    event.draft.refresh_from_db()
    assert fates(response) == [Fate.SAME] * 5
    assert (drafts.read(event.pk), event.draft.version) == (before, version)


def test_changed_brief_changes_the_rows_that_nobody_touched(client, event):
    ids = list(event.sessions.order_by("starts_at").values_list("pk", flat=True))

    response = again(client, event, CHANGED)
    accept(client, response, into(event))

    assert fates(response) == [Fate.SAME, Fate.CHANGED, Fate.CHANGED, Fate.SAME, Fate.CHANGED]
    assert [row[:2] + row[3:4] for row in timetable(event)] == [
        ("14:00", 10, "안내 및 개회 인사"),
        ("14:10", 20, "제조 AX의 산업경쟁력 제고 효과 분석"),
        ("14:30", 10, "국가별 제조 AX 현황 및 성공 전략"),
        ("14:40", 15, "AI적용을 통한 제조혁신 : 현장중심 제조AX 전략"),
        ("14:55", 65, "종합 토론"),
    ]
    assert list(event.sessions.order_by("starts_at").values_list("pk", flat=True)) == ids


def test_what_was_edited_by_hand_stays(client, event):
    edit(event, "토론", title="패널 토론", remark="전원")

    response = again(client, event, CHANGED)
    accept(client, response, into(event))

    assert fates(response)[4] == Fate.EDITED
    assert timetable(event)[4] == ("14:55", 65, "panel", "패널 토론", [], "전원")


def test_what_was_edited_by_hand_goes_where_the_organizer_ticks(client, event):
    edit(event, "토론", title="패널 토론", remark="전원")

    accept(client, again(client, event, CHANGED), into(event), **{"rows-4-take": "on"})

    assert timetable(event)[4] == ("14:55", 65, "panel", "종합 토론", [], "참석자")


def test_what_was_corrected_at_the_first_import_counts_as_edited_by_hand(client, organizer):
    accept(client, read(client, {"pasted": TEXT}), **{"rows-4-title": "패널 토론"})
    event = Event.objects.get(slug="max-conference-1")

    response = again(client, event, TEXT)
    accept(client, response, into(event))

    assert fates(response)[4] == Fate.EDITED
    assert timetable(event)[4][3] == "패널 토론"


def test_row_that_left_the_brief_leaves_the_draft(client, event):
    response = again(client, event, TEXT.replace(LAST_ROW, ""))
    accept(client, response, into(event))

    assert fates(response) == [Fate.SAME] * 4 + [Fate.GONE]
    assert timetable(event) == FIVE[:4]


def test_row_that_left_the_brief_stays_where_it_was_edited_by_hand(client, event):
    edit(event, "토론", remark="전원")

    response = again(client, event, TEXT.replace(LAST_ROW, ""))
    accept(client, response, into(event))

    assert fates(response) == [Fate.SAME] * 4 + [Fate.OWN]
    assert timetable(event) == [*FIVE[:4], (*FIVE[4][:5], "전원")]


def test_session_that_was_put_in_by_hand_stays(client, event):
    session = event.sessions.get(title__startswith="토론")
    scheduling.lengthen(session_id=session.pk, minutes=-10, at=NOON)
    closing = session.ends_at - timedelta(minutes=10)
    plan = scheduling.Plan("폐회", closing, 10, kind="closing", room_id=event.room_id)
    scheduling.place(event_id=event.pk, plan=plan, at=NOON)

    response = again(client, event, TEXT)
    accept(client, response, into(event))

    assert fates(response) == [Fate.SAME] * 4 + [Fate.EDITED, Fate.OWN]
    assert [row[3] for row in timetable(event)][-2:] == ["토론 및 정책제언 논의", "폐회"]


def test_session_that_was_taken_out_by_hand_stays_out(client, event):
    scheduling.remove(session_id=event.sessions.get(title__startswith="토론").pk, at=NOON)

    response = again(client, event, CHANGED.replace("종합 토론", "토론 및 정책제언 논의"))
    accept(client, response, into(event))

    assert fates(response)[4] == Fate.LEFT_OUT
    assert len(timetable(event)) == 4


def test_row_that_was_left_out_stays_out(client, organizer):
    sent = fields(read(client, {"pasted": TEXT}))
    del sent["rows-4-take"]
    client.post(NEW, sent)
    event = Event.objects.get(slug="max-conference-1")

    assert fates(again(client, event, TEXT)) == [Fate.SAME] * 4 + [Fate.LEFT_OUT]


def test_new_row_comes_in(client, event):
    more = LAST_ROW.replace("16:00 (65')", "15:50 (55')") + "\n15:50~16:00 (10')\t폐회\t"

    response = again(client, event, TEXT.replace(LAST_ROW, more))
    accept(client, response, into(event))

    assert fates(response) == [Fate.SAME] * 4 + [Fate.CHANGED, Fate.NEW]
    assert timetable(event)[4:] == [("14:55", 55, *FIVE[4][2:]), ("15:50", 10, "closing", "폐회", [], "")]


def test_talks_that_change_places_stay_the_same_sessions(client, event):
    swapped = (
        TEXT.replace("14:25~14:40", "@").replace("14:40~14:55", "14:25~14:40").replace("@", "14:40~14:55")
    )
    ids = {session.title: session.pk for session in event.sessions.all()}

    accept(client, again(client, event, swapped), into(event))

    assert {session.title: session.pk for session in event.sessions.all()} == ids
    assert [row[3][:3] for row in timetable(event)] == ["안내 ", "제조 ", "AI적", "국가별", "토론 "]


def test_what_a_brief_cannot_say_stays_with_the_session(client, event):
    own = {"title_en": "Panel", "remark_en": "All", "is_pinned": True, "stage_needs": "마이크 4"}
    edit(event, "토론", **own)

    accept(client, again(client, event, TEXT.replace("14:55~16:00 (65')", "14:55~15:55 (60')")), into(event))

    session = event.sessions.get(title__startswith="토론")
    assert session.minutes == 60
    assert {name: getattr(session, name) for name in own} == own


def test_facts_that_nobody_edited_follow_the_brief(client, event):
    text = TEXT.replace("8층 대회의실", "8층 중회의실").replace("인공지능을 일상생활 넘어", "인공지능을")
    Event.objects.filter(pk=event.pk).update(theme="직접 적은 주제")

    response = again(client, event, text)
    accept(client, response, into(event))

    event.refresh_from_db()
    assert (event.room.name, event.theme) == ("중회의실", "직접 적은 주제")
    assert response.context["review"].facts.facts["theme"].brief_says == "제조AX, 인공지능을 산업 현장으로"


def test_draft_that_somebody_changed_meanwhile_is_not_overwritten(client, event):
    response = again(client, event, CHANGED)
    edit(event, "토론", title="패널 토론")
    before = drafts.read(event.pk)

    outcome = accept(client, response, into(event))

    assert told(outcome) == ["그 사이 다른 사람이 프로그램을 고쳤습니다. 자료를 다시 올려 비교해 주세요."]
    assert drafts.read(event.pk) == before


def test_facts_that_somebody_changed_meanwhile_are_not_overwritten(client, event):
    response = again(client, event, CHANGED)
    Event.objects.filter(pk=event.pk).update(theme="그 사이 고친 주제")
    before = drafts.read(event.pk)

    outcome = accept(client, response, into(event))

    event.refresh_from_db()
    assert told(outcome) == ["그 사이 다른 사람이 프로그램을 고쳤습니다. 자료를 다시 올려 비교해 주세요."]
    assert (event.theme, drafts.read(event.pk)) == ("그 사이 고친 주제", before)


def test_announced_event_does_not_lose_its_venue(client, event):
    Event.objects.filter(pk=event.pk).update(state=EventState.ANNOUNCED)

    outcome = accept(client, again(client, event, TEXT), into(event), venue="", floor="", room="")

    assert outcome.status_code == 422
    assert refusals(outcome) == ["공고한 행사의 일시와 장소는 비울 수 없습니다."]


@pytest.mark.parametrize("url", [into, lambda _event: NEW], ids=["into it", "as a new event"])
def test_brief_of_an_event_on_several_days_is_refused(client, event, url):
    Event.objects.filter(pk=event.pk).update(ends_at=event.ends_at + timedelta(days=1))
    before = counts()

    response = read(client, {"pasted": TEXT}, url(event))

    assert response.status_code == 422
    assert [sentence.split(":")[0] for sentence in refusals(response)] == [
        "여러 날에 걸친 행사는 읽지 못합니다. 하루씩 나누어 주세요"
    ]
    assert counts() == before


def test_event_that_was_given_a_second_day_meanwhile_keeps_it(client, event):
    response = again(client, event, CHANGED)
    ends_at = event.ends_at + timedelta(days=1)
    Event.objects.filter(pk=event.pk).update(ends_at=ends_at)

    outcome = accept(client, response, into(event))

    event.refresh_from_db()
    assert (outcome.status_code, event.ends_at) == (422, ends_at)


def test_title_on_record_stays_and_the_organizer_hears_of_it(client, event):
    outcome = accept(
        client,
        again(
            client,
            event,
            TEXT.replace("명지대 박정호 교수", "명지대 박정호 학장").replace("분석\t", "평가\t"),
        ),
        into(event),
    )

    assert told(outcome)[1:] == [
        "박정호 연사의 직위는 이미 등록된 「교수」(을)를 그대로 두었습니다(자료: 학장)."
    ]
