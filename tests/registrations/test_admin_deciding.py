"""Organizers decide on requests in the list of registrations: on many at once, and on none of others' events."""

import re

import pytest
from django.urls import reverse

from events.models import Message
from registrations.models import Move, Registration
from registrations.states import RegistrationState as State
from registrations.states import Way
from tests.factories.admin import make_organizer, organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = "admin:registrations_registration_changelist"
DECLINE = "admin:registrations_registration_decline"


@pytest.fixture
def event():
    return EventFactory(open_now=True, capacity=2)


def request_for(event, **fields):
    return RegistrationFactory(event=event, state=State.REQUESTED, **fields)


def act(client, action, rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(reverse(LIST), data, follow=True)


def states(rows):
    return [Registration.objects.get(pk=row.pk).state for row in rows]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_chosen_requests_are_approved_as_long_as_there_are_seats(client, event, organizer):
    rows = [request_for(event) for _number in range(3)]
    decided = RegistrationFactory(event=event, state=State.CANCELLED)

    response = act(client, "approve_selected", [*rows, decided])

    assert states(rows) == [State.CONFIRMED, State.CONFIRMED, State.WAITLISTED]
    assert states([decided]) == [State.CANCELLED]
    assert said(response) == ["2명을 확정하고 1명을 대기로 받았습니다. 안내 메일을 보냅니다."]
    assert set(Move.objects.values_list("by", "way")) == {(organizer.pk, Way.ADMIN)}
    assert Message.objects.count() == 3


def test_requests_of_two_events_are_approved_in_each(client, event, organizer):
    other = EventFactory(open_now=True)
    make_organizer(other, organizer)
    rows = [request_for(event), request_for(other)]

    act(client, "approve_selected", rows)

    assert states(rows) == [State.CONFIRMED] * 2


def test_approving_what_is_decided_is_said_to_be_nothing(client, event, organizer):
    response = act(client, "approve_selected", [RegistrationFactory(event=event)])

    assert said(response) == ["승인을 기다리는 신청이 없습니다. 이미 처리되었는지 확인해 주세요."]
    assert not Message.objects.exists()


def test_declining_asks_for_a_reason_and_decides_nothing_yet(client, event, organizer):
    rows = [request_for(event, name="김신청"), request_for(event, name="이신청")]

    page = act(client, "decline_selected", rows).content.decode()

    assert ("김신청" in page, "이신청" in page) == (True, True)
    assert states(rows) == [State.REQUESTED] * 2
    assert re.search(r'name="ids" value="([\d,]+)"', page)[1] == f"{rows[0].pk},{rows[1].pk}"


def test_many_are_declined_with_the_reason_that_is_mailed(client, event, organizer):
    rows = [request_for(event) for _number in range(3)]

    response = client.post(
        reverse(DECLINE),
        {"ids": ",".join(str(row.pk) for row in rows), "reason": "  대상 기업이 아닙니다.  "},
        follow=True,
    )

    assert states(rows) == [State.DECLINED] * 3
    assert said(response) == ["3명의 신청을 거절하고 사유를 메일로 알립니다."]
    assert set(Move.objects.values_list("note", "by")) == {("대상 기업이 아닙니다.", organizer.pk)}
    assert all("대상 기업이 아닙니다." in text for text in Message.objects.values_list("text", flat=True))


@pytest.mark.parametrize("reason", ["", "   ", "가" * 201])
def test_declining_without_a_fit_reason_is_refused_and_declines_nobody(client, event, organizer, reason):
    row = request_for(event)

    response = client.post(reverse(DECLINE), {"ids": str(row.pk), "reason": reason})

    assert response.status_code == 422
    assert "200자 안으로 적어 주세요." in response.content.decode()
    assert (states([row]), Message.objects.count()) == ([State.REQUESTED], 0)


@pytest.mark.parametrize("ids", ["", "0", "nonsense,-1", "99999999999999999999"])
def test_declining_nothing_is_said(client, organizer, ids):
    response = client.post(reverse(DECLINE), {"ids": ids, "reason": "사유"})

    assert response.status_code == 422
    assert "승인을 기다리는 신청이 없습니다." in response.content.decode()


def test_organizer_of_another_event_decides_nothing(client, event):
    row = request_for(event)
    client.force_login(organizer_of(EventFactory()))

    act(client, "approve_selected", [row])
    response = client.post(reverse(DECLINE), {"ids": str(row.pk), "reason": "사유"})

    assert response.status_code == 422
    assert (states([row]), Message.objects.count()) == ([State.REQUESTED], 0)


def test_link_to_the_page_of_declining_leads_back_to_the_list(client, organizer):
    assert client.get(reverse(DECLINE)).url == reverse(LIST)
