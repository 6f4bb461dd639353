"""The live counter: who is expected, has come and is in, when they came, and the page that shows it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from events import access
from events.models import EventRole
from registrations.desk import checkin, conflicts, counting
from registrations.models import EntryList, EntryListKind, SessionChoice, SessionOffer
from registrations.states import Category, RegistrationState
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


def minute(number: int):
    return NOON + timedelta(minutes=number)


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def organizer(event, client):
    user = UserFactory()
    access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.ORGANIZER, by_id=None, at=NOON)
    user.refresh_from_db()
    client.force_login(user)
    return user


def enter(guest, at=0, **more):
    by = UserFactory()
    return checkin.check_in(registration_id=guest.pk, scan_id=uuid4(), by_id=by.pk, at=minute(at), **more)


def leave(guest, at):
    return checkin.leave(registration_id=guest.pk, scan_id=uuid4(), by_id=UserFactory().pk, at=minute(at))


def test_figures_tell_expected_entered_and_inside(event):
    stays, leaves, _absent = RegistrationFactory.create_batch(3, event=event, category=Category.COMPANY)
    let_in = RegistrationFactory(event=event, category=Category.PRESS, state=RegistrationState.CANCELLED)
    enter(stays, 1)
    enter(leaves, 12)
    leave(leaves, 13)
    enter(leaves, 14)
    leave(leaves, 15)
    enter(let_in, 31, reason="초청 담당자 확인")

    counted = counting.count(event_id=event.pk)

    assert counted.total == counting.Crowd(expected=3, entered=3, inside=2)
    assert counted.by_category == [
        ("기업", counting.Crowd(3, 2, 1)),
        ("언론", counting.Crowd(0, 1, 1)),
    ]
    assert counted.slices == [(minute(0), 1), (minute(10), 1), (minute(20), 0), (minute(30), 1)]


def test_undone_entry_is_in_no_figure(event):
    entry = enter(RegistrationFactory(event=event, category=Category.VIP))
    checkin.undo(
        event_id=event.pk, undone_scan_id=entry.scan_id, scan_id=uuid4(), by_id=entry.by_id, at=minute(1)
    )

    counted = counting.count(event_id=event.pk)

    assert (counted.total, counted.slices, counted.arrivals) == (counting.Crowd(expected=1), [], [])


def test_door_has_figures_of_its_own(event):
    door = EntryList.objects.create(
        event=event, kind=EntryListKind.DINNER, name="만찬", categories=[Category.VIP]
    )
    vip, guest = RegistrationFactory(event=event, category=Category.VIP), RegistrationFactory(event=event)
    enter(vip, entry_list_id=door.pk)
    enter(guest)
    assert counting.count(event_id=event.pk, entry_list=door).total == counting.Crowd(1, 1, 1)
    assert counting.count(event_id=event.pk).total == counting.Crowd(expected=2, entered=2, inside=1)

    enter(guest, entry_list_id=door.pk, reason="초청 담당자 확인")
    assert counting.count(event_id=event.pk, entry_list=door).total == counting.Crowd(1, 2, 2)


def test_door_of_a_session_expects_those_who_chose_it(event):
    session = SessionFactory(event=event)
    door = EntryList.objects.create(event=event, kind=EntryListKind.SESSION, name="분과 1", session=session)
    chooser, _other = RegistrationFactory.create_batch(2, event=event)
    assert counting.count(event_id=event.pk, entry_list=door).total.expected == 2

    offer = SessionOffer.objects.create(event=event, session=session)
    SessionChoice.objects.create(registration=chooser, offer=offer, title="분과 1", chosen_at=NOON)

    assert counting.count(event_id=event.pk, entry_list=door).total.expected == 1


@pytest.mark.parametrize("guests", [1, 3])
def test_figures_take_three_queries_and_their_version_two(event, guests, django_assert_num_queries):
    for guest in RegistrationFactory.create_batch(guests, event=event, category=Category.VIP):
        enter(guest)

    with django_assert_num_queries(3):
        assert counting.count(event_id=event.pk).total.entered == guests
    with django_assert_num_queries(2):
        counting.version(event.pk)


def test_json_is_sent_again_only_when_a_figure_changed(client, event, organizer):
    guest = RegistrationFactory(event=event, category=Category.VIP, name="김장관", title="장관")
    address = reverse("admin:events_event_live_json", args=[event.pk])
    first = client.get(address)

    same = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    enter(guest)
    new = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (first.status_code, same.status_code, new.status_code) == (200, 304, 200)
    assert new.json()["total"] == {"expected": 1, "entered": 1, "inside": 1}
    assert [one["name"] for one in new.json()["arrivals"]] == ["한국기계 장관 김장관"]


@pytest.mark.parametrize("asked", ["x", "0", "99999", "9" * 40, "-1"])
def test_list_that_is_none_of_the_events_is_not_found(client, event, organizer, asked):
    for page in ("live", "live_json", "live_figures"):
        assert (
            client.get(reverse(f"admin:events_event_{page}", args=[event.pk]), {"list": asked}).status_code
            == 404
        )


def test_page_shows_conflicts_until_somebody_looked(client, event, organizer):
    guest = RegistrationFactory(event=event, name="박정호")
    enter(guest)
    device = checkin.Device("desk-2", is_offline=True, let_in=True)
    enter(guest, 1, device=device)
    page, conflict = reverse("admin:events_event_live", args=[event.pk]), conflicts.unseen(event.pk).get()
    seen = reverse("admin:events_event_conflict_seen", args=[event.pk, conflict.pk])

    assert "확인할 입장 충돌" in client.get(page).content.decode()
    assert client.get(seen).status_code == 405
    client.post(seen)
    assert "확인할 입장 충돌" not in client.get(page).content.decode()
    conflict.refresh_from_db()
    assert conflict.seen_by == organizer


def test_organizer_of_another_event_settles_no_conflict(client, event, organizer):
    guest = RegistrationFactory()
    enter(guest)
    enter(guest, 1, device=checkin.Device("desk-2", is_offline=True, let_in=True))
    conflict = conflicts.unseen(guest.event_id).get()

    for where in (event.pk, guest.event_id):
        client.post(reverse("admin:events_event_conflict_seen", args=[where, conflict.pk]))

    assert conflicts.unseen(guest.event_id).exists()


def test_organizer_makes_a_list_and_what_its_kind_does_not_use_is_put_away(client, event, organizer):
    form = {"event": event.pk, "kind": "dinner", "name": "만찬", "day": "2027-03-22", "categories": ["vip"]}

    response = client.post(reverse("admin:registrations_entrylist_add"), form)

    door = EntryList.objects.get()
    assert response.status_code == 302
    assert (door.name, door.day, door.categories) == ("만찬", None, ["vip"])


@pytest.mark.parametrize(
    "form", [{"kind": "day"}, {"kind": "session"}, {"kind": "dance"}, {"kind": "day", "day": "x"}]
)
def test_list_that_lacks_what_its_kind_needs_is_refused_in_a_sentence(client, event, organizer, form):
    response = client.post(
        reverse("admin:registrations_entrylist_add"), {"event": event.pk, "name": "명단", **form}
    )

    assert response.status_code == 200
    assert not EntryList.objects.exists()


def test_list_through_which_somebody_came_is_not_deleted(client, event, organizer):
    doors = [
        EntryList.objects.create(event=event, kind=EntryListKind.DINNER, name=name) for name in ("가", "나")
    ]
    enter(RegistrationFactory(event=event), entry_list_id=doors[0].pk)

    answers = [
        client.post(
            reverse("admin:registrations_entrylist_delete", args=[door.pk]), {"post": "yes"}
        ).status_code
        for door in doors
    ]

    assert answers == [403, 302]
    assert list(EntryList.objects.all()) == doors[:1]
