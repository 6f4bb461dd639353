"""An event with one row of everything that the admin shows, and the people who look at it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile

from agenda import releasing, scheduling
from agenda.briefs import keeping
from agenda.briefs.brief import Brief, Row
from agenda.models import Appearance, BriefImport, Override, Participant
from events import access
from events.models import Contact, Document, DocumentState, Event, EventRole, Message, SeriesEntry, User
from registrations import certificates, consents, destruction
from registrations.desk import holdings
from registrations.models import (
    BadgePrint,
    DataRequest,
    DataRequestKind,
    DestroyedKind,
    DestructionReason,
    EntryList,
    EntryListKind,
    Move,
    Printer,
    Registration,
    RegistrationSheet,
)
from registrations.states import RegistrationState, Way
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import (
    NOON,
    START,
    DivisionFactory,
    EventFactory,
    OrganizationFactory,
    SeriesFactory,
    UserFactory,
)
from tests.factories.registrations import InvitationFactory, RegistrationFactory, ScanFactory


def organizer_of(event: Event, **fields) -> User:
    """A person who organizes this event and no other."""
    user = UserFactory(**fields)
    make_organizer(event, user)
    return user


def desk_user(event: Event, name: str = "김데스크", **fields) -> User:
    """A person who runs the desk of this event and of no other."""
    user = UserFactory(name=name, **fields)
    access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.DESK, by_id=None, at=NOON)
    return user


def make_organizer(event: Event, user: User) -> None:
    access.grant(event_id=event.pk, user_id=user.pk, role=EventRole.ORGANIZER, by_id=None, at=NOON)
    user.refresh_from_db()


@dataclass
class World:
    """Rows of one event, one of each kind."""

    event: Event

    def rows(self) -> dict:
        """Each model of the admin by the start of its addresses' names, with one row of it."""
        event = self.event
        return {
            "events_event": event,
            "events_rolegrant": event.role_grants.order_by("pk").first(),
            "events_document": event.documents.order_by("pk").first(),
            "events_message": event.messages.order_by("pk").first(),
            "agenda_session": event.sessions.order_by("pk").first(),
            "agenda_participant": event.participants.order_by("pk").first(),
            "agenda_release": event.releases.order_by("pk").first(),
            "agenda_change": event.changes.order_by("pk").first(),
            "agenda_override": event.overrides.order_by("pk").first(),
            "agenda_briefimport": event.brief_imports.order_by("pk").first(),
            "registrations_invitation": event.invitations.order_by("pk").first(),
            "registrations_registration": event.registrations.order_by("pk").first(),
            "registrations_certificate": event.certificates.order_by("pk").first(),
            "registrations_entrylist": event.entry_lists.order_by("pk").first(),
            "registrations_datarequest": DataRequest.objects.filter(registration__event=event).first(),
            "registrations_deskload": event.desk_loads.order_by("pk").first(),
            "registrations_destruction": event.destructions.first(),
            "registrations_registrationsheet": RegistrationSheet.objects.get(pk=event.pk),
        }

    def shared_rows(self) -> dict:
        return {
            "events_series": self.event.series.first(),
            "events_venue": self.event.venue,
            "events_room": self.event.room,
            "events_organization": self.event.hosts.first(),
            "events_division": self.event.hosts.first().divisions.first(),
            "agenda_speaker": self.event.sessions.first().speakers.first(),
            "registrations_printer": Printer.objects.first(),
        }


def make_world(*, guests: int = 1) -> World:
    """An event with ``guests`` rows of whatever an event can have many of."""
    event = EventFactory()
    event.hosts.add(OrganizationFactory(divisions=[DivisionFactory()]))
    SeriesEntry.objects.create(event=event, series=SeriesFactory(), ordinal=1)
    person = UserFactory()
    access.grant(event_id=event.pk, user_id=person.pk, role=EventRole.DESK, by_id=None, at=NOON)
    Printer.objects.create(name=f"프린터 {event.pk}")
    for number in range(guests):
        Contact.objects.create(event=event, department="산업인공지능정책과", name=f"담당{number}")
        speaker = SpeakerFactory()
        session = SessionFactory(event=event, starts_at=START + timedelta(minutes=15 * number))
        Appearance.objects.create(session=session, speaker=speaker)
        Participant.objects.create(event=event, sector="industry", speaker=speaker, position=number)
        scheduling.rewrite(session_id=session.pk, remark="참석자", by_id=person.pk, at=NOON)
        Override.objects.create(
            event=event,
            key=f"outside:{number}",
            sentence="행사 시간을 벗어난 세션입니다.",
            reason="전야제",
            at=NOON,
        )
        releasing.release(event_id=event.pk, by_id=person.pk, at=NOON)
        make_brief_import(event, person)
        make_document(event, person)
        make_message(event)
        make_guest(event, person)
        EntryList.objects.create(event=event, kind=EntryListKind.DINNER, name=f"만찬 {number}")
        InvitationFactory(event=event)
        holdings.loaded(event_id=event.pk, by_id=person.pk, device=f"데스크 {number}", people=1, at=NOON)
    return World(event)


def make_brief_import(event: Event, person: User) -> BriefImport:
    """A brief of one row that stands in the draft."""
    row = Row(START, 15, "talk", "세션")
    brief = Brief(event.name, (), START, START + timedelta(hours=2), (row,))
    return BriefImport.objects.create(
        event=event,
        at=NOON,
        by=person,
        source_digest="0" * 64,
        understood=keeping.record(brief, [event.sessions.latest("pk").pk]),
    )


def make_document(event: Event, person: User, **fields) -> Document:
    document = Document(
        event=event,
        kind="programme",
        state=DocumentState.DONE,
        requested_at=NOON,
        requested_by=person,
        **fields,
    )
    document.file.save("programme.pdf", ContentFile(b"%PDF-1.7"), save=True)
    return document


def make_message(event: Event | None, **fields) -> Message:
    values = {
        "key": uuid4().hex,
        "event": event,
        "to": "guest@example.com",
        "subject": "등록 확인",
        "text": "안녕하십니까. https://example.com/r/{{token}}/",
        "html": '<p>안녕하십니까.</p><img src="cid:qr">',
        "attachments": [
            {"name": "qr.png", "content_type": "image/png", "content_id": "qr", "base64": "AAAA"}
        ],
        "created_at": NOON,
        "due_at": NOON,
        **fields,
    }
    return Message.objects.create(**values)


def make_guest(event: Event, person: User) -> Registration:
    """A guest who registered, agreed, came in and got a badge."""
    guest = RegistrationFactory(event=event)
    Move.objects.create(registration=guest, to_state=RegistrationState.CONFIRMED, at=NOON, way=Way.FORM)
    consents.record(guest, {"privacy": True, "age": True}, at=NOON)
    ScanFactory(registration=guest, at=START)
    BadgePrint.objects.create(registration=guest, at=START, way=Way.DESK, by=person)
    DataRequest.objects.create(registration=guest, kind=DataRequestKind.ACCESS, at=NOON, due_at=START)
    certificates.issue(registration_id=guest.pk, by_id=person.pk, at=event.ends_at)
    destruction.note(
        DestroyedKind.INTEREST, 1, event_id=event.pk, reason=DestructionReason.PURPOSE_MET, at=NOON
    )
    return guest
