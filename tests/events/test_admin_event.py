import pytest
from django.urls import reverse

from agenda import releasing
from events import publishing
from events.models import Event, EventRole, EventState, Message
from registrations.models import Registration
from registrations.states import RegistrationState
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, RoomFactory, SeriesFactory, UserFactory
from tests.factories.registrations import RegistrationFactory
from tests.racing import overtaken

NO_ROWS = {
    f"{prefix}-{field}": 0
    for prefix in (
        "series_entries",
        "contacts",
        "role_grants",
        "seat_rules",
        "category_terms",
        "availabilities",
    )
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def _form(event: Event | None = None, **changes) -> dict:
    fields = {
        "name": "제2회 M.AX 컨퍼런스",
        "slug": "max-2",
        "capacity": 50,
        "starts_at_0": "2027-05-20",
        "starts_at_1": "14:00",
        "ends_at_0": "2027-05-20",
        "ends_at_1": "16:00",
        **NO_ROWS,
    }
    if event is not None:
        fields |= {
            "name": event.name,
            "slug": event.slug,
            "capacity": event.capacity,
            "venue": event.venue_id,
        }
    return {**fields, **changes}


@pytest.fixture
def event(db):
    return EventFactory()


def test_whoever_creates_an_event_organizes_it(client, organizer):
    response = client.post(reverse("admin:events_event_add"), _form())

    event = Event.objects.get(slug="max-2")
    assert response.status_code == 302
    assert list(event.role_grants.values_list("user", "role", "granted_by")) == [
        (organizer.pk, EventRole.ORGANIZER, organizer.pk)
    ]
    assert client.get(reverse("admin:events_event_change", args=[event.pk])).status_code == 200


def test_event_is_created_with_its_place_in_a_series(client, organizer):
    series = SeriesFactory(name="M.AX 컨퍼런스")
    rows = {
        "series_entries-TOTAL_FORMS": 1,
        "series_entries-0-series": series.pk,
        "series_entries-0-ordinal": 2,
    }

    client.post(reverse("admin:events_event_add"), _form(**rows))

    assert [str(entry) for entry in Event.objects.get(slug="max-2").series_entries.all()] == [
        "제2회 M.AX 컨퍼런스"
    ]


def test_event_that_would_end_before_it_starts_is_refused(client, organizer):
    response = client.post(reverse("admin:events_event_add"), _form(ends_at_1="13:00"))

    assert response.context["adminform"].form.non_field_errors() == [
        "종료는 시작보다 늦어야 하며, 둘을 함께 정하거나 함께 비워 두세요."
    ]
    assert not Event.objects.filter(slug="max-2").exists()


def test_room_of_another_venue_is_refused(client, event, organizer):
    other = RoomFactory()

    response = client.post(reverse("admin:events_event_change", args=[event.pk]), _form(event, room=other.pk))

    assert response.context["adminform"].form.errors["room"] == [
        "이 회의실은 선택한 장소에 있지 않습니다. 장소를 함께 확인해 주세요."
    ]


def test_need_of_approval_is_turned_on_by_an_organizer_and_off_by_an_operator(client, event, organizer):
    page = reverse("admin:events_event_change", args=[event.pk])

    def needs_approval(**changes) -> bool:
        client.post(page, _form(event, **changes))
        event.refresh_from_db()
        return event.needs_mailing_approval

    assert needs_approval(needs_mailing_approval="on")
    assert needs_approval()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    assert not needs_approval()


def test_state_cannot_be_posted(client, event, organizer):
    client.post(
        reverse("admin:events_event_change", args=[event.pk]), _form(event, state=EventState.CANCELLED)
    )

    event.refresh_from_db()
    assert event.state == EventState.ANNOUNCED


def test_address_of_a_public_event_stays(client, event, organizer):
    client.post(
        reverse("admin:events_event_change", args=[event.pk]), _form(event, slug="other", name="새 이름")
    )

    before = event.slug
    event.refresh_from_db()
    assert (event.slug, event.name) == (before, "새 이름")


@pytest.mark.parametrize("trace", ["none", "release", "registration", "announced"])
def test_address_of_a_planned_event_stays_once_it_is_out(client, event, organizer, trace):
    Event.objects.filter(pk=event.pk).update(state=EventState.PLANNED, was_announced=False)
    if trace == "release":
        SessionFactory(event=event)
        releasing.release(event_id=event.pk, by_id=None, at=NOON)
    elif trace == "registration":
        RegistrationFactory(event=event)
    elif trace == "announced":
        for step in (publishing.announce, publishing.postpone, publishing.plan):
            step(event_id=event.pk)

    response = client.post(reverse("admin:events_event_change", args=[event.pk]), _form(event, slug="other"))

    before = event.slug
    event.refresh_from_db()
    assert response.status_code == 302
    assert event.slug == ("other" if trace == "none" else before)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"venue": ""}, "venue"),
        (dict.fromkeys(("starts_at_0", "starts_at_1", "ends_at_0", "ends_at_1"), ""), "starts_at"),
    ],
)
def test_announced_event_keeps_a_date_and_a_place(client, event, organizer, changes, field):
    response = client.post(reverse("admin:events_event_change", args=[event.pk]), _form(event, **changes))

    assert response.context["adminform"].form.errors[field] == [
        "공고한 행사의 일시와 장소는 비울 수 없습니다."
    ]


