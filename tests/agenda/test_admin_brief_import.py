"""Bringing a brief in through the admin: two steps, and nothing is written before the second."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html

from events.models import Event, EventRole
from tests.agenda.briefpages import (
    FIVE,
    NEW,
    TEXT,
    accept,
    brought_in,
    counts,
    fields,
    into,
    read,
    refusals,
    timetable,
    told,
    upload,
)
from tests.agenda.briefs.files import making
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory, UserFactory


@pytest.fixture
def organizer(client, db):
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    "save",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("·", "ㆍ").encode("cp949", "ignore"),
        making.as_docx,
        making.as_xlsx,
        making.as_hwpx,
        making.as_hwp,
    ],
    ids=["md", "txt with a mark", "txt in cp949", "docx", "xlsx", "hwpx", "hwp"],
)
def test_brief_in_any_file_gives_the_five_sessions(client, organizer, save):
    accept(client, read(client, upload(save(TEXT))))

    event = Event.objects.get(slug="max-conference-1")
    assert timetable(event) == FIVE
    assert (event.name, event.venue.name, str(event.room)) == (
        "제1회 M.AX 컨퍼런스 및 산업성장포럼",
        "대한상공회의소",
        "8층 대회의실",
    )
    assert (event.participants.count(), event.contacts.count()) == (11, 5)
    assert event.role_grants.get(user=organizer).role == EventRole.ORGANIZER


def test_table_alone_gives_the_five_sessions_with_a_name_and_a_day(client, organizer):
    source = {**upload(making.as_csv(TEXT)), "name": "M.AX 컨퍼런스", "day": "2026-05-20"}

    accept(client, read(client, source))

    event = Event.objects.get(name="M.AX 컨퍼런스")
    assert [row[:4] for row in timetable(event)] == [row[:4] for row in FIVE]


def test_table_alone_takes_day_and_name_from_the_event_it_goes_into(client, organizer):
    event = Event.objects.get()

    response = read(client, upload(making.as_csv(TEXT)), into(event))
    accept(client, response, into(event))

    event.refresh_from_db()
    assert [row[1:4] for row in timetable(event)] == [row[1:4] for row in FIVE]
    assert {session.starts_at.date() for session in event.sessions.all()} == {event.starts_at.date()}


def test_nothing_is_written_before_it_is_accepted(client, organizer):
    before = counts()

    response = read(client, {"pasted": TEXT})

    assert (response.status_code, counts()) == (200, before)


def test_what_was_corrected_is_written(client, organizer):
    response = read(client, {"pasted": TEXT})
    change = {
        "rows-1-title": "제조 AX의 효과",
        "rows-1-minutes": "10",
        "rows-1-parts-0-title": "석좌교수",
        "rows-1-parts-1-name": "홍길동",
        "rows-1-parts-1-organization": "한국기계",
        "rows-1-parts-1-role": "moderator",
        "theme": "데이터",
        "room": "중회의실",
    }

    accept(client, response, **change)

    event = Event.objects.get(slug="max-conference-1")
    assert timetable(event)[1][1:5] == (
        10,
        "talk",
        "제조 AX의 효과",
        ["박정호 석좌교수 명지대", "홍길동  한국기계"],
    )
    assert (event.theme, event.room.name) == ("데이터", "중회의실")


def test_row_that_is_not_taken_is_left_out_however_wrong_it_is(client, organizer):
    sent = fields(read(client, {"pasted": TEXT}))
    del sent["rows-4-take"]

    client.post(NEW, {**sent, "rows-4-start": "25:00"})

    assert timetable(Event.objects.get(slug="max-conference-1")) == FIVE[:4]


def test_another_row_can_be_added(client, organizer):
    sent = fields(read(client, {"pasted": TEXT}))
    more = client.post(NEW, {**sent, "rows-4-minutes": "60", "add": "row"})

    accept(
        client,
        more,
        **{"rows-5-start": "15:55", "rows-5-minutes": "5", "rows-5-title": "폐회", "rows-5-kind": "closing"},
    )

    event = Event.objects.get(slug="max-conference-1")
    assert timetable(event) == [
        *FIVE[:4],
        (*FIVE[4][:1], 60, *FIVE[4][2:]),
        ("15:55", 5, "closing", "폐회", [], ""),
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rows-1-start": "14:05"}, "같은 회의실에서 시간이 겹칩니다"),
        ({"rows-4-minutes": "90"}, "행사 시간(2026. 5. 20.(수) 14:00~16:00)을 벗어난 행"),
        ({"rows-1-start": "곧"}, "시각을 14:10처럼"),
        ({"rows-1-minutes": "0"}, "1 이상"),
        ({"rows-1-title": ""}, "필수"),
        ({"rows-1-parts-0-name": ""}, "연사의 성명"),
        ({"name": ""}, "필수"),
        ({"end": "13:00"}, "종료는 시작보다 늦어야"),
        ({"rows-1-title": "900101-1234567"}, "주민등록번호"),
        ({"venue": ""}, "회의실이 있는 장소"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(client, organizer, change, reason):
    response = read(client, {"pasted": TEXT})
    before = counts()

    again = accept(client, response, **change)

    assert again.status_code == 422
    assert any(reason in sentence for sentence in refusals(again)), refusals(again)
    assert fields(again)[next(iter(change))] == list(change.values())
    assert counts() == before


def test_lines_that_were_not_understood_are_marked(client, organizer):
    page = html.fromstring(read(client, {"pasted": TEXT}).content.decode())

    marked = [element.text_content() for element in page.xpath("//*[contains(@class,'mf-original')]//mark")]
    assert marked == ["- (주요내용) ① 전문가 발표, ② 종합 토론"]


def test_contradictions_are_shown_to_be_corrected(client, organizer):
    response = read(client, {"pasted": TEXT.replace("14:10~14:25 (15')", "14:05~14:25 (20')")})

    notes = response.context["review"].reading.brief.notes
    assert notes == (
        "세부일정의 시간이 서로 겹칩니다: 14:05~14:25 (20') 발제1. 제조 AX의 산업경쟁력 제고 효과 분석 명지대 박정호 교수",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "둘 중 하나만"),
        ({"pasted": TEXT, "file": SimpleUploadedFile("a.md", b"x")}, "둘 중 하나만"),
        ({"pasted": "회의"}, "행사명을 찾지 못했습니다"),
        ({"pasted": "가" * 100_001}, "최대 100000"),
    ],
)
def test_source_that_cannot_be_read_is_refused_in_a_sentence(client, organizer, data, reason):
    response = read(client, data)

    assert response.status_code == 422
    assert any(reason in sentence for sentence in refusals(response)), refusals(response)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("brief.hwp", b"\0" * 50_000_000, "파일이 너무 큽니다(최대 5MB)."),
        ("brief.xlsx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "텍스트 파일이 아닙니다."),
        ("brief.docx", b"", "빈 파일입니다."),
    ],
    ids=["50 MB", "a picture", "empty"],
)
def test_upload_that_cannot_be_read_is_refused_in_a_sentence(client, organizer, name, content, reason):
    response = read(client, upload(content, name))

    assert response.status_code == 422
    (sentence,) = refusals(response)
    assert sentence.startswith(reason)


def test_long_programme_in_several_rooms_comes_in(client, organizer):
    rows = [
        f"{9 + hour}:{quarter * 15:02d}\t15\t발제\t주제 {hour}-{quarter}-{room}\t"
        f"한국대 홍길동{letter} 교수, 한국대 김영{letter} 교수\t{room}홀"
        for hour in range(5)
        for quarter, letter in zip(range(3), "가나다", strict=True)
        for room in "ABCD"
    ]
    table = "시작\t분\t구분\t내용\t발표자\t장소\n" + "\n".join(rows)
    text = f"「제9회 M.AX 컨퍼런스」\n(일시) 2026. 5. 20.(수) 09:00~16:00\n(장소) 코엑스 3층\n{table}"

    sent = fields(read(client, {"pasted": text}))
    client.post(NEW, sent)

    event = Event.objects.get(name="제9회 M.AX 컨퍼런스")
    assert len(sent) > 1_000  # Django's own limit
    assert event.sessions.count() == 60
    assert list(event.sessions.values_list("room__name", flat=True).distinct().order_by("room__name")) == [
        "A홀",
        "B홀",
        "C홀",
        "D홀",
    ]


def test_brief_of_an_event_that_stands_is_compared_with_it(client, organizer):
    event = brought_in(client)

    response = read(client, {"pasted": TEXT})

    assert told(response) == ["이미 등록된 행사여서 지금 프로그램과 비교해 보여 드립니다."]
    assert response.context["action"] == into(event)


def test_brief_of_anothers_event_is_refused(client, organizer):
    brought_in(client)
    client.force_login(organizer_of(EventFactory()))

    response = read(client, {"pasted": TEXT})

    assert refusals(response) == [
        "같은 행사가 이미 등록되어 있습니다. 그 행사의 주최 담당자에게 문의해 주세요."
    ]


@pytest.mark.parametrize("role", [None, EventRole.DESK])
def test_pages_are_closed_to_who_organizes_nothing(client, db, role):
    event = EventFactory()
    user = UserFactory(is_staff=True)
    if role:
        event.role_grants.create(user=user, role=role, granted_at=event.starts_at)
    client.force_login(user)

    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"pasted": TEXT}).status_code == 403
    assert client.get(into(event)).status_code == 404


def test_event_of_another_is_not_found(client, organizer):
    assert client.post(into(EventFactory()), {"pasted": TEXT}).status_code == 404


def test_page_of_somebody_else_or_of_another_event_is_not_accepted(client, organizer):
    sent = fields(read(client, {"pasted": TEXT}))
    before = counts()

    other = client.post(into(organizer.role_grants.get().event), sent, follow=True)
    client.force_login(organizer_of(EventFactory()))
    stranger = client.post(NEW, sent, follow=True)
    forged = client.post(NEW, {**sent, "state": "x"}, follow=True)

    sentence = ["화면을 연 지 오래되었습니다. 자료를 다시 올려 주세요."]
    assert [told(other), told(stranger), told(forged)] == [sentence] * 3
    assert counts()[1:] == before[1:]
