"""What organizers do with the invitations that they tick in the list: for their own events alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Message
from registrations import links, moving
from registrations.models import Invitation, Registration
from registrations.states import InvitationState as State
from registrations.states import Step, Way
from tests.factories.admin import organizer_of
from tests.factories.events import EventFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LIST = "admin:registrations_invitation_changelist"
ACTIONS = ["send_selected", "remind_selected", "renew_selected", "revoke_selected", "restore_selected"]


@pytest.fixture
def event():
    return EventFactory(open_now=True)


def act(client, action, *rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(reverse(LIST), data, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def states(*rows):
    return [Invitation.objects.get(pk=row.pk).state for row in rows]


def test_invitations_are_sent_and_each_notes_its_mail(client, event, organizer):
    ready = InvitationFactory.create_batch(2, event=event, state=State.READY)
    nowhere = InvitationFactory(event=event, state=State.READY, email="")

    response = act(client, "send_selected", *ready, nowhere)

    assert states(*ready, nowhere) == [State.SENT, State.SENT, State.READY]
    assert said(response)[0] == "메일 2통을 보냅니다."
    assert said(response)[-1].startswith("1건은 이메일이 없거나")
    for one in ready:
        step = one.steps.get(step=Step.SENT)
        assert (step.by, step.message.to) == (organizer, one.email)


def test_sending_twice_at_once_mails_once(client, event, organizer):
    one = InvitationFactory(event=event, state=State.READY)

    act(client, "send_selected", one)
    again = act(client, "send_selected", one)

    assert Message.objects.count() == 1
    assert said(again)[0].startswith("보낼 초청이 없습니다.")


def test_only_those_without_an_answer_are_reminded(client, event, organizer):
    waits = InvitationFactory(event=event)
    answered = InvitationFactory(event=event, state=State.DECLINED, answered_at=timezone.now())

    act(client, "remind_selected", waits, answered)

    assert Message.objects.get().to == waits.email
    assert (waits.steps.get().step, answered.steps.count()) == (Step.REMINDED, 0)


def test_renewed_link_works_and_the_old_one_does_not(client, event, organizer):
    one = InvitationFactory(event=event)
    old = links.invitation_token(one)

    act(client, "renew_selected", one)

    one.refresh_from_db()
    assert client.get(f"/i/{old}/").status_code == 404
    assert client.get(f"/i/{links.invitation_token(one)}/").status_code == 200
    assert Message.objects.get().token_subject == links.invitation_subject(one.code)


def test_revoked_invitation_loses_its_guest_and_stands_again_when_restored(client, event, organizer):
    one = InvitationFactory(event=event)
    guest = RegistrationFactory(event=event, invitation=one)
    moving.step(one, Step.ACCEPTED, way=Way.LINK, at=timezone.now())

    revoked = act(client, "revoke_selected", one)
    assert (said(revoked), states(one)) == (["초청 1건을 철회했습니다."], [State.REVOKED])
    assert not Registration.objects.active().filter(pk=guest.pk).exists()

    restored = act(client, "restore_selected", one)
    assert (said(restored), states(one)) == (["초청 1건을 되살렸습니다."], [State.READY])


def test_restoring_what_stands_is_refused_in_a_sentence(client, event, organizer):
    one = InvitationFactory(event=event)

    assert said(act(client, "restore_selected", one)) == ["철회한 초청이 아닙니다."]
    assert states(one) == [State.SENT]


def test_restoring_is_refused_where_the_address_was_invited_anew(client, event, organizer):
    old = InvitationFactory(event=event, state=State.REVOKED, email="kim@example.com")
    InvitationFactory(event=event, email="Kim@example.com")

    assert said(act(client, "restore_selected", old)) == ["같은 이메일로 다시 초청한 분이 있습니다."]
    assert states(old) == [State.REVOKED]


def test_seats_of_many_are_kept_until_a_moment(client, event, organizer):
    rows = InvitationFactory.create_batch(3, event=event)
    until = timezone.localtime(timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)

    asked = act(client, "hold_selected", *rows).content.decode()
    client.post(
        reverse("admin:registrations_invitation_hold"),
        {"ids": ",".join(str(row.pk) for row in rows), "held_until": f"{until:%Y-%m-%dT%H:%M}"},
    )

    assert f'value="{",".join(str(row.pk) for row in rows)}"' in asked
    assert set(Invitation.objects.values_list("held_until", flat=True)) == {until}


@pytest.mark.parametrize("action", ACTIONS)
def test_organizer_of_another_event_does_nothing(client, event, action):
    state = State.REVOKED if action == "restore_selected" else State.SENT
    one = InvitationFactory(event=event, state=state)
    client.force_login(organizer_of(EventFactory()))

    act(client, action, one)
    client.post(reverse("admin:registrations_invitation_hold"), {"ids": str(one.pk), "held_until": ""})

    assert (states(one), one.steps.count(), Message.objects.count()) == ([state], 0, 0)


def test_organizer_of_another_event_sees_neither_the_row_nor_its_page(client, event):
    one = InvitationFactory(event=event, name="남의초청")
    client.force_login(organizer_of(EventFactory()))

    assert "남의초청" not in client.get(reverse(LIST)).content.decode()
    change = client.get(reverse("admin:registrations_invitation_change", args=[one.pk]))
    assert change.status_code == 302  # back to the start, as for a row that is not there


@pytest.mark.parametrize("action", ACTIONS)
def test_mixed_choice_touches_the_own_rows_alone(client, event, organizer, action):
    state = State.REVOKED if action == "restore_selected" else State.SENT
    mine, theirs = InvitationFactory(event=event, state=state), InvitationFactory(state=state)

    act(client, action, mine, theirs)

    assert (mine.steps.count(), theirs.steps.count()) == (1, 0)
