"""Whatever order people are invited, answer, cancel and are decided upon in, the seats stay true."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registrations import (
    answering,
    approval,
    booking,
    capacity,
    deputies,
    invitation_sending,
    inviting,
    kept_seats,
    mailing_rounds,
    moving,
    offers,
    stopping,
)
from registrations.inviting import Invitee
from registrations.models import CategoryTerms, Invitation, Registration, SeatRules
from registrations.moving import BookingRefused
from registrations.states import LIVE_STATES, Category, InvitationKind, Way
from tests.factories.events import NOON, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory

pytestmark = pytest.mark.django_db

PEOPLE = 8
CATEGORIES = (Category.COMPANY, Category.PRESS)


class Play:
    """An event with few seats, and the steps that may be taken with it."""

    def __init__(self, rules):
        self.event = EventFactory(capacity=rules["capacity"])
        self.by = UserFactory().pk
        SeatRules.objects.create(
            event=self.event,
            needs_approval=rules["approval"],
            offer_hours=rules["offer_hours"],
            overinvitation=rules["overinvitation"],
        )
        CategoryTerms.objects.create(
            event=self.event, category=Category.PRESS, capacity=rules["share"], priority=rules["priority"]
        )
        self.at = NOON

    def applicant(self, number):
        return ApplicantFactory(email=f"p{number}@example.com", category=CATEGORIES[number % 2])

    def take(self, name, number):
        self.at += timedelta(minutes=7)
        try:
            with transaction.atomic():
                getattr(self, name)(number)
        except BookingRefused:
            return

    def register(self, number):
        booking.register(
            event_id=self.event.pk,
            applicant=self.applicant(number),
            consent_answers=CONSENTS,
            language="ko",
            at=self.at,
        )

    def invite(self, number):
        person = self.applicant(number)
        several = number == PEOPLE - 1
        invitee = Invitee(
            organization="한국기계",
            category=person.category,
            name="홍길동",
            email=person.email,
            kind=InvitationKind.SEATS if several else InvitationKind.PERSON,
            seats=3 if several else 1,
        )
        held_until = self.at + timedelta(hours=1) if number % 3 else None
        inviting.invite(
            event_id=self.event.pk, invitees=[invitee], held_until=held_until, by_id=self.by, at=self.at
        )

    def send(self, number):
        """As a mailing, so that stopping it may take it back."""
        with pytest.MonkeyPatch.context() as few:
            few.setattr(invitation_sending, "MOST_AT_ONCE", 0)
            step = invitation_sending.renew if number % 3 == 0 else invitation_sending.send
            step(
                event_id=self.event.pk,
                invitation_ids=[self._invitation(number)],
                by_id=self.by,
                at=self.at,
            )
        if number % 2:
            mailing_rounds.go_on(at=self.at)

    def stop(self, number):
        mailing = self._pick(self.event.mailings.exclude(state__in=["stopped", "done"]), number)
        stopping.stop(mailing_id=mailing, by_id=self.by, at=self.at)

    def _invitation(self, number):
        return self._pick(Invitation.objects.filter(event=self.event), number)

    def _registration(self, number):
        return self._pick(Registration.objects.filter(event=self.event), number)

    def _pick(self, rows, number):
        found = list(rows.order_by("pk").values_list("pk", flat=True))
        if not found:
            raise BookingRefused
        return found[number % len(found)]

    def _answer(self, answer, number, **values):
        answer(invitation_id=self._invitation(number), way=Way.LINK, at=self.at, **values)

    def accept(self, number):
        invitation = Invitation.objects.get(pk=self._invitation(number))
        person = ApplicantFactory(email=invitation.email, category=invitation.category)
        self._answer(answering.accept, number, applicant=person, consent_answers=CONSENTS)

    def decline(self, number):
        self._answer(answering.decline, number, reason="")

    def send_deputy(self, number):
        deputy = ApplicantFactory(email=f"d{number}@example.com", category=Category.COMPANY)
        self._answer(answering.send_deputy, number, deputy=deputy, consent_answers=CONSENTS)

    def name_person(self, number):
        person = ApplicantFactory(email=f"n{self.at:%H%M}@example.com", category=Category.COMPANY)
        self._answer(answering.name_person, number, person=person, consent_answers=CONSENTS)

    def revoke(self, number):
        inviting.revoke(invitation_id=self._invitation(number), at=self.at, by_id=self.by)

    def restore(self, number):
        inviting.restore(invitation_id=self._invitation(number), at=self.at, by_id=self.by)

    def hand_on(self, number):
        deputies.send(
            registration_id=self._registration(number),
            deputy=ApplicantFactory(email=f"h{number}@example.com"),
            consent_answers=CONSENTS,
            way=Way.LINK,
            at=self.at,
        )

    def cancel(self, number):
        booking.cancel(registration_id=self._registration(number), way=Way.LINK, at=self.at)

    def approve(self, number):
        approval.approve(
            event_id=self.event.pk, registration_ids=[self._registration(number)], by_id=self.by, at=self.at
        )

    def turn_down(self, number):
        approval.decline(
            event_id=self.event.pk,
            registration_ids=[self._registration(number)],
            reason="좌석 부족",
            by_id=self.by,
            at=self.at,
        )

    def take_up(self, number):
        offers.take_up(registration_id=self._registration(number), way=Way.LINK, at=self.at)

    def wait(self, number):
        self.at += timedelta(hours=number)
        offers.lapse(at=self.at)
        kept_seats.give_on(at=self.at)

    def resize(self, number):
        capacity.set_capacity(event_id=self.event.pk, capacity=number + 1, at=self.at)

    def share(self, number):
        capacity.set_share(event_id=self.event.pk, category=Category.PRESS, capacity=number, at=self.at)

    def check(self):
        self.event.refresh_from_db()
        rows = Registration.objects.filter(event=self.event)
        assert rows.seated().count() <= self.event.capacity
        share = CategoryTerms.objects.get(event=self.event).capacity
        assert share is None or rows.seated().filter(category=Category.PRESS).count() <= share
        live = list(rows.active().exclude(email="").values_list("email", flat=True))
        assert len(live) == len(set(live))
        for invitation in Invitation.objects.filter(event=self.event):
            assert invitation.registrations.active().count() <= invitation.seats
            steps = list(invitation.steps.order_by("pk").values_list("step", flat=True))
            assert moving.replay(steps) == invitation.state
        numbers = set(rows.exclude(waiting_number=None).values_list("waiting_number", flat=True))
        assert numbers == set(range(1, len(numbers) + 1))
        for registration in rows:
            moves = list(registration.moves.order_by("pk").values_list("from_state", "to_state"))
            assert [before for before, _after in moves] == ["", *(after for _before, after in moves[:-1])]
            assert moves[-1][1] == registration.state
            assert (registration.state in LIVE_STATES) <= (registration.code != "")


STEPS = [
    "register", "invite", "accept", "decline", "send_deputy", "name_person", "revoke", "restore", "hand_on",
    "send", "stop", "cancel", "approve", "turn_down", "take_up", "wait", "resize", "share",
]  # fmt: skip
RULES = st.fixed_dictionaries(
    {
        "capacity": st.integers(1, 4),
        "approval": st.booleans(),
        "offer_hours": st.sampled_from([None, 2]),
        "overinvitation": st.sampled_from([0, 50]),
        "share": st.sampled_from([None, 1, 2]),
        "priority": st.integers(1, 9),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rules=RULES,
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, PEOPLE - 1)), min_size=5, max_size=25),
)
def test_seats_stay_true_whatever_happens(rules, steps):
    with transaction.atomic():
        play = Play(rules)
        for name, number in steps:
            play.take(name, number)
            play.check()
        transaction.set_rollback(True)
