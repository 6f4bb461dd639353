"""The admin pages of print jobs: who sees them, what they ask, and what hand-made requests get."""

import re
from typing import Any

import pytest
from django.urls import reverse

from events import access
from events.models import EventRole
from registrations.badges import confirming, jobs, printing
from registrations.badges.confirming import Spoiled
from registrations.models import (
    BadgePrint,
    BadgeSpoil,
    PrintJob,
    PrintJobState,
    PrintReason,
    Registration,
    RevokedCode,
)
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(slug="demo")


@pytest.fixture
def organizer(client, event):
    user = organizer_of(event, name="김담당")
    client.force_login(user)
    return user


@pytest.fixture
def ready(event, django_capture_on_commit_callbacks):
    """A job of ten badges that is drawn."""
    for number in range(10):
        RegistrationFactory(event=event, name=f"손님{number}", organization=f"기관{number}")
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start(
            event_id=event.pk, options={"layout": "sticker-2x4"}, language="ko", by_id=None, at=NOON
        )
    job.refresh_from_db()
    return job


def asked(**more: Any) -> dict[str, Any]:
    """The form as the page sends it."""
    return {
        "layout": "sticker-2x4",
        "sides": "front",
        "order": "name",
        "whose": "all",
        "start": "1",
        "crop_marks": "yes",
        "language": "ko",
        **more,
    }


def url(name: str, *arguments: Any) -> str:
    return reverse(f"admin:events_event_print_{name}", args=arguments)


def test_job_is_asked_for_drawn_fetched_and_said_to_be_printed(
    client, event, organizer, django_capture_on_commit_callbacks
):
    guest = RegistrationFactory(event=event, name="박정호")
    page = client.get(url("jobs", event.pk)).content.decode()
    assert "명찰 1개, 1장" in page

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("jobs", event.pk), asked(station="1번 데스크"))
    job = PrintJob.objects.get()
    shown = client.get(url("job", event.pk, job.pk)).content.decode()
    assert (job.state, job.requested_by, job.station) == (PrintJobState.READY, organizer, "1번 데스크")
    assert all(words in shown for words in ("박정호", "작성함", "출력 확인 전", "1장 1칸"))

    file = client.get(url("file", event.pk, job.pk))
    assert b"".join(file).startswith(b"%PDF")
    assert f'filename="badges-demo-{job.pk}.pdf"' in file["Content-Disposition"]

    client.post(url("job", event.pk, job.pk), {"confirm": ""})
    printing_ = BadgePrint.objects.get()
    assert (printing_.registration, printing_.by, printing_.station) == (guest, organizer, "1번 데스크")
    assert "출력함" in client.get(url("job", event.pk, job.pk)).content.decode()


def test_spoiled_badges_are_ticked_or_named_and_printed_again(client, event, organizer, ready):
    fields = {"confirm": "", "ticked": ["2"], "numbers": "4, 5~6", "sheets": "2"}
    client.post(url("job", event.pk, ready.pk), fields)

    names = BadgeSpoil.objects.values_list("printing__registration__name", flat=True)
    page = client.get(url("job", event.pk, ready.pk)).content.decode()
    assert sorted(names) == ["손님1", "손님3", "손님4", "손님5", "손님8", "손님9"]
    assert "다시 출력할 것 6개" in page

    answer = client.post(url("job", event.pk, ready.pk), {"again": "", "start": "3", "skip": "5"})
    follower = PrintJob.objects.get(follows=ready)
    assert answer["Location"] == url("job", event.pk, follower.pk)
    assert (follower.total, follower.reason) == (6, PrintReason.SPOILED)
    assert list(follower.badges.order_by("number").values_list("cell", flat=True)) == [3, 4, 6, 7, 8, 1]


