"""How an event gives its seats, on the event's page of the admin."""

import pytest
from django.urls import reverse

from events.models import Event
from registrations.models import CategoryTerms, Registration, SeatRules
from registrations.states import Category
from registrations.states import RegistrationState as State
from tests.events.test_admin_event import NO_ROWS
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(open_now=True, capacity=10)


def save(client, event, *, rules=None, terms=(), **fields):
    """Post the event's page with these rows for its seats; a row with an id is an old one."""
    data = {
        **NO_ROWS,
        "name": event.name,
        "slug": event.slug,
        "capacity": event.capacity,
        "venue": event.venue_id,
    }
    for name in ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at"):
        moment = getattr(event, name)
        if moment is not None:
            data |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M}"}
    for prefix, rows in (("seat_rules", [rules] if rules else []), ("category_terms", terms)):
        data[f"{prefix}-TOTAL_FORMS"] = len(rows)
        data[f"{prefix}-INITIAL_FORMS"] = sum("id" in row for row in rows)
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
            data[f"{prefix}-{number}-event"] = event.pk
    return client.post(reverse("admin:events_event_change", args=[event.pk]), {**data, **fields})


def term(category=Category.PRESS, **fields):
    return {"category": category, "priority": 5, "is_open": "on", **fields}


def taken(event):
    return event.registrations.seated().count()


def test_rules_for_seats_are_kept(client, event, organizer):
    rules = {"needs_approval": "on", "offer_hours": 24, "overinvitation": 20}

    response = save(client, event, rules=rules, terms=[term(capacity=3, priority=1, needs_approval="on")])

    assert response.status_code == 302
    kept = SeatRules.objects.get(event=event)
    assert (kept.needs_approval, kept.offer_hours, kept.overinvitation) == (True, 24, 20)
    share = CategoryTerms.objects.get(event=event)
    assert (share.category, share.capacity, share.priority, share.needs_approval, share.is_open) == (
        Category.PRESS,
        3,
        1,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"offer_hours": 0, "overinvitation": 0}, "1시간에서 336시간"),
        ({"offer_hours": 337, "overinvitation": 0}, "1시간에서 336시간"),
        ({"offer_hours": "", "overinvitation": 301}, "300 이하"),
    ],
)
def test_rule_that_cannot_be_is_refused_in_a_sentence(client, event, organizer, rules, sentence):
    response = save(client, event, rules=rules)

    assert sentence in response.content.decode()
    assert not SeatRules.objects.exists()


def test_share_below_what_is_taken_is_refused(client, event, organizer):
    RegistrationFactory.create_batch(2, event=event, category=Category.PRESS)

    response = save(client, event, terms=[term(capacity=1)])

    assert "이미 2명이 자리를 받았습니다." in response.content.decode()
    assert not CategoryTerms.objects.exists()


def test_capacity_below_what_is_taken_is_refused(client, event, organizer):
    RegistrationFactory.create_batch(3, event=event)

    response = save(client, event, capacity=2)

    assert "이미 3명이 자리를 받았습니다." in response.content.decode()
    assert Event.objects.get(pk=event.pk).capacity == 10


def test_same_category_twice_is_refused(client, event, organizer):
    response = save(client, event, terms=[term(capacity=3), term(capacity=4)])

    assert "같은 참석구분을 두 번 정했습니다." in response.content.decode()
    assert not CategoryTerms.objects.exists()


def test_larger_share_lets_the_first_in_line_move_up(client, event, organizer):
    share = CategoryTerms.objects.create(event=event, category=Category.PRESS, capacity=1)
    RegistrationFactory(event=event, category=Category.PRESS)
    line = [
        RegistrationFactory(
            event=event, category=Category.PRESS, state=State.WAITLISTED, waiting_number=number
        )
        for number in (1, 2)
    ]

    save(client, event, terms=[term(id=share.pk, capacity=2)])

    assert taken(event) == 2
    assert [Registration.objects.get(pk=one.pk).state for one in line] == [State.CONFIRMED, State.WAITLISTED]


def test_category_that_is_closed_is_for_the_invited_alone(client, event, organizer):
    terms = {name: value for name, value in term(capacity="").items() if name != "is_open"}
    save(client, event, terms=[terms])

    form = client.get(reverse("registrations:register", args=[event.slug]))
    refused = client.post(
        reverse("registrations:register", args=[event.slug]),
        {
            "name": "홍길동",
            "organization": "제조신문",
            "phone": "010-1234-5678",
            "email": "hong@example.com",
            "category": "press",
            "consent_privacy": "on",
            "consent_age": "on",
        },
    )

    assert form.status_code == 200
    assert refused.status_code == 422
    assert "초청받은 분만 등록할 수 있습니다." in refused.content.decode()
    assert not Registration.objects.exists()


def test_organizer_of_another_event_sets_no_rules(client, event):
    client.force_login(organizer_of(EventFactory()))

    save(client, event, rules={"overinvitation": 20}, capacity=50)

    assert not SeatRules.objects.exists()
    assert Event.objects.get(pk=event.pk).capacity == 10
