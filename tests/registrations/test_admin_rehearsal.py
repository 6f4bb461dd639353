"""리허설 in the admin: made by the event's organizer, told of afterwards, and deleted after a look at what goes."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event, EventRole, Message
from registrations import rehearsing
from registrations.badges import printing
from registrations.desk import checkin, rehearsed
from registrations.models import CheckInOutcome
from registrations.states import RegistrationState
from tests.factories.admin import make_organizer, organizer_of
from tests.factories.events import EventFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True)


@pytest.fixture
def rehearsal(event, organizer):
    return rehearsing.make(event_id=event.pk, people=10, by_id=organizer.pk, at=timezone.now())


def address(event, name="events_event_rehearsal"):
    return reverse(f"admin:{name}", args=[event.pk])


def guests_of(rehearsal):
    return list(rehearsal.registrations.filter(state=RegistrationState.CONFIRMED).order_by("pk"))


def test_event_page_leads_to_a_rehearsal_and_its_own_to_the_results(client, event, organizer, rehearsal):
    pages = [
        client.get(reverse("admin:events_event_change", args=[one.pk])).text for one in (event, rehearsal)
    ]

    assert ["리허설 만들기" in page for page in pages] == [True, False]
    assert ["mf-rehearsal" in page for page in pages] == [False, True]
    assert [address(one) in page for one, page in zip((event, rehearsal), pages, strict=True)] == [True, True]


def test_organizer_makes_one_and_sees_its_results(client, event, organizer):
    assert "가상 참가자 수" in client.get(address(event)).text

    response = client.post(address(event), {"people": "12"}, follow=True)

    made = Event.objects.get(rehearsal_of=event)
    assert response.redirect_chain == [(address(made), 302)]
    assert made.registrations.count() == 12
    assert "리허설 결과" in response.text


@pytest.mark.parametrize("people", ["", "9", "1501", "열", "99999999999999999999"])
def test_nonsense_makes_nothing(client, event, organizer, people):
    response = client.post(address(event), {"people": people})

    assert response.status_code == 200
    assert not Event.objects.filter(rehearsal_of=event).exists()


def test_second_one_is_refused_with_the_way_to_the_first(client, event, organizer, rehearsal):
    response = client.post(address(event), {"people": "12"})

    assert "리허설이 이미 있습니다" in response.text
    assert address(rehearsal) in response.text
    assert Event.objects.count() == 2


@pytest.mark.parametrize("role", [None, EventRole.DESK])
@pytest.mark.parametrize("name", ["events_event_rehearsal", "events_event_rehearsal_discard"])
def test_nobody_else_makes_sees_or_deletes_one(client, event, rehearsal, role, name):
    stranger = organizer_of(EventFactory())
    if role:
        for one in (event, rehearsal):
            one.role_grants.create(user=stranger, role=role, granted_at=timezone.now())
    client.force_login(stranger)

    answers = [
        ask(address(one, name), {"people": "12"}).status_code
        for one in (event, rehearsal)
        for ask in (client.get, client.post)
    ]

    assert answers == [404] * 4
    assert Event.objects.filter(pk=rehearsal.pk).exists()


def test_results_tell_what_the_desks_did(client, organizer, rehearsal):
    one, two, three, *_rest = guests_of(rehearsal)
    at = timezone.now()
    by = {"by_id": organizer.pk, "at": at}
    scan_id = uuid4()
    checkin.check_in(registration_id=one.pk, scan_id=uuid4(), device=checkin.Device("데스크 1"), **by)
    checkin.check_in(registration_id=one.pk, scan_id=uuid4(), device=checkin.Device("데스크 2"), **by)
    checkin.check_in(registration_id=two.pk, scan_id=scan_id, **by)
    checkin.undo(event_id=rehearsal.pk, undone_scan_id=scan_id, scan_id=uuid4(), **by)
    checkin.check_in(registration_id=three.pk, scan_id=uuid4(), **by)
    checkin.leave(registration_id=three.pk, scan_id=uuid4(), **by)
    printing.print_at_desk(registration_id=one.pk, **by)
    printing.print_at_desk(registration_id=one.pk, **by)

    told = rehearsed.summary(rehearsal.pk)

    assert (told.guests, told.came, told.inside, told.scans) == (9, 2, 1, 6)
    assert told.refused == [(CheckInOutcome.ALREADY.label, 1)]
    assert (told.undone, told.devices, told.busiest, told.offline) == (1, 2, 3, 0)
    assert (told.prints, told.reprints, told.walk_ins, told.conflicts) == (2, 1, 0, 0)
    assert told.withheld == Message.objects.filter(event=rehearsal).count() == 1
    page = client.get(address(rehearsal)).text
    assert "2명 (지금 안에 1명)" in page
    assert "2장 (다시 인쇄 1장)" in page


@pytest.mark.parametrize("scans", [1, 3])
def test_results_cost_the_same_queries_for_any_number_of_scans(
    organizer, rehearsal, scans, django_assert_num_queries
):
    for guest in guests_of(rehearsal)[:scans]:
        checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=organizer.pk, at=timezone.now())

    with django_assert_num_queries(9):
        rehearsed.summary(rehearsal.pk)
    with django_assert_num_queries(7):
        rehearsed.leaving(rehearsal.pk)


def test_deleting_is_confirmed_and_takes_the_rehearsal_alone(client, event, organizer, rehearsal):
    page = client.get(address(rehearsal, "events_event_rehearsal_discard")).text
    assert "지워지는 것" in page
    assert Event.objects.count() == 2

    response = client.post(address(rehearsal, "events_event_rehearsal_discard"), follow=True)

    assert "리허설을 지웠습니다" in response.text
    assert list(Event.objects.all()) == [event]


def test_real_event_cannot_be_deleted_by_a_handmade_request(client, event, organizer):
    make_organizer(event, organizer)

    response = client.post(address(event, "events_event_rehearsal_discard"))

    assert response.status_code == 404
    assert Event.objects.filter(pk=event.pk).exists()


def test_operator_without_a_role_may_too(client, event):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(address(event), {"people": "10"})

    assert Event.objects.filter(rehearsal_of=event).exists()