@pytest.mark.parametrize(
    "fields",
    [
        {"numbers": "x"},
        {"numbers": "99"},
        {"numbers": "9-1"},
        {"numbers": "1-999999"},
        {"numbers": "1" * 5000},
        {"sheets": "3"},
        {"sheets": "²"},
        {"ticked": ["77"]},
        {"ticked": ["1' OR 1=1"]},
        {"ticked": ["9" * 40]},
    ],
)
def test_spoiling_what_the_job_does_not_have_writes_nothing(client, event, organizer, ready, fields):
    answer = client.post(url("job", event.pk, ready.pk), {"confirm": "", **fields}, follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not BadgePrint.objects.exists()


def test_what_was_typed_of_spoiled_badges_stays_where_it_cannot_be(client, event, organizer, ready):
    fields = {"confirm": "", "ticked": ["2"], "numbers": "99, abc", "sheets": "7"}

    page = client.post(url("job", event.pk, ready.pk), fields).content.decode()

    assert "번호를 쉼표로 나누어 적어 주세요." in page
    assert ('value="99, abc"' in page, 'value="7"' in page) == (True, True)
    assert re.findall(r'name="ticked" value="(\d+)" checked', page) == ["2"]


def test_count_follows_the_form_and_warns_of_what_was_printed(client, event, organizer):
    guests = [RegistrationFactory(event=event, name=name) for name in ("가", "나", "다")]
    printing.print_at_desk(registration_id=guests[0].pk, by_id=None, at=NOON)

    texts = [
        client.post(url("count", event.pk), asked(**fields)).content.decode()
        for fields in (
            {},
            {"whose": "unprinted"},
            {"first_letter": "ㄷ"},
            {"organization": "없는 곳"},
            {"start": "x"},
            {"ids": "x"},
        )
    ]

    assert "명찰 3개, 1장" in texts[0]
    assert "이미 출력한 명찰 1개" in texts[0]
    assert "명찰 2개, 1장" in texts[1]
    assert "이미 출력한" not in texts[1]
    assert "명찰 1개, 1장" in texts[2]
    assert "출력할 명찰이 없습니다" in texts[3]
    assert all("출력할 수 없음" in text for text in texts[3:])


def test_reprint_asks_for_a_reason_and_may_revoke_the_old_code(client, event, organizer):
    guest = RegistrationFactory(event=event)
    old = guest.code
    printing.print_at_desk(registration_id=guest.pk, by_id=None, at=NOON)

    refused = client.post(url("jobs", event.pk), asked())
    assert (refused.status_code, PrintJob.objects.count()) == (422, 0)
    assert "이미 출력한 명찰 1개" in refused.content.decode()
    client.post(url("jobs", event.pk), asked(reason="lost", note="복도에서", renews_codes="on"))

    guest.refresh_from_db()
    assert RevokedCode.objects.get().code == old != guest.code
    history = client.get(reverse("admin:registrations_registration_change", args=[guest.pk]))
    text = history.content.decode()
    assert all(
        words in text for words in ("명찰 이력", f"등록번호 {old} 폐기", "분실: 복도에서", "출력 요청")
    )


def test_selection_of_the_list_is_printed_alone(client, event, organizer):
    first, second, _third = (RegistrationFactory(event=event, name=name) for name in ("가", "나", "다"))
    action = {"action": "print_badges_of_selected", "_selected_action": [first.pk, second.pk]}

    page = client.post(reverse("admin:registrations_registration_changelist"), action)
    assert "목록에서 고른 2명" in page.content.decode()
    assert "명찰 2개, 1장" in page.content.decode()
    client.post(url("jobs", event.pk), asked(ids=f"{first.pk},{second.pk}"))

    badges = PrintJob.objects.get().badges.order_by("number")
    assert list(badges.values_list("registration__name", flat=True)) == ["가", "나"]


def test_selection_of_two_events_and_of_others_guests_is_refused(client, event, organizer):
    mine, other = RegistrationFactory(event=event), RegistrationFactory()
    other_mine = RegistrationFactory(event=EventFactory())
    access.grant(
        event_id=other_mine.event_id,
        user_id=organizer.pk,
        role=EventRole.ORGANIZER,
        by_id=None,
        at=NOON,
    )
    action = {"action": "print_badges_of_selected", "_selected_action": [mine.pk, other_mine.pk]}

    page = client.post(reverse("admin:registrations_registration_changelist"), action, follow=True)
    refused = client.post(url("jobs", event.pk), asked(ids=str(other.pk)))

    assert "한 행사의 항목만" in page.content.decode()
    assert "출력할 명찰이 없습니다" in refused.content.decode()
    assert not PrintJob.objects.exists()


def test_cancelled_job_has_no_file_and_says_so(client, event, organizer):
    RegistrationFactory(event=event)
    client.post(url("jobs", event.pk), asked())
    job = PrintJob.objects.get()

    waiting = client.get(url("progress", event.pk, job.pk) + "?whole")
    client.post(url("job", event.pk, job.pk), {"cancel": ""})
    over = client.get(url("progress", event.pk, job.pk) + "?whole")
    again = client.post(url("job", event.pk, job.pk), {"confirm": ""}, follow=True)

    assert ("hx-get" in waiting.content.decode(), "HX-Refresh" in waiting) == (True, False)
    assert ("hx-get" in over.content.decode(), over["HX-Refresh"]) == (False, "true")
    assert client.get(url("file", event.pk, job.pk)).status_code == 404
    assert "완성된 작업만" in again.content.decode()


def test_badges_of_a_job_are_searched_by_name_organization_and_code(client, event, organizer, ready):
    code = Registration.objects.get(name="손님7").code
    found = [
        [
            row[0].registration.name
            for row in client.get(url("job", event.pk, ready.pk), {"q": query}).context["rows"]
        ]
        for query in ("손님3", "기관4", code.lower(), "없음", "[", "\\")
    ]

    assert found[:4] == [["손님3"], ["손님4"], ["손님7"], []]


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "9" * 30])
def test_page_that_is_not_there_shows_another(client, event, organizer, ready, page):
    assert client.get(url("job", event.pk, ready.pk), {"page": page}).status_code == 200


