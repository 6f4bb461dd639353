"""Every page of the admin: for whom it opens, and what it costs."""

import pytest
from django.contrib.admin import site
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from events.models import Event
from tests.factories.admin import make_organizer, make_world, organizer_of
from tests.factories.events import EventFactory, UserFactory

OWN = [
    "events_event",
    "events_rolegrant",
    "events_document",
    "events_message",
    "agenda_session",
    "agenda_participant",
    "agenda_release",
    "agenda_briefimport",
    "registrations_registration",
    "registrations_certificate",
    "registrations_entrylist",
    "registrations_datarequest",
    "registrations_deskload",
    "registrations_destruction",
    "registrations_invitation",
    "registrations_registrationsheet",
]
SHARED = [
    "events_series",
    "events_venue",
    "events_room",
    "events_organization",
    "events_division",
    "agenda_speaker",
    "registrations_printer",
]
ADDABLE = [
    "registrations_entrylist",
    "events_event",
    "events_rolegrant",
    "agenda_session",
    "agenda_participant",
    "registrations_invitation",
    *SHARED,
]
CHANGEABLE = [
    "registrations_entrylist",
    "events_event",
    "agenda_session",
    "agenda_participant",
    "registrations_invitation",
    "registrations_registration",
    "registrations_registrationsheet",
]
DELETABLE = ["agenda_session", "agenda_participant"]
NOT_ADDABLE = [
    "events_document",
    "events_message",
    "agenda_release",
    "agenda_briefimport",
    "registrations_registration",
    "registrations_certificate",
    "registrations_datarequest",
    "registrations_deskload",
    "registrations_destruction",
    "registrations_registrationsheet",
    "events_user",
]


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def organizer(world, client):
    user = organizer_of(world.event)
    client.force_login(user)
    return user


@pytest.fixture
def stranger(world, client):
    """Organizes another event."""
    user = organizer_of(EventFactory())
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", OWN + SHARED)
def test_list_of_an_organizer_shows_the_own_rows(client, world, organizer, model):
    row = (world.rows() | world.shared_rows())[model]

    response = client.get(reverse(f"admin:{model}_changelist"))

    assert response.status_code == 200
    assert row in response.context["cl"].result_list


@pytest.mark.parametrize("model", sorted(set(OWN) - {"events_event", "registrations_registrationsheet"}))
def test_list_of_one_event_does_not_name_it_in_each_row(client, world, organizer, model):
    address = reverse(f"admin:{model}_changelist")

    every = client.get(address).context["cl"].list_display
    narrowed = client.get(address, {"event": world.event.pk}).context["cl"].list_display

    assert narrowed == [name for name in every if name != "event"]


@pytest.mark.parametrize("model", OWN)
def test_list_of_a_stranger_holds_nothing_of_the_event(client, world, stranger, model):
    response = client.get(reverse(f"admin:{model}_changelist"))

    assert response.status_code == 200
    assert [row for row in response.context["cl"].result_list if _event_of(row) == world.event] == []
    assert world.event.name not in response.content.decode()


@pytest.mark.parametrize("model", OWN + SHARED)
def test_row_opens_for_the_organizer(client, world, organizer, model):
    row = (world.rows() | world.shared_rows())[model]

    assert client.get(reverse(f"admin:{model}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", OWN)
def test_row_does_not_open_for_a_stranger(client, world, stranger, model):
    row = world.rows()[model]

    response = client.get(reverse(f"admin:{model}_change", args=[row.pk]))

    # Django sends whoever asks for a row that is not in their list back to the start with a message.
    assert (response.status_code, response.url) == (302, reverse("admin:index"))


@pytest.mark.parametrize("model", OWN)
def test_row_is_not_changed_by_a_stranger(client, world, stranger, model):
    row = world.rows()[model]

    response = client.post(reverse(f"admin:{model}_change", args=[row.pk]), {"name": "남의 것"})

    # A ledger is closed before Django looks for the row; another row is not in the stranger's list. A session that is
    # not there is answered with what was typed, and one of somebody else's is not told apart from it.
    expected = 409 if model == "agenda_session" else 302
    assert response.status_code == (expected if model in CHANGEABLE else 403)
    assert not Event.objects.filter(name="남의 것").exists()


@pytest.mark.parametrize("page", ["history", "delete"])
@pytest.mark.parametrize("model", OWN)
def test_history_and_deletion_are_closed_to_a_stranger(client, world, stranger, model, page):
    row = world.rows()[model]

    response = client.get(reverse(f"admin:{model}_{page}", args=[row.pk]))

    is_looked_for = page == "history" or model in DELETABLE
    assert response.status_code == (302 if is_looked_for else 403)
    assert world.event.name not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("events_event_step", "announce"),
        ("agenda_session_programme", None),
        ("agenda_workbench_pieces", None),
        ("agenda_workbench_new", None),
        ("agenda_workbench_speakers", None),
        ("agenda_briefimport_into", None),
        ("events_event_release", None),
        ("events_event_take_back", 1),
        ("events_event_notices", None),
        ("events_event_mailings", None),
        ("events_event_mailing_new", None),
        ("events_event_reminders", None),
        ("events_event_copy", None),
        ("events_event_mail_texts", None),
        ("events_event_badges", None),
        ("events_event_badge_layout_new", None),
        ("events_document_of_event", None),
        ("registrations_registrationsheet_preview", None),
    ],
)
def test_page_of_an_event_is_not_found_by_a_stranger(client, world, stranger, name, model):
    args = [world.event.pk, model] if model else [world.event.pk]

    assert client.get(reverse(f"admin:{name}", args=args)).status_code == 404


