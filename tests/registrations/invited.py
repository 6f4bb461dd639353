"""Steps with invitations, as the tests take them: at NOON, by the personal link."""

from registrations import answering, inviting
from registrations.inviting import Invitee
from registrations.models import Invitation
from registrations.states import Category, InvitationKind, Way
from tests.factories.events import NOON
from tests.factories.registrations import CONSENTS, ApplicantFactory


def invite(event, *, held_until=None, at=NOON, **fields):
    values = {"organization": "한국기계", "category": Category.COMPANY, "name": "김초청", **fields}
    [made] = inviting.invite(
        event_id=event.pk, invitees=[Invitee(**values)], held_until=held_until, by_id=None, at=at
    )
    return made


def invite_body(event, *, seats=3, **fields):
    return invite(event, kind=InvitationKind.SEATS, seats=seats, **{"name": "", **fields})


def yes(invitation, *, at=NOON, consents=CONSENTS, **fields):
    values = {"email": invitation.email, "name": invitation.name, **fields}
    return answering.accept(
        invitation_id=invitation.pk,
        applicant=ApplicantFactory(**values),
        consent_answers=consents,
        way=Way.LINK,
        at=at,
    )


def no(invitation, *, reason="", at=NOON):
    return answering.decline(invitation_id=invitation.pk, reason=reason, way=Way.LINK, at=at)


def by_deputy(invitation, *, at=NOON, consents=CONSENTS, **fields):
    return answering.send_deputy(
        invitation_id=invitation.pk,
        deputy=ApplicantFactory(**{"name": "이대참", **fields}),
        consent_answers=consents,
        way=Way.LINK,
        at=at,
    )


def name(invitation, *, at=NOON, consents=CONSENTS, **fields):
    return answering.name_person(
        invitation_id=invitation.pk,
        person=ApplicantFactory(**fields),
        consent_answers=consents,
        way=Way.LINK,
        at=at,
    )


def steps(invitation):
    return list(invitation.steps.order_by("pk").values_list("step", flat=True))


def state(invitation):
    return Invitation.objects.get(pk=invitation.pk).state
