"""Which devices hold the roster, and having it wiped from afar."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from registrations.desk import holdings
from registrations.models import CheckIn, DeskHolding, DeskLoad
from tests.factories.admin import organizer_of
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.registrations.desk.sealed import seal

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def event():
    return EventFactory(slug="demo", open_now=True)


@pytest.fixture
def by():
    return UserFactory()


def load(event, by, device="데스크 1 · abc123", at=NOON):
    return holdings.loaded(event_id=event.pk, by_id=by.pk, device=device, people=3, at=at)


def test_an_order_is_told_to_its_device_at_each_contact_until_it_loads_anew(event, by):
    one = load(event, by)
    assert not holdings.heard(event_id=event.pk, tag="abc123", at=NOON)

    assert holdings.order_wipe(load_id=one.pk, by_id=by.pk, at=NOON)
    assert not holdings.order_wipe(load_id=one.pk, by_id=UserFactory().pk, at=LATER)

    assert not holdings.heard(event_id=event.pk, tag="other1", at=LATER)
    assert not holdings.heard(event_id=event.pk, tag="", at=LATER)
    assert not holdings.heard(event_id=EventFactory().pk, tag="abc123", at=LATER)
    assert holdings.heard(event_id=event.pk, tag="abc123", at=LATER)
    assert holdings.heard(event_id=event.pk, tag="abc123", at=LATER + timedelta(minutes=1))
    holding = DeskHolding.objects.get()
    assert (holding.wipe_asked_by, holding.told_at) == (by, LATER)
    assert holding.seen_at == LATER + timedelta(minutes=1)

    load(event, by, device="입구 · abc123", at=LATER)
    assert not holdings.heard(event_id=event.pk, tag="abc123", at=LATER)
    assert not holdings.order_wipe(load_id=one.pk, by_id=by.pk, at=LATER)


def test_a_device_is_told_with_the_answer_for_what_it_kept(desk, event, by):
    guest = RegistrationFactory(event=event)
    desk.get("/desk/demo/roster/", {"device": "데스크 1"})
    assert post(desk, event)["wipe"] is False
    assert desk.get("/desk/demo/roster/changes/", {"since": "0"}).status_code == 200
    holdings.order_wipe(load_id=DeskLoad.objects.get().pk, by_id=by.pk, at=NOON)

    answer = post(desk, event, code=guest.code)

    assert answer["wipe"] is True
    assert answer["results"][0]["outcome"] == "entered"
    assert CheckIn.objects.get().registration == guest
    assert desk.get("/desk/demo/roster/changes/", {"since": "0"}).status_code == 410
    desk.get("/desk/demo/roster/", {"device": "데스크 1"})
    assert desk.get("/desk/demo/roster/changes/", {"since": "0"}).status_code == 200


def post(client, event, **row):
    moment = timezone.now().isoformat()
    scan = {"scan_id": str(uuid4()), "kind": "in", "sequence": 1, "device_at": moment, **row}
    sealed = [seal(event.pk, scan)] if row else []
    body = json.dumps({"device": "desk-1", "sent_at": moment, "sealed": sealed})
    return client.post("/desk/demo/outbox/", body, content_type="application/json").json()


def test_an_organizer_has_the_roster_wiped_after_being_told_what_it_means(client, event, by):
    one, other = load(event, by), load(event, by, device="데스크 2 · def456")
    organizer = organizer_of(event)
    client.force_login(organizer)
    changelist = reverse("admin:registrations_deskload_changelist")

    asked = client.post(changelist, {"action": "wipe_selected", "_selected_action": [one.pk]})
    assert "데스크 1 · abc123" in asked.content.decode()
    assert "데스크 2" not in asked.content.decode()
    assert not DeskHolding.objects.filter(wipe_asked_at__isnull=False).exists()
    done = client.post(
        reverse("admin:registrations_deskload_wipe"), {"ids": asked.context["ids"]}, follow=True
    )

    assert "기기 1대에 명단을 지우도록 요청했습니다" in done.content.decode()
    assert one.holding.wipe_asked_by is None  # as it was read before
    assert DeskHolding.objects.get(wipe_asked_at__isnull=False).load == one
    assert DeskHolding.objects.get(wipe_asked_by=organizer).load == one
    row = client.get(reverse("admin:registrations_deskload_change", args=[one.pk])).content.decode()
    assert "2027. 3. 1.(월) 12:00" in row
    assert "+00:00" not in row
    again = client.post(changelist, {"action": "wipe_selected", "_selected_action": [one.pk, other.pk]})
    assert again.context["ids"] == str(other.pk)


@pytest.mark.parametrize("ids", ["", "x", "0", "999999999999999999999", "-1"])
def test_an_order_for_no_device_does_nothing(client, event, ids):
    client.force_login(organizer_of(event))

    response = client.post(reverse("admin:registrations_deskload_wipe"), {"ids": ids}, follow=True)

    assert "지울 명단이 있는 기기가 없습니다." in response.content.decode()


def test_a_stranger_has_nothing_wiped(client, event, by):
    one = load(event, by)
    client.force_login(organizer_of(EventFactory()))

    client.post(reverse("admin:registrations_deskload_wipe"), {"ids": str(one.pk)})

    assert DeskHolding.objects.get().wipe_asked_at is None
    client.force_login(by)
    assert client.post(reverse("admin:registrations_deskload_wipe"), {"ids": str(one.pk)}).status_code == 302
    assert DeskHolding.objects.get().wipe_asked_at is None
