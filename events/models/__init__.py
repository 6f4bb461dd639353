from events.models.document import Document, DocumentState
from events.models.event import (
    Contact,
    Event,
    EventRole,
    EventState,
    RegistrationWindow,
    RoleGrant,
    SeriesEntry,
)
from events.models.mailing import Mailing, MailingKind, MailingState, MailingStep, MailingStepKind
from events.models.message import Channel, Message, MessageState
from events.models.messageentry import EntryKind, MessageEntry
from events.models.organization import Division, Organization, Sector
from events.models.series import Series
from events.models.user import User
from events.models.venue import Room, Venue

__all__ = [
    "Channel",
    "Contact",
    "Division",
    "Document",
    "DocumentState",
    "EntryKind",
    "Event",
    "EventRole",
    "EventState",
    "Mailing",
    "MailingKind",
    "MailingState",
    "MailingStep",
    "MailingStepKind",
    "Message",
    "MessageEntry",
    "MessageState",
    "Organization",
    "RegistrationWindow",
    "RoleGrant",
    "Room",
    "Sector",
    "Series",
    "SeriesEntry",
    "User",
    "Venue",
]
