"""Made-up invitations: every state there is, by the rules, and no mail leaves."""

from collections import Counter
from datetime import timedelta

import pytest

from events.models import Division, Message, MessageState, Organization
from registrations import figures, invitation_crowd, ledger, moving
from registrations.models import Invitation, Registration
from registrations.states import InvitationKind, InvitationState
from tests.factories.events import NOON, EventFactory

AT = NOON + timedelta(days=15)


@pytest.fixture
def event():
    return EventFactory(capacity=150)


@pytest.mark.django_db
def test_invitations_stand_in_every_state(event):
    assert invitation_crowd.invite(event_id=event.pk, at=AT) == 60

    states = Counter(event.invitations.values_list("state", flat=True))
    assert set(states) == set(InvitationState.values)
    assert sum(states.values()) == 60
    assert event.invitations.filter(held_until__lt=AT, state=InvitationState.SENT).count() == 2
    bodies = event.invitations.filter(kind=InvitationKind.SEATS)
    left = sorted(body.seats - body.registrations.active().count() for body in bodies)
    assert (left[0], left[-1] > 0) == (0, True)
    assert Registration.objects.filter(is_deputy=True).count() == 4


@pytest.mark.django_db
def test_every_state_can_be_read_off_its_ledger(event):
    invitation_crowd.invite(event_id=event.pk, at=AT)

    for one in event.invitations.all():
        steps = list(one.steps.order_by("pk").values_list("step", flat=True))
        assert one.state == moving.replay(steps)
        assert len(ledger.story(one)) >= len(steps)


@pytest.mark.django_db
def test_figures_look_alive(event):
    invitation_crowd.invite(event_id=event.pk, at=AT)

    found = figures.count(event, at=AT)

    total = found.replies.total
    assert min(total.yes, total.deputy, total.no, total.unanswered) > 0
    assert len(found.days) >= 5
    assert sum(reach.failed for reach in found.replies.by_kind.values()) == 1


@pytest.mark.django_db
def test_no_mail_leaves(event, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        invitation_crowd.invite(event_id=event.pk, at=AT)

    assert mailoutbox == []
    assert Counter(Message.objects.values_list("state", flat=True)).keys() == {
        MessageState.SENT,
        MessageState.BOUNCED,
    }


@pytest.mark.django_db
def test_nobody_real_is_meant(event):
    Division.objects.create(name="AI 팩토리", position=1)
    invitation_crowd.invite(event_id=event.pk, at=AT)

    assert not Invitation.objects.exclude(email__endswith="@crowd.invalid").exists()
    assert not Invitation.objects.exclude(phone__startswith="+82100000").exists()
    assert not Organization.objects.filter(invitations__isnull=False).exclude(name__endswith="(시연용)")
    assert Organization.objects.filter(divisions__name="AI 팩토리").exists()


@pytest.mark.django_db
def test_again_adds_nobody(event):
    invitation_crowd.invite(event_id=event.pk, at=AT)

    assert invitation_crowd.invite(event_id=event.pk, at=AT) == 0
    assert event.invitations.count() == 60
