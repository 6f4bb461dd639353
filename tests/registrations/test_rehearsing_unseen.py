"""Nobody is mailed by a rehearsal, whatever is done in it, and nobody meets it in public."""

import pytest
from django.core import mail
from django.urls import reverse

from agenda import releasing
from events import batches, delivery, mailings, outbox
from events.mailwording import Wording
from events.models import Channel, Event, Message, MessageState, SeriesEntry
from events.outbox import Mail
from registrations import booking, certificates, mailtrials, ownlist, rehearsing, retention
from registrations.desk import walkins
from registrations.models import Certificate, MailKind
from registrations.states import RegistrationState, Way
from tests.factories.admin import make_organizer, organizer_of
from tests.factories.agenda import SessionFactory
from tests.factories.events import NOON, EventFactory, SeriesFactory, UserFactory
from tests.factories.mailings import mails, submitted
from tests.factories.registrations import CONSENTS, ApplicantFactory

pytestmark = pytest.mark.django_db
LETTER = Mail(to="real@example.com", subject="안내", text="안녕하십니까.")
STATES = Message.objects.order_by("state").values_list("state", flat=True).distinct


@pytest.fixture
def source():
    event = EventFactory(open_now=True)
    SessionFactory(event=event, starts_at=event.starts_at)
    return event


@pytest.fixture
def rehearsal(source):
    return rehearsing.make(event_id=source.pk, people=10, by_id=UserFactory().pk, at=NOON)


@pytest.fixture
def told(rehearsal, django_capture_on_commit_callbacks):
    """Runs a step with everything that follows its commit, and gives the states of the rehearsal's mails."""

    def run(step):
        Message.objects.filter(event=rehearsal).delete()
        with django_capture_on_commit_callbacks(execute=True):
            step()
        assert mail.outbox == []
        return list(STATES().filter(event=rehearsal))

    return run


@pytest.mark.parametrize("kind", MailKind)
def test_mail_of_no_kind_leaves(rehearsal, told, kind):
    words = Wording("제목", "머리말", "본문")

    def step():
        mailtrials.send(rehearsal, kind, words, language="ko", to=UserFactory(), at=NOON)

    assert told(step) == [MessageState.WITHHELD]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("is_new", [True, False])
def test_what_is_put_into_the_outbox_is_withheld(rehearsal, told, channel, is_new):
    letter = Mail(to="01012345678", subject="안내", text="안녕하십니까.", channel=channel)

    def step():
        outbox.put(letter, key="one", event_id=rehearsal.pk, at=NOON, is_new=is_new)

    assert told(step) == [MessageState.WITHHELD]


def test_drafts_that_are_sent_are_withheld(rehearsal, told):
    def step():
        batches.draft(mails(3), batch="one", event_id=rehearsal.pk, at=NOON)
        assert batches.send(event_id=rehearsal.pk, batch="one", at=NOON) == 3

    assert told(step) == [MessageState.WITHHELD]


def test_mailing_ends_with_its_mails_withheld(rehearsal, told):
    def step():
        mailing = submitted(rehearsal, 3)
        mailings.advance(mailing_id=mailing.pk, at=NOON)
        mailing.refresh_from_db()
        assert mailing.state == "done"

    assert told(step) == [MessageState.WITHHELD]


def test_mail_that_is_sent_again_or_elsewhere_is_withheld(rehearsal, told):
    def step():
        sent = Message.objects.create(
            key="old",
            event=rehearsal,
            to="a@example.com",
            created_at=NOON,
            due_at=NOON,
            sent_at=NOON,
            state="sent",
        )
        outbox.send_again(message_id=sent.pk, by_id=None, at=NOON)

    assert told(step) == [MessageState.WITHHELD]


def test_registering_waiting_moving_up_and_cancelling_mail_nobody(rehearsal, told):
    def step():
        Event.objects.filter(pk=rehearsal.pk).update(capacity=10)
        taken = rehearsal.registrations.filter(state=RegistrationState.CONFIRMED).first()
        for _number in range(2):
            booking.register(
                event_id=rehearsal.pk,
                applicant=ApplicantFactory(),
                consent_answers=CONSENTS,
                language="ko",
                at=NOON,
            )
        booking.cancel(registration_id=taken.pk, way=Way.PHONE, at=NOON)

    assert told(step) == [MessageState.WITHHELD]
    assert Message.objects.filter(event=rehearsal).count() == 4


def test_withheld_mail_is_not_claimed_and_cannot_be_queued(rehearsal):
    message = outbox.put(LETTER, key="one", event_id=rehearsal.pk, at=NOON)

    assert delivery.deliver(message.pk, at=NOON)
    Message.objects.filter(pk=message.pk).update(state=MessageState.QUEUED)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WITHHELD, 0)
    assert mail.outbox == []


@pytest.mark.parametrize("has_event", [True, False])
def test_mails_of_others_are_queued_as_ever(source, rehearsal, has_event):
    message = outbox.put(LETTER, key="one", event_id=source.pk if has_event else None, at=NOON)

    message.refresh_from_db()
    assert message.state == MessageState.QUEUED


PUBLIC = [
    "event",
    "registrations:register",
    "registrations:registered",
    "registrations:interest",
    "registrations:interest-asked",
    "registrations:group",
    "registrations:group-asked",
    "agenda:changes",
    "agenda:event-ics",
    "agenda:schedule-json",
    "agenda:schedule-xml",
    "agenda:programme-xlsx",
    "agenda:programme-hwpx",
    "agenda:programme-pdf",
    "agenda:programme-booklet",
    "agenda:display",
]


@pytest.mark.parametrize("name", PUBLIC)
def test_public_address_of_a_rehearsal_leads_nowhere(client, rehearsal, name):
    releasing.release(event_id=rehearsal.pk, by_id=None, at=NOON)

    assert client.get(reverse(name, args=[rehearsal.slug])).status_code == 404


def test_rehearsal_is_on_no_list(client, source, rehearsal):
    series = SeriesFactory()
    SeriesEntry.objects.create(event=rehearsal, series=series)  # by hand, in the admin

    pages = [client.get("/").text, client.get(f"/series/{series.slug}/").text]

    assert [rehearsal.slug in page for page in pages] == [False, False]
    assert source.slug in pages[0]
    assert list(Event.objects.real()) == [source]
    guest = rehearsal.registrations.first()
    assert ownlist.of(guest.email, at=NOON, language="ko") == ownlist.OwnList([], [])
    assert [due.event for due in retention.outlook(Event.objects.real())] == []


def test_rehearsal_is_not_the_day_that_the_admin_counts(client, source, rehearsal):
    user = organizer_of(source)
    make_organizer(rehearsal, user)
    client.force_login(user)

    page = client.get(reverse("admin:index")).text

    assert source.name in page
    assert "[리허설]" not in page


def test_certificate_of_a_rehearsal_is_known_to_nobody(rehearsal):
    guest = rehearsal.registrations.first()
    made = Certificate.objects.create(
        event=rehearsal, registration=guest, code="ACDE3467", number=1, issued_at=NOON
    )

    assert certificates.find(made.code) is None


def test_guests_own_form_at_the_door_says_that_it_is_a_rehearsal(client, source, rehearsal):
    desk = walkins.Desk(UserFactory().pk)
    pages = [
        client.get(
            reverse("registrations:walk-in", args=[walkins.link_token(event_id=one.pk, desk=desk)])
        ).text
        for one in (source, rehearsal)
    ]

    assert ['class="band"' in page for page in pages] == [False, True]
