"""Whoever reads English reads English alone: the public pages, the desk, the mails."""

import base64
import re
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from agenda import releasing
from agenda.models import Appearance, Participant, SessionKind
from events.models import Contact, EventState, Message, Sector, SeriesEntry
from registrations import booking, links
from registrations.models import Registration
from registrations.states import RegistrationState, Way
from tests.factories.admin import desk_user
from tests.factories.agenda import SessionFactory, SpeakerFactory
from tests.factories.events import (
    NOON,
    EventFactory,
    OrganizationFactory,
    RoomFactory,
    SeriesFactory,
    VenueFactory,
)
from tests.factories.registrations import CONSENTS, ApplicantFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

GUEST = {"name": "Jane Carter", "organization": "Northern Robotics", "title": "Engineer"}
FORM = {**asdict(ApplicantFactory(**GUEST, email="jane@example.com")), "privacy": "on", "age": "on"}


def korean_in(text):
    """The Korean words and Hanja in a text, but for the link to the Korean page."""
    return re.findall("[ㄱ-ㆎ가-힣一-鿿]+", text.replace(">한국어</a>", "></a>"))


def event_in_english(**fields):
    """An event that is translated throughout."""
    venue = VenueFactory(
        name_en="Hall House", address="서울", address_en="Seoul", directions="1호선", directions_en="Line 1"
    )
    values = {
        "open_now": True,
        "name_en": "1st M.AX Conference",
        "theme": "주제",
        "theme_en": "Factories",
        "purpose": "목적",
        "purpose_en": "To talk",
        "is_demonstration": True,
        "venue": venue,
        "room": RoomFactory(venue=venue, name_en="Main Room", floor_en="8th floor"),
    }
    return EventFactory(**{**values, **fields})


@pytest.fixture
def event():
    """An event with everything that its pages show."""
    event = event_in_english(slug="demo")
    ministry = OrganizationFactory(name_en="Ministry")
    series = SeriesFactory(slug="max", name_en="M.AX", description="설명", description_en="About it")
    SeriesEntry.objects.create(series=series, event=event, ordinal=1)
    event.hosts.add(ministry)
    Contact.objects.create(event=event, department="AI Policy", title="Director", name="Kwon", phone="044")
    speaker = SpeakerFactory(name_en="Park Jung-ho", title_en="Professor", organization=ministry)
    for place, kind in enumerate(SessionKind.values):
        session = SessionFactory(
            event=event,
            kind=kind,
            title_en="To be said",
            starts_at=event.starts_at + timedelta(minutes=10 * place),
            ends_at=event.starts_at + timedelta(minutes=10 * place + 10),
        )
    Appearance.objects.create(session=session, speaker=speaker)
    for place, sector in enumerate(Sector.values):
        Participant.objects.create(event=event, sector=sector, speaker=speaker, position=place)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    return event


@pytest.fixture
def page_of(client):
    def get(address, **data):
        return client.get(f"/en{address}", data, follow=True).content.decode()

    return get


@pytest.fixture
def desk(client, event):
    user = desk_user(event, name="Desk")
    client.force_login(user)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/series/max/",
        "/events/demo/",
        "/events/demo/register/",
        "/events/demo/registered/",
        "/events/demo/schedule.ics",
        "/r/forged/",
        "/no-such-page/",
    ],
)
@pytest.mark.usefixtures("event")
def test_public_page_is_in_english_alone(page_of, address):
    assert korean_in(page_of(address)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"state": EventState.PLANNED},
        {"state": EventState.PLANNED, "starts_at": None, "ends_at": None},
        {"state": EventState.CLOSED},
        {"state": EventState.POSTPONED},
        {"state": EventState.CANCELLED},
        {"registration_opens_at": timezone.now() + timedelta(days=9)},
        {
            "registration_opens_at": timezone.now() - timedelta(days=9),
            "registration_closes_at": timezone.now(),
        },
    ],
    ids=["planned", "undated", "closed", "postponed", "cancelled", "not yet open", "no longer open"],
)
def test_event_in_any_state_is_in_english_alone(page_of, fields):
    event_in_english(slug="demo", **fields)

    for address in ("/", "/events/demo/", "/events/demo/register/"):
        assert korean_in(page_of(address)) == []


def test_full_event_is_in_english_alone(page_of):
    RegistrationFactory(event=event_in_english(slug="demo", capacity=1))

    assert korean_in(page_of("/events/demo/")) == []
    assert korean_in(page_of("/events/demo/register/")) == []