@pytest.mark.parametrize(
    "name", ["events_event_release", "events_event_copy", "events_event_notices", "events_document_ask"]
)
def test_button_of_an_event_does_nothing_for_a_stranger(client, world, stranger, name):
    before = world.event.releases.count(), world.event.documents.count(), Event.objects.count()

    response = client.post(
        reverse(f"admin:{name}", args=[world.event.pk]), {"kind": "programme", "language": "ko"}
    )

    assert response.status_code == 404
    assert (world.event.releases.count(), world.event.documents.count(), Event.objects.count()) == before


@pytest.mark.parametrize("name", ["events_document_file", "events_document_progress"])
def test_paper_is_not_found_by_a_stranger(client, world, stranger, name):
    assert client.get(reverse(f"admin:{name}", args=[world.rows()["events_document"].pk])).status_code == 404


@pytest.mark.parametrize("model", ADDABLE)
def test_form_for_a_new_row_opens_for_an_organizer(client, organizer, model):
    assert client.get(reverse(f"admin:{model}_add")).status_code == 200


@pytest.mark.parametrize("model", NOT_ADDABLE)
def test_row_that_only_rules_write_cannot_be_added(client, organizer, model):
    assert client.get(reverse(f"admin:{model}_add")).status_code == 403


@pytest.mark.parametrize("model", OWN + SHARED + ["events_user"])
def test_staff_without_a_role_see_nothing(client, world, model):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", OWN + SHARED)
def test_operator_sees_everything(client, world, model):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    row = (world.rows() | world.shared_rows())[model]

    assert client.get(reverse(f"admin:{model}_change", args=[row.pk])).status_code == 200


def test_accounts_are_the_operators_business(client, organizer):
    assert client.get(reverse("admin:events_user_changelist")).status_code == 403


def test_accounts_open_for_an_operator(client, db):
    operator = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(operator)

    pages = [
        reverse("admin:events_user_changelist"),
        reverse("admin:events_user_add"),
        reverse("admin:events_user_change", args=[operator.pk]),
    ]

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]


def test_choices_of_a_form_hold_the_own_events_alone(client, world, stranger):
    response = client.get(reverse("admin:agenda_session_add"))

    offered = response.context["adminform"].form.fields["event"].queryset
    assert world.event not in offered
    assert offered.count() == 1


@pytest.mark.parametrize("model", ["registrations_registration", "events_message", "agenda_session"])
def test_list_of_one_event_keeps_the_events_menu(client, world, organizer, model):
    page = client.get(reverse(f"admin:{model}_changelist"), {"event": world.event.pk}).content.decode()

    assert reverse("admin:agenda_session_programme", args=[world.event.pk]) in page


@pytest.mark.parametrize("chosen", ["x", "999999999", "²"])
def test_list_of_an_event_that_is_not_there_shows_no_menu(client, world, organizer, chosen):
    response = client.get(reverse("admin:registrations_registration_changelist"), {"event": chosen})

    assert response.status_code == 200
    assert response.context["event"] is None


def test_list_shows_no_menu_of_an_event_of_another(client, world, stranger):
    url = reverse("admin:registrations_registration_changelist")

    assert client.get(url, {"event": world.event.pk}).context["event"] is None


def test_role_that_was_taken_back_closes_the_admin_at_once(client, world, organizer):
    organizer.role_grants.update(revoked_at="2027-03-01T12:00+09:00")

    assert client.get(reverse("admin:events_event_changelist")).status_code == 403


QUERIES = {
    "events_event": 6,
    "events_rolegrant": 6,
    "events_document": 6,
    "events_message": 6,
    "agenda_session": 8,
    "agenda_participant": 6,
    "agenda_release": 6,
    "agenda_briefimport": 6,
    "registrations_registration": 6,
    "registrations_datarequest": 6,
    "registrations_deskload": 6,
    "registrations_destruction": 7,
    "registrations_certificate": 6,
    "registrations_entrylist": 6,
    "registrations_invitation": 6,
    "registrations_registrationsheet": 5,
    "events_series": 5,
    "events_venue": 5,
    "events_room": 6,
    "events_organization": 7,
    "events_division": 5,
    "agenda_speaker": 5,
    "registrations_printer": 5,
}


@pytest.mark.parametrize("guests", [1, 3])
@pytest.mark.parametrize("model", OWN + SHARED)
def test_list_costs_the_same_however_long_it_is(client, db, model, guests):
    user = UserFactory()
    for _number in range(guests):
        make_organizer(make_world(guests=guests).event, user)
    client.force_login(user)
    url = reverse(f"admin:{model}_changelist")

    with assertNumQueries(QUERIES[model]):
        response = client.get(url)

    assert len(response.context["cl"].result_list) >= guests


def _event_of(row):
    if isinstance(row, Event):
        return row
    return row.event


def test_no_page_of_an_event_opens_for_a_stranger(world, client, stranger):
    """Whatever page is added to the event's own: it is fetched by who asks for it."""
    patterns = site.get_model_admin(Event).get_urls()
    names = [one.name for one in patterns if set(one.pattern.converters) == {"event_id"} and one.name]
    assert {"events_event_mailings", "events_event_reminders", "events_event_figures_xlsx"} <= set(names)
    for name in names:
        address = reverse(f"admin:{name}", args=[world.event.pk])
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert (name, answers - {405}) == (name, {404})