@pytest.mark.parametrize("role", [None, EventRole.DESK, "other"])
def test_pages_are_for_those_who_organize_the_event(client, event, ready, role):
    if role == "other":
        user = organizer_of(EventFactory())
    else:
        user = UserFactory(is_staff=True)
        if role:
            access.grant(event_id=event.pk, user_id=user.pk, role=role, by_id=None, at=NOON)
    client.force_login(user)

    codes = {
        client.get(address).status_code
        for address in (
            url("jobs", event.pk),
            url("job", event.pk, ready.pk),
            url("progress", event.pk, ready.pk),
            url("file", event.pk, ready.pk),
        )
    } | {
        client.post(address, {**asked(), "cancel": "", "confirm": ""}).status_code
        for address in (url("jobs", event.pk), url("count", event.pk), url("job", event.pk, ready.pk))
    }

    assert codes <= {403, 404}
    assert not BadgePrint.objects.exists()


def test_job_of_another_event_is_not_reached_through_ones_own(client, ready):
    mine = EventFactory()
    client.force_login(organizer_of(mine))

    for name in ("job", "progress", "file"):
        assert client.get(url(name, mine.pk, ready.pk)).status_code == 404
    assert client.post(url("job", mine.pk, ready.pk), {"cancel": ""}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_for_any_number(
    client, event, organizer, count, django_assert_num_queries
):
    for number in range(count):
        RegistrationFactory(event=event, name=f"손님{number}")
    for number in range(count):
        jobs.start(event_id=event.pk, options={"start": number + 1}, language="ko", by_id=None, at=NOON)
    job = PrintJob.objects.first()
    client.get(url("jobs", event.pk))

    with django_assert_num_queries(18):
        client.get(url("jobs", event.pk))
    with django_assert_num_queries(12):
        client.get(url("job", event.pk, job.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_history_takes_the_same_queries_for_any_number(
    client, event, organizer, count, django_assert_num_queries
):
    guest = RegistrationFactory(event=event)
    for _number in range(count):
        printing.print_at_desk(registration_id=guest.pk, by_id=organizer.pk, at=NOON)
    address = reverse("admin:registrations_registration_change", args=[guest.pk])
    client.get(address)

    with django_assert_num_queries(15):
        client.get(address)


def test_documents_page_leads_here_instead_of_offering_badges(client, event, organizer):
    page = client.get(reverse("admin:events_document_of_event", args=[event.pk])).content.decode()

    assert url("jobs", event.pk) in page
    assert '<input type="hidden" name="kind" value="badges">' not in page


def test_documents_page_says_how_cells_are_written(client, event, organizer):
    page = client.get(reverse("admin:events_document_of_event", args=[event.pk])).content.decode()

    assert '<span id="id_skip_helptext">예: 3, 7</span>' in page


def test_file_that_was_destroyed_is_told(client, event, organizer, ready):
    confirming.confirm(job_id=ready.pk, spoiled=Spoiled(), by_id=None, at=NOON)
    PrintJob.objects.update(file="", file_destroyed_at=NOON)

    page = client.get(url("job", event.pk, ready.pk)).content.decode()

    assert "보유 기간이 지나 파기했습니다" in page
    assert client.get(url("file", event.pk, ready.pk)).status_code == 404


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"whose": "all", "leave_out": "{first}"}, "명찰 1개, 1장"),
        ({"ids": "{first}"}, "명찰 1개, 1장"),
        ({"whose": "everybody"}, "명찰 2개, 1장"),
        ({"ids": "x'"}, "명찰 2개, 1장"),
        ({"start": "-7", "layout": "<script>"}, "명찰 2개, 1장"),
    ],
)
def test_address_fills_the_form_in(client, event, organizer, address, expected):
    first, _second = (RegistrationFactory(event=event, name=name) for name in ("가", "나"))
    address.setdefault("layout", "sticker-2x4")
    given = {name: value.format(first=first.pk) for name, value in address.items()}

    page = client.get(url("jobs", event.pk), given)

    text = page.content.decode()
    assert (page.status_code, expected in text, '<script>"' in text) == (200, True, False)
    assert ("1명을 이번 출력에서 뺐습니다" in text) == ("leave_out" in address)
