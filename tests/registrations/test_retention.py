"""Destroying by the clock: when it is due, what goes, and that a run that was killed is gone on with."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from psycopg import sql

from events import delivery, documents
from events.models import DocumentState, EventState, Message, MessageState
from registrations import answers, deputies, groups, interests, privacy, retention, seatassigning, tasks
from registrations.answers import Upload
from registrations.inviting import Invitee
from registrations.models import (
    Answer,
    DestroyedKind,
    Destruction,
    DestructionReason,
    Interest,
    Invitation,
    QuestionKind,
    Registration,
)
from registrations.states import InvitationKind, RegistrationState, Way
from tests.factories.admin import make_document, make_message
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.questions import PDF, QuestionFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, InvitationFactory, RegistrationFactory
from tests.factories.seating import make_area, seat_at, sit
from tests.registrations import invited

pytestmark = pytest.mark.django_db

SECRET = {
    "name": "홍비밀",
    "organization": "비밀기관",
    "department": "비밀부서",
    "title": "비밀직위",
    "phone": "+821098765432",
}
TRACES = ("비밀", "secret", "98765432", "9876-5432", "은밀")


@pytest.fixture
def event():
    """An event with everybody who leaves personal data: guests, a deputy, invited people, a body, a group."""
    event = EventFactory()
    person = invited.invite(event, email="secret1@example.com", note="은밀한 비고", **SECRET)
    invited.yes(person, **SECRET)
    invited.by_deputy(person, email="secret2@example.com", **{**SECRET, "name": "이비밀"})
    invited.no(invited.invite(event, email="secret3@example.com", **SECRET), reason="은밀한 사유")
    invited.invite(event, email="secret4@example.com", **SECRET)
    body = invited.invite_body(event, email="secret5@example.com", department="비밀부서")
    invited.name(body, **{**SECRET, "email": "secret6@example.com"})
    groups.ask(
        event_id=event.pk,
        coordinator=Invitee(
            category="company", email="secret7@example.com", **{**SECRET, "organization": "단체"}
        ),
        consent_answers=CONSENTS,
        at=NOON,
    )
    original = RegistrationFactory(event=event, email="secret8@example.com", **SECRET)
    deputies.send(
        registration_id=original.pk,
        deputy=ApplicantFactory(**{**SECRET, "email": "secret9@example.com"}),
        consent_answers=CONSENTS,
        way=Way.LINK,
        at=NOON,
    )
    file = QuestionFactory(event=event, kind=QuestionKind.FILE)
    line = QuestionFactory(event=event)
    hall = make_area(event)
    sit(original.deputy, hall, "가-1")
    seatassigning.hold(event_id=event.pk, seat_id=seat_at(hall, "가-2").pk, word="홍비밀 수행")
    values = {file.pk: Upload("소개.pdf", "application/pdf", PDF), line.pk: "은밀한 답"}
    answers.record(Registration.objects.earliest("pk"), values, language="ko", at=NOON)
    return event


def after(event, days=31):
    return event.ends_at + timedelta(days=days)


def traces():
    """Every table of the guests and of the mails that still names somebody."""
    found = set()
    models = [*apps.get_app_config("registrations").get_models(), Message]
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            query = sql.SQL("SELECT count(*) FROM {} AS one WHERE one::text ~ %s").format(
                sql.Identifier(table)
            )
            cursor.execute(query, ["|".join(TRACES)])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def destroyed():
    return {
        kind: sum(Destruction.objects.filter(kind=kind).values_list("count", flat=True))
        for kind in Destruction.objects.values_list("kind", flat=True).distinct()
    }


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({}, True),
        ({"state": EventState.CLOSED}, True),
        ({"state": EventState.CANCELLED}, True),
        ({"state": EventState.PLANNED}, False),
        ({"state": EventState.POSTPONED}, False),
    ],
)
def test_data_are_due_thirty_days_after_an_event_that_is_over(fields, is_due):
    event = EventFactory(**fields)
    guest = RegistrationFactory(event=event)

    assert retention.destroy_expired(at=event.ends_at + retention.PERIOD - timedelta(seconds=1)) == 0
    retention.destroy_expired(at=event.ends_at + retention.PERIOD)

    guest.refresh_from_db()
    assert (guest.erased_at is not None) == is_due
    assert (retention.due_at(event) is not None) == is_due


def test_nothing_that_names_anybody_is_left(event, django_capture_on_commit_callbacks):
    for message in Message.objects.filter(state=MessageState.QUEUED):
        delivery.deliver(message.pk, at=NOON)
    assert traces() >= {"registrations_registration", "registrations_invitation", "events_message"}

    with django_capture_on_commit_callbacks(execute=True):
        retention.destroy_expired(at=after(event))

    assert traces() == set()
    assert not Answer.objects.exists()
    assert default_storage.listdir("answers")[1] == []
    body = Invitation.objects.get(kind=InvitationKind.SEATS)
    assert (body.organization, body.email) == ("한국기계", "")  # a body is no person


def test_figures_stay_and_the_ledger_says_what_went(event):
    states = sorted(Registration.objects.values_list("state", flat=True))
    guests, invitations = Registration.objects.count(), Invitation.objects.count()

    retention.destroy_expired(at=after(event))

    assert sorted(Registration.objects.values_list("state", flat=True)) == states
    assert destroyed()[DestroyedKind.REGISTRATION] == guests
    # The first one's invited person went with the registration.
    assert destroyed()[DestroyedKind.INVITATION] == invitations - 1
    assert destroyed()[DestroyedKind.MESSAGE] == Message.objects.count()
    of_event = Destruction.objects.exclude(kind=DestroyedKind.FILE)
    assert {(row.event_id, row.reason, row.by_id) for row in of_event} == {
        (event.pk, DestructionReason.EXPIRED, None)
    }


def test_run_again_destroys_nothing_and_writes_nothing(event):
    retention.destroy_expired(at=after(event))
    before = Destruction.objects.count()

    assert retention.destroy_expired(at=after(event, 32)) == 0
    assert Destruction.objects.count() == before


@pytest.mark.parametrize("stopped_at", [0, 1, 3])
def test_run_that_was_killed_leaves_whole_steps_and_is_gone_on_with(event, monkeypatch, stopped_at):
    monkeypatch.setattr(retention, "BATCH", 1)
    forget, calls = privacy.forget, []

    def killed(**values):
        if len(calls) == stopped_at:
            raise SystemExit
        calls.append(values["registration_id"])
        return forget(**values)

    monkeypatch.setattr(privacy, "forget", killed)
    with pytest.raises(SystemExit):
        retention.destroy_expired(at=after(event))
    erased = Registration.objects.filter(erased_at__isnull=False).count()
    assert (erased, destroyed().get(DestroyedKind.REGISTRATION, 0)) == (stopped_at, stopped_at)

    monkeypatch.setattr(privacy, "forget", forget)
    retention.destroy_expired(at=after(event))

    assert destroyed()[DestroyedKind.REGISTRATION] == Registration.objects.count()
    assert traces() == set()


def test_file_whose_deletion_was_lost_is_swept_up(event):
    Answer.objects.all().delete()  # as a run does that is killed right after its commit
    assert len(default_storage.listdir("answers")[1]) == 1
    now = default_storage.get_modified_time(f"answers/{default_storage.listdir('answers')[1][0]}")

    assert retention.sweep_files(at=now) == 0  # may be an answer that is just being stored
    assert retention.sweep_files(at=now + timedelta(days=2)) == 1
    assert retention.sweep_files(at=now + timedelta(days=2)) == 0

    assert default_storage.listdir("answers")[1] == []
    assert destroyed()[DestroyedKind.FILE] == 1


def test_file_of_an_answer_that_stands_is_not_swept_up(event):
    assert retention.sweep_files(at=START + timedelta(days=3650)) == 0
    assert len(default_storage.listdir("answers")[1]) == 1


@pytest.mark.parametrize("kind", ["badges", "register", "nameplates"])
def test_papers_that_name_guests_go_and_the_programme_stays(kind, django_capture_on_commit_callbacks):
    event, person = EventFactory(), UserFactory()
    programme = make_document(event, person)
    badges = make_document(event, person)
    type(badges).objects.filter(pk=badges.pk).update(kind=kind)
    documents.request(event_id=event.pk, kind="badges", language="ko", by_id=person.pk, at=NOON)

    with django_capture_on_commit_callbacks(execute=True):
        retention.destroy_expired(at=after(event))

    assert [(one.pk, one.state) for one in event.documents.exclude(state="queued")] == [
        (programme.pk, DocumentState.DONE)
    ]
    assert (default_storage.exists(programme.file.name), default_storage.exists(badges.file.name)) == (
        True,
        False,
    )


def test_wishes_to_be_told_and_mails_to_the_invited_go_but_not_those_to_speakers():
    event = EventFactory(state=EventState.PLANNED)
    interests.ask(event_id=event.pk, email="secret@example.com", language="ko", at=NOON)
    type(event).objects.filter(pk=event.pk).update(state=EventState.CANCELLED)
    told = make_message(event, key="cancelled:1:invitation:5", state=MessageState.SENT, sent_at=NOON)
    speaker = make_message(event, key="release:1:speaker:5", state=MessageState.SENT, sent_at=NOON)

    retention.destroy_expired(at=after(event))

    told.refresh_from_db()
    speaker.refresh_from_db()
    assert (told.text, speaker.text != "") == ("", True)
    assert not Interest.objects.exists()


def test_other_events_are_left_alone(event):
    other = RegistrationFactory(event__starts_at=after(event), event__ends_at=after(event, 32))

    retention.destroy_expired(at=after(event))

    other.refresh_from_db()
    assert other.erased_at is None


def test_nightly_task_destroys_what_is_due():
    event = EventFactory(starts_at=NOON - timedelta(days=400), ends_at=NOON - timedelta(days=399))
    RegistrationFactory(event=event, state=RegistrationState.CANCELLED)

    tasks.destroy_expired()

    assert Registration.objects.get().erased_at is not None


@pytest.mark.parametrize("count", [1, 3])
def test_outlook_names_each_event_with_what_is_left_in_one_query(count, django_assert_num_queries):
    for _number in range(count):
        event = EventFactory()
        RegistrationFactory.create_batch(2, event=event)
        InvitationFactory(event=event)
    EventFactory()  # without anybody

    with django_assert_num_queries(1):
        found = retention.outlook(type(event).objects.all())

    assert [(one.guests, one.invitations) for one in found] == [(2, 1)] * count
    assert found[0].due_at == found[0].event.ends_at + timedelta(days=30)
