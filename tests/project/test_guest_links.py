"""A mail scanner opens every link of every mail, and a crawler every link of every page, twice: nothing changes."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail as django_mail
from django.test import Client

from agenda import releasing
from events import delivery
from events.models import Event, EventState, Message, MessageState
from registrations import (
    booking,
    datarequests,
    interests,
    invitation_sending,
    links,
    mailing_rounds,
    mass_mailing,
)
from registrations.audiences import Audience, Group
from registrations.mass_mailing import Content
from registrations.models import DataRequestKind, Interest, Purpose
from registrations.states import Way
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory
from tests.registrations.invited import invite

pytestmark = pytest.mark.django_db
GUEST = "gildong@example.com"
ALL_PAGES = 400  # more than there are, so the walk ends by itself


@pytest.fixture
def token():
    """The own page's token of a guest with a seat, who has asked for deletion and for news of another event."""
    event = EventFactory(slug="demo", open_now=True)
    SessionFactory(event=event, starts_at=event.starts_at)
    releasing.release(event_id=event.pk, by_id=None, at=NOON)
    registration = booking.register(
        event_id=event.pk,
        applicant=ApplicantFactory(email=GUEST),
        consent_answers={**CONSENTS, "news": True},
        language="ko",
        at=NOON,
    )
    datarequests.ask(registration_id=registration.pk, kind=DataRequestKind.DELETION, at=NOON)
    robots = EventFactory(slug="robots", state=EventState.PLANNED)
    interests.ask(event_id=robots.pk, email=GUEST, language="ko", at=NOON)
    for message in Message.objects.all():
        delivery.deliver(message.pk, at=NOON)
    return links.token(registration)


@pytest.fixture
def every_mail(token):
    """One of each further mail: invited, asked again, waiting, moved up, cancelled, reminded, and news."""
    event = Event.objects.get(slug="demo")
    invited = [invite(event, email=f"invited{number}@example.com", name="김초청") for number in range(2)]
    for send, hours in ((invitation_sending.send, 1), (invitation_sending.remind, 2)):
        at = NOON + timedelta(hours=hours)
        send(event_id=event.pk, invitation_ids=[one.pk for one in invited], by_id=None, at=at)
    small = EventFactory(slug="small", open_now=True, capacity=1)
    seated, _waiting = (
        booking.register(
            event_id=small.pk,
            applicant=ApplicantFactory(email=f"small{number}@example.com"),
            consent_answers={**CONSENTS, "news": True},
            language="ko",
            at=NOON,
        )
        for number in range(2)
    )
    booking.cancel(registration_id=seated.pk, way=Way.LINK, at=NOON)
    news = mass_mailing.write(
        event_id=event.pk,
        content=Content(subject="소식", body="{성명} 님께", purpose=Purpose.NEWS),
        audience=Audience(groups=[Group.CONFIRMED]),
        by_id=None,
        at=NOON,
    )
    seen = mass_mailing.digest(news, mass_mailing.recipients(news).found)
    mass_mailing.submit(mailing_id=news.pk, seen=seen, by_id=None, at=NOON)
    mailing_rounds.go_on(at=NOON)
    for message in Message.objects.exclude(state=MessageState.SENT):
        delivery.deliver(message.pk, at=NOON + timedelta(hours=3))


def _rows():
    """Every row of every table, but for the sessions, which a browser without cookies leaves none of."""
    models = [model for model in apps.get_models() if model is not Session]
    return {model: sorted(map(repr, model.objects.values_list())) for model in models}


def _links(text):
    found = re.findall(r'(?:href="|http://testserver)(/[^"#\s<>]*)', text)
    return [address for address in found if not address.startswith(("/static/", "/admin/", "/accounts/"))]


def _walk(client, start):
    """Opens every page that can be reached, each twice; the addresses that were opened."""
    waiting, opened = list(start), {}
    while waiting and len(opened) < ALL_PAGES:
        address = waiting.pop(0)
        if address in opened:
            continue
        for _time in range(2):
            response = client.get(address)
            opened[address] = response.status_code
        if response["Content-Type"].startswith("text/html"):
            waiting += _links(response.content.decode())
        if 300 <= response.status_code < 400:
            waiting.append(response.url)
    return opened


def test_scanner_that_opens_every_link_of_every_mail_twice_changes_nothing(token, every_mail):
    assert {message.state for message in Message.objects.all()} == {MessageState.SENT}
    found = [address for mail in django_mail.outbox for address in _links(mail.body)]
    found += [
        address
        for mail in django_mail.outbox
        for html, _type in mail.alternatives
        for address in _links(html)
    ]
    found += [
        address
        for mail in django_mail.outbox
        for address in _links(mail.extra_headers.get("List-Unsubscribe", ""))
    ]
    before = _rows()

    for address in found * 2:
        assert Client().get(address).status_code == 200
        assert Client().head(address).status_code == 200

    assert f"/r/{token}/" in found
    for kind in ("/interest/", "/i/", "/news/"):
        assert [address for address in found if address.startswith(kind)]
    assert len(django_mail.outbox) >= 12
    assert _rows() == before
    assert Interest.objects.get().confirmed_at is None


def test_crawler_that_opens_every_link_of_every_page_twice_changes_nothing(token):
    interest = re.search(r"/interest/\S+/", "".join(mail.body for mail in django_mail.outbox))[0]
    before = _rows()

    opened = _walk(Client(), ["/", f"/r/{token}/", interest, "/my/", "/my/code/", "/events/robots/interest/"])

    for page in ("ticket.pdf", "event.ics", "data/", "data.json", "change/", "cancel/"):
        assert opened[f"/r/{token}/{page}"] == 200
        assert opened[f"/en/r/{token}/{page}"] == 200 if page.endswith("/") else True
    assert len(opened) < ALL_PAGES
    assert _rows() == before


def test_signed_in_guest_who_opens_every_page_twice_changes_nothing(
    client, token, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/my/", {"email": GUEST})
    client.post("/my/code/", {"code": re.search(r"\d{4}-\d{4}", django_mail.outbox[-1].body)[0]})
    before = _rows()

    opened = _walk(client, ["/my/"])

    assert opened[f"/r/{token}/"] == 200
    assert _rows() == before