@pytest.mark.django_db(transaction=True)
def test_state_that_changes_while_the_form_is_sent_is_kept(client, event, organizer):
    def send():
        return client.post(
            reverse("admin:events_event_change", args=[event.pk]), _form(event, name="새 이름")
        )

    with overtaken(send):
        publishing.cancel(event_id=event.pk)

    event.refresh_from_db()
    assert (event.name, event.state) == ("새 이름", EventState.CANCELLED)


def test_more_seats_let_the_waiting_list_move_up(client, organizer):
    event = organizer.role_grants.get().event
    Event.objects.filter(pk=event.pk).update(capacity=1, ends_at="2127-05-20T16:00+09:00")
    RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    event.refresh_from_db()

    changes = {"capacity": 2, "ends_at_0": "2127-05-20", "ends_at_1": "16:00"}
    client.post(reverse("admin:events_event_change", args=[event.pk]), _form(event, **changes))

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED
    assert Message.objects.filter(to=waiting.email).count() == 1


def test_event_that_is_announced_again_gives_the_free_seats(client, organizer):
    event = organizer.role_grants.get().event
    Event.objects.filter(pk=event.pk).update(
        state=EventState.POSTPONED, capacity=1, ends_at="2127-05-20T16:00+09:00"
    )
    waiting = RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)

    response = client.post(reverse("admin:events_event_step", args=[event.pk, "announce"]), follow=True)

    waiting.refresh_from_db()
    assert waiting.state == RegistrationState.CONFIRMED
    assert [str(message) for message in response.context["messages"]] == [
        "빈자리가 생겨 대기자 1명을 확정하고 안내 메일을 보냈습니다.",
        "행사 상태를 「공고」(으)로 바꾸었습니다.",
    ]


def test_list_tells_the_seats(client, event, organizer):
    RegistrationFactory.create_batch(2, event=event)
    RegistrationFactory(event=event, state=RegistrationState.WAITLISTED, waiting_number=1)
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    page = client.get(reverse("admin:events_event_changelist")).content.decode()

    assert Registration.objects.count() == 4
    assert "2/100 (1)" in page


@pytest.mark.parametrize("name", ["close", "postpone", "cancel"])
def test_looking_at_a_step_does_not_take_it(client, event, organizer, name):
    response = client.get(reverse("admin:events_event_step", args=[event.pk, name]))

    event.refresh_from_db()
    assert response.status_code == 200
    assert event.state == EventState.ANNOUNCED


@pytest.mark.parametrize(
    ("name", "state"),
    [("close", EventState.CLOSED), ("postpone", EventState.POSTPONED), ("cancel", EventState.CANCELLED)],
)
def test_step_is_taken_when_it_is_agreed_to(client, event, organizer, name, state):
    client.post(reverse("admin:events_event_step", args=[event.pk, name]))

    event.refresh_from_db()
    assert event.state == state


def test_refused_step_is_told_as_a_sentence(client, organizer):
    event = organizer.role_grants.get().event
    Event.objects.filter(pk=event.pk).update(state=EventState.PLANNED, starts_at=None, ends_at=None)

    response = client.post(reverse("admin:events_event_step", args=[event.pk, "announce"]), follow=True)

    event.refresh_from_db()
    assert event.state == EventState.PLANNED
    assert [str(message) for message in response.context["messages"]] == [
        "공고하려면 일시와 장소를 먼저 정해 주세요."
    ]


def test_unknown_step_is_not_found(client, event, organizer):
    assert client.post(reverse("admin:events_event_step", args=[event.pk, "explode"])).status_code == 404


def test_event_offers_the_steps_of_its_state(client, event, organizer):
    response = client.get(reverse("admin:events_event_change", args=[event.pk]))

    assert [name for name, _step in response.context["steps"]] == ["close", "postpone", "cancel"]


def test_event_is_never_deleted(client, event, organizer):
    assert (
        client.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"}).status_code == 403
    )
    assert Event.objects.filter(pk=event.pk).exists()


def test_role_is_given_on_the_events_page(client, event, organizer):
    person = UserFactory(email="desk@example.com")
    row = {
        "role_grants-TOTAL_FORMS": 2,
        "role_grants-INITIAL_FORMS": 1,
        "role_grants-0-id": event.role_grants.get().pk,
    }
    row |= {"role_grants-1-email": "Desk@example.com", "role_grants-1-role": EventRole.DESK}

    client.post(reverse("admin:events_event_change", args=[event.pk]), _form(event, **row))

    grant = event.role_grants.get(user=person)
    assert (grant.role, grant.granted_by, grant.revoked_at) == (EventRole.DESK, organizer, None)