@pytest.mark.parametrize("state", RegistrationState.values)
@pytest.mark.parametrize("page", ["", "change/", "cancel/"])
def test_own_page_is_in_english_alone(page_of, state, page):
    place = 1 if state == RegistrationState.WAITLISTED else None
    guest = RegistrationFactory(event=event_in_english(), state=state, waiting_number=place, **GUEST)

    assert korean_in(page_of(f"/r/{links.token(guest)}/{page}")) == []


def test_expired_link_is_told_in_english_alone(page_of):
    yesterday = timezone.now() - timedelta(days=400)
    event = event_in_english(starts_at=yesterday, ends_at=yesterday + timedelta(hours=2))

    assert korean_in(page_of(f"/r/{links.token(RegistrationFactory(event=event))}/")) == []


@pytest.mark.parametrize(
    "wrong",
    [
        dict.fromkeys(FORM, ""),
        {"phone": "12"},
        {"phone": "900101-1234567"},
        {"email": "jane"},
        {"name": "J" * 200},
        {"name": "Jane\x07"},
        {"name": "Jane 😀"},
        {"organization": "900101-1234567"},
    ],
    ids=["empty", "phone", "number in phone", "email", "long", "control", "emoji", "number"],
)
def test_refusal_of_the_form_is_in_english_alone(client, wrong):
    event_in_english(slug="demo")

    response = client.post("/en/events/demo/register/", FORM | wrong)

    assert response.status_code == 422
    assert korean_in(response.content.decode()) == []
    assert Registration.objects.count() == 0


def test_stale_form_is_told_in_english_alone():
    event_in_english(slug="demo")

    response = Client(enforce_csrf_checks=True).post("/en/events/demo/register/", FORM)

    assert response.status_code == 403
    assert korean_in(response.content.decode()) == []


@pytest.mark.usefixtures("desk")
def test_desk_is_in_english_alone(page_of, event):
    for state in RegistrationState:
        RegistrationFactory(
            event=event,
            state=state,
            waiting_number=1 if state == RegistrationState.WAITLISTED else None,
            **GUEST,
        )

    assert korean_in(page_of("/desk/")) == []
    assert korean_in(page_of("/desk/demo/", q="Jane")) == []
    assert korean_in(page_of("/desk/demo/", q="nobody")) == []


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("state", RegistrationState.values)
def test_desk_answers_in_english_alone(client, event, state):
    place = 1 if state == RegistrationState.WAITLISTED else None
    guest = RegistrationFactory(event=event, state=state, waiting_number=place, **GUEST)

    for scan in (str(uuid4()), str(uuid4()), "stale"):
        response = client.post(f"/en/desk/demo/{guest.code}/check-in/", {"scan_id": scan}, follow=True)
        assert response.status_code == 200
        assert korean_in(response.content.decode()) == []


def test_mails_to_whoever_registered_in_english_are_in_english_alone(event):
    event.capacity = 1
    event.save()

    def book(at, **fields):
        applicant = ApplicantFactory(**GUEST, **fields)
        return booking.register(
            event_id=event.pk, applicant=applicant, consent_answers=CONSENTS, language="en", at=at
        )

    first, second = book(NOON), book(NOON)
    book(NOON + timedelta(hours=1), email=second.email)
    booking.cancel(registration_id=first.pk, way=Way.LINK, at=NOON + timedelta(hours=2))

    mails = Message.objects.order_by("created_at", "pk")
    assert {person.pk: subjects_to(person) for person in (first, second)} == {
        first.pk: ["[Confirmed] 1st M.AX Conference", "[Cancelled] 1st M.AX Conference"],
        second.pk: [
            "[Waiting list] 1st M.AX Conference",
            "[Waiting list] 1st M.AX Conference",
            "[Confirmed] 1st M.AX Conference",
        ],
    }
    for mail in mails:
        assert korean_in(mail.subject + mail.text + mail.html) == []
        assert mail.text.splitlines()[2] == "Dear Jane Carter,"
        assert ">Dear Jane Carter,<br>" in mail.html
        for file in mail.attachments:
            if file["name"] == "demo.ics":
                assert korean_in(base64.b64decode(file["base64"]).decode()) == []


def subjects_to(person):
    return list(
        Message.objects.filter(to=person.email).order_by("created_at", "pk").values_list("subject", flat=True)
    )


@pytest.mark.usefixtures("event")
def test_sectors_and_kinds_have_english_names(page_of):
    page = page_of("/events/demo/")

    labels = re.findall("<dt>(.*?)</dt>", page.split('id="participants"')[1].split("</dl>")[0])
    heads = re.findall('role="columnheader">(.*?)<', page)
    assert labels == ["Government", "Industry", "Academia", "Research", "Association", "Press", "Other"]
    assert heads == ["Time", "Session", "Remarks"]
