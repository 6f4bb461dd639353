"""The work list of mails that did not arrive: the link, the form, and who may use it."""

import pytest
from django.urls import reverse

from events.models import Message, MessageState
from tests.factories.admin import make_message, organizer_of
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import RegistrationFactory


@pytest.fixture
def event(db):
    return EventFactory()


@pytest.fixture(autouse=True)
def organizer(event, client):
    user = organizer_of(event)
    client.force_login(user)
    return user


@pytest.fixture
def returned(event) -> Message:
    registration = RegistrationFactory(event=event, email="wrong@example.com")
    return make_message(
        event,
        key=f"registration:{registration.pk}:received",
        to="wrong@example.com",
        state=MessageState.BOUNCED,
        sent_at=NOON,
        error="550 5.1.1 User unknown",
        attachments=[],
    )


def address_of(message: Message) -> str:
    return reverse("admin:events_message_correct", args=[message.pk])


def test_list_leads_to_the_form_for_what_did_not_arrive(client, event, returned):
    arrived = make_message(event, state=MessageState.SENT, sent_at=NOON)

    page = client.get(reverse("admin:events_message_changelist"), {"undelivered": ""}).content.decode()

    assert address_of(returned) in page
    assert address_of(arrived) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_for_one_and_three(client, event, django_assert_num_queries, count):
    for _ in range(count):
        make_message(event, state=MessageState.FAILED)
    client.get(reverse("admin:events_message_changelist"))

    with django_assert_num_queries(6):
        client.get(reverse("admin:events_message_changelist"), {"undelivered": "yes"})


def test_form_shows_the_address_and_the_servers_words(client, returned):
    page = client.get(address_of(returned)).content.decode()

    assert 'value="wrong@example.com"' in page
    assert "550 5.1.1 User unknown" in page


def test_form_corrects_and_sends_again(client, returned):
    response = client.post(address_of(returned), {"email": "Right@example.com "}, follow=True)

    returned.refresh_from_db()
    assert (returned.to, returned.state) == ("right@example.com", MessageState.QUEUED)
    assert [str(message) for message in response.context["messages"]] == [
        "등록·초청 명단의 이메일을 고치고 메일을 다시 보냅니다. 앞으로의 메일도 새 주소로 갑니다."
    ]
    assert "wrong@example.com → right@example.com" in response.content.decode()


@pytest.mark.parametrize("wrong", ["", "nobody", "a@b", "taken@example.com"])
def test_wrong_input_gets_a_sentence_and_changes_nothing(client, event, returned, wrong):
    RegistrationFactory(event=event, email="taken@example.com")

    response = client.post(address_of(returned), {"email": wrong})

    returned.refresh_from_db()
    assert (response.status_code, returned.to, returned.state) == (
        200,
        "wrong@example.com",
        MessageState.BOUNCED,
    )
    assert response.context["form"].errors["email"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_mail_of_another_event_is_not_found(client, method):
    other = make_message(EventFactory(), state=MessageState.FAILED)

    response = getattr(client, method)(address_of(other), {"email": "right@example.com"})

    other.refresh_from_db()
    assert (response.status_code, other.to) == (404, "guest@example.com")
