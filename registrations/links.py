"""The personal links (개인 링크) of registrations and invitations.

They are derived when they are sent, hashed at rest, and open nothing once the event is long over.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from events import codes
from events.models import Event, Message
from registrations.models import Invitation, Registration
from registrations.models.registration import RegistrationQuerySet
from registrations.states import InvitationState

LIFETIME = timedelta(days=30)  # after the event's end


class LinkExpired(Exception):
    """The link was right once, but the event is long over."""


class InvitationRevoked(Exception):
    """The link was right once, but the invitation was taken back."""


def find(token: str, *, at: datetime) -> Registration:
    """The registration that a personal link opens.

    :raises Registration.DoesNotExist: no registration has that link
    :raises LinkExpired: its event ended more than LIFETIME ago
    """
    registration = Registration.objects.select_related("event__venue", "event__room", "invitation").get(
        token_hash=codes.hash_token(token)
    )
    _refuse_late(registration.event, at=at)
    return registration


def find_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation that a personal link opens.

    :raises Invitation.DoesNotExist: no invitation has that link
    :raises InvitationRevoked: it was taken back
    :raises LinkExpired: its event ended more than LIFETIME ago
    """
    invitation = Invitation.objects.select_related("event__venue", "event__room").get(
        token_hash=codes.hash_token(token)
    )
    if invitation.state == InvitationState.REVOKED:
        raise InvitationRevoked
    _refuse_late(invitation.event, at=at)
    return invitation


def live(*, at: datetime) -> RegistrationQuerySet:
    """The registrations whose link opens a page; a rehearsal's are nobody's."""
    opens = Q(event__ends_at__isnull=True) | Q(event__ends_at__gte=at - LIFETIME)
    return Registration.objects.filter(opens, erased_at__isnull=True, event__rehearsal_of=None)


def token(registration: Registration) -> str:
    """The secret part of the link. For showing to the guest alone."""
    return codes.derive_token(subject_of(registration))


def token_hash(code: str) -> str:
    return codes.hash_token(codes.derive_token(subject(code)))


def renew(registration: Registration) -> None:
    """Make the stored hash fit the link that is about to be sent; it differs only after SECRET_KEY was changed."""
    current = token_hash(registration.code_of_link)
    if registration.token_hash != current:
        registration.token_hash = current
        registration.save(update_fields=["token_hash"])


def subject(code: str) -> str:
    return f"registration:{code}"


def subject_of(registration: Registration) -> str:
    """What the guest's link is derived from, in mails too: the same before and after their code was renewed."""
    return subject(registration.code_of_link)


def invitation_subject(code: str) -> str:
    return f"invitation:{code}"


def invitation_token(invitation: Invitation) -> str:
    """The secret part of an invitation's link. For showing to who answers it alone."""
    return codes.derive_token(invitation_subject(invitation.code))


def invitation_token_hash(code: str) -> str:
    return codes.hash_token(codes.derive_token(invitation_subject(code)))


def invitation_url_for_mail(language: str) -> str:
    """The address of an invitation's page with a placeholder for its secret part, which delivery fills in."""
    return _for_mail("registrations:invitation", language)


def url_for_mail(registration: Registration) -> str:
    """The link's address with a placeholder for its secret part, which delivery fills in."""
    return _for_mail("registrations:mine", registration.language)


def _for_mail(name: str, language: str) -> str:
    with translation.override(language):
        path = reverse(name, args=["TOKEN"])
    return settings.PUBLIC_URL + path.replace("TOKEN", Message.LINK_TOKEN)


def _refuse_late(event: Event, *, at: datetime) -> None:
    if event.ends_at is not None and at > event.ends_at + LIFETIME:
        raise LinkExpired
