"""What guests ask about their data, in the admin: a list with its days, and one button each."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registrations import datarequests
from registrations.models import DataRequest, DataRequestKind, DataRequestState, Destruction
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:registrations_datarequest_changelist")


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def _asked(event, kind=DataRequestKind.DELETION, *, days=0, **fields):
    at = timezone.now() - timedelta(days=days)
    guest = RegistrationFactory(event=event, **fields)
    return datarequests.ask(registration_id=guest.pk, kind=kind, at=at)


def _handle(client, request, **fields):
    return client.post(reverse("admin:registrations_datarequest_handle", args=[request.pk]), fields)


def test_list_has_what_is_due_first_and_marks_what_is_overdue(client, organizer, event):
    for name, days in (("새요청", 0), ("오래된요청", 11)):
        _asked(event, days=days, name=name)
    _asked(EventFactory(), name="남의요청")

    response = client.get(LIST)

    rows, page = response.context["cl"], response.content.decode()
    assert page.index("오래된요청") < page.index("새요청")
    assert [rows.model_admin.overdue(row) for row in rows.result_list] == ["기한 지남", ""]
    assert "남의요청" not in page
    assert "새요청" not in client.get(f"{LIST}?overdue=yes").content.decode()


def test_one_button_erases_and_puts_it_on_record(client, organizer, event):
    request = _asked(event, name="홍비밀")

    assert (
        "파기하기"
        in client.get(reverse("admin:registrations_datarequest_handle", args=[request.pk])).content.decode()
    )
    assert _handle(client, request, erase="1", note="").url == LIST

    request.refresh_from_db()
    assert (request.state, request.handled_by) == (DataRequestState.DONE, organizer)
    assert {row.by for row in Destruction.objects.all()} == {organizer}
    assert "홍비밀" not in client.get(LIST).content.decode()
    ledger = client.get(reverse("admin:registrations_destruction_changelist")).content.decode()
    assert "참가 등록의 인적 사항" in ledger


def test_refusal_without_a_reason_is_told_in_a_sentence(client, organizer, event):
    request = _asked(event)

    response = _handle(client, request, refuse="1", note="")

    assert response.status_code == 422
    assert "거절하는 사유를 적어 주세요." in response.content.decode()
    request.refresh_from_db()
    assert request.state == DataRequestState.OPEN


def test_request_for_access_is_answered_with_a_note(client, organizer, event):
    request = _asked(event, DataRequestKind.ACCESS)

    _handle(client, request, answer="1", note="모두 내 개인정보에서 보실 수 있습니다.")

    request.refresh_from_db()
    assert (request.state, request.note) == (DataRequestState.DONE, "모두 내 개인정보에서 보실 수 있습니다.")


def test_deletion_is_not_answered_by_a_handmade_post(client, organizer, event):
    request = _asked(event)

    assert _handle(client, request, answer="1", note="").status_code == 422
    assert not Destruction.objects.exists()


def test_request_of_anothers_event_is_not_found(client, organizer):
    request = _asked(EventFactory())

    for response in (
        client.get(reverse("admin:registrations_datarequest_handle", args=[request.pk])),
        _handle(client, request, erase="1"),
    ):
        assert response.status_code == 404
    assert DataRequest.objects.get().state == DataRequestState.OPEN


def test_handled_request_offers_no_button(client, organizer, event):
    request = _asked(event)
    _handle(client, request, refuse="1", note="사유")

    page = client.get(reverse("admin:registrations_datarequest_handle", args=[request.pk])).content.decode()

    assert "이미 처리한 요청입니다." in page
    assert "파기하기" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_for_one_and_three(
    client, organizer, event, count, django_assert_num_queries
):
    for _number in range(count):
        _asked(event)

    with django_assert_num_queries(6):
        client.get(LIST)


def test_dashboard_counts_what_is_open_and_overdue(client, organizer, event):
    _asked(event)
    _asked(event, days=11)
    _asked(EventFactory(), days=11)

    page = client.get(reverse("admin:index")).content.decode()

    figure = re.search(r"처리할 개인정보 요청</span><strong>(.*?)</strong>", page, re.DOTALL)[1]
    assert re.sub(r"<.*?>", "", figure).split() == ["2", "기한", "지남", "1"]


def test_event_shows_how_many_wait_to_be_told(client, organizer, event):
    page = client.get(reverse("admin:events_event_change", args=[event.pk])).content.decode()

    assert "개최 알림 신청자" in page
    assert "0명" in page


@pytest.mark.parametrize("count", [1, 3])
def test_ledger_of_destruction_shows_what_is_due_when(client, count, django_assert_num_queries):
    event = EventFactory(name="곧 파기될 행사")
    RegistrationFactory.create_batch(count, event=event)
    RegistrationFactory(event__name="남의 행사")
    client.force_login(organizer_of(event))

    with django_assert_num_queries(7):
        page = client.get(reverse("admin:registrations_destruction_changelist")).content.decode()

    assert "곧 파기될 행사" in page
    assert "2027. 4. 21.(수)" in page  # thirty days after 2027. 3. 22.
    assert "남의 행사" not in page
