"""Erasing: nothing that says who it was stays anywhere, the figures do, and it happens once."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.utils import DatabaseError

from events import batches, delivery, forgetting, mailledger, outbox
from events.models import EntryKind, Event, EventState, Message, MessageState, User
from registrations import (
    booking,
    callingoff,
    correspondence,
    datarequests,
    invitation_sending,
    links,
    personaldata,
    privacy,
    renewing,
)
from registrations.badges import correcting, printing
from registrations.desk import checkin, stations, walkins
from registrations.models import (
    CheckIn,
    CheckInOutcome,
    DataRequestKind,
    DataRequestState,
    DestroyedKind,
    Destruction,
    DestructionReason,
    PrintReason,
    Registration,
)
from registrations.states import Category, RegistrationState, Way
from tests.factories.events import NOON, START, EventFactory, UserFactory
from tests.factories.registrations import CONSENTS, ApplicantFactory, InvitationFactory, RegistrationFactory
from tests.registrations import invited

pytestmark = pytest.mark.django_db

SECRETS = ("홍비밀", "비밀기관", "비밀부서", "비밀직위", "9876-5432", "secret@example.com")
AFTER = START + timedelta(days=1)


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture
def registration(django_capture_on_commit_callbacks):
    """A guest who registered through the form, and has the mail."""
    applicant = ApplicantFactory(
        name="홍비밀",
        organization="비밀기관",
        department="비밀부서",
        title="비밀직위",
        phone="+821098765432",
        email="secret@example.com",
    )
    with django_capture_on_commit_callbacks(execute=True):
        return booking.register(
            event_id=EventFactory(capacity=1).pk,
            applicant=applicant,
            consent_answers=CONSENTS,
            language="ko",
            at=NOON,
        )


def _erase(registration, officer=None, *, at=NOON, reason=DestructionReason.REQUEST):
    return privacy.erase(
        registration_id=registration.pk, reason=reason, by_id=officer.pk if officer else None, at=at
    )


def _deliver_all(at=NOON):
    for pk in Message.objects.filter(state=MessageState.QUEUED).values_list("pk", flat=True):
        delivery.deliver(pk, at=at)


def _everything():
    """Every row of every table, as text."""
    return " ".join(
        str(value) for model in apps.get_models() for row in model.objects.values_list() for value in row
    )


def test_nothing_that_says_who_it_was_is_left_in_any_row(registration, officer):
    LogEntry.objects.create(
        user=officer,
        content_type=ContentType.objects.get_for_model(Registration),
        object_id=str(registration.pk),
        object_repr=str(registration),
        action_flag=2,
    )
    User.objects.guest(registration.email)
    words = {"name": "홍비밀 박사"}
    correcting.correct(registration_id=registration.pk, words=words, by_id=officer.pk, at=NOON)
    assert all(secret in _everything() for secret in SECRETS)

    assert _erase(registration, officer)
    _deliver_all()
    privacy.finish(at=NOON)

    left = _everything()
    assert [secret for secret in SECRETS if secret in left] == []


def test_life_of_a_mail_says_nothing_of_whom_either(registration, officer):
    message = Message.objects.get()
    words = "550 5.1.1 <secret@example.com>: no such user"
    mailledger.write(message, EntryKind.BOUNCED, at=NOON, status="5.1.1", words=words)
    mailledger.write(
        message,
        EntryKind.CORRECTED,
        at=NOON,
        old_address="secrt@example.com",
        new_address="secret@example.com",
    )

    assert _erase(registration, officer)

    kept = list(
        message.entries.order_by("pk").values_list("kind", "status", "words", "old_address", "new_address")
    )
    assert kept == [(EntryKind.BOUNCED, "5.1.1", "", "", ""), (EntryKind.CORRECTED, "", "", "", "")]
    assert "secrt" not in _everything()


def test_link_opens_nothing_any_more(client, registration):
    token = links.token(registration)

    _erase(registration)

    assert client.get(f"/r/{token}/").status_code == 404
    assert client.get(f"/r/{token}/data.json").status_code == 404


def test_seat_is_given_back_and_the_next_one_moves_up(registration, officer):
    waiting = RegistrationFactory(
        event=registration.event, state=RegistrationState.WAITLISTED, waiting_number=1
    )

    _erase(registration, officer)

    registration.refresh_from_db()
    waiting.refresh_from_db()
    assert (registration.state, waiting.state) == (RegistrationState.CANCELLED, RegistrationState.CONFIRMED)
    move = registration.moves.order_by("-pk")[0]
    assert (move.to_state, move.way, move.by) == (RegistrationState.CANCELLED, Way.ADMIN, officer)


def test_who_has_entered_keeps_the_seat_as_a_figure(registration, officer):
    checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=START)

    _erase(registration, officer, at=START)

    registration.refresh_from_db()
    assert (registration.state, registration.name) == (RegistrationState.CONFIRMED, privacy.GONE)
    assert checkin.figures(registration.event_id) == checkin.Figures(confirmed=1, entered=1)


def test_ledgers_stay_after_the_event(registration, officer):
    checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=START)
    before = (registration.moves.count(), registration.consents.count(), registration.check_ins.count())

    _erase(registration, at=AFTER, reason=DestructionReason.EXPIRED)

    assert (
        registration.moves.count(),
        registration.consents.count(),
        registration.check_ins.count(),
    ) == before


def test_words_about_a_guest_go_from_the_ledgers_with_them(officer):
    event = EventFactory(capacity=1)
    registration = walkins.register(
        event_id=event.pk,
        walkin_id=uuid4(),
        applicant=ApplicantFactory(category=Category.VIP),
        consent_answers=CONSENTS,
        way=Way.DESK,
        desk=walkins.Desk(by_id=officer.pk),
        at=NOON,
        override_reason="비밀기관장의 부탁",
    )
    by = {"registration_id": registration.pk, "by_id": officer.pk, "at": NOON}
    renewing.renew(reason=PrintReason.OTHER, note="홍비밀이 잃어버림", **by)
    why = printing.Why(reason=PrintReason.OTHER, note="홍비밀로 고침")
    registration.refresh_from_db()
    printing.note_printed(registration, by_id=officer.pk, at=NOON, why=why)
    stations.ask(registration_id=registration.pk, by_id=officer.pk, at=NOON, device="", why=why)
    booking.cancel(registration_id=registration.pk, way=Way.DESK, by_id=officer.pk, at=NOON)
    checkin.check_in(scan_id=uuid4(), reason="홍비밀 본인 확인", **by)
    assert all(secret in _everything() for secret in ("홍비밀", "비밀기관"))

    _erase(registration, officer)

    assert not [secret for secret in ("홍비밀", "비밀기관") if secret in _everything()]
    scan = registration.check_ins.get()
    assert (scan.outcome, scan.reason) == (CheckInOutcome.OVERRIDE, privacy.GONE)
    assert registration.walk_in.override_reason == privacy.GONE


def test_words_in_a_ledger_are_erased_with_their_guest_alone(registration, officer):
    checkin.check_in(
        registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=NOON, reason="홍비밀 확인"
    )
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        CheckIn.objects.update(reason=privacy.GONE)

    _erase(registration, officer)

    for change in ({"reason": "다른 사유"}, {"at": START}, {"reason": privacy.GONE, "device": "x"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            CheckIn.objects.update(**change)


def test_words_that_a_device_kept_until_the_guest_was_erased_are_not_written(registration, officer):
    _erase(registration, officer)

    scan = checkin.check_in(
        registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=NOON, reason="홍비밀 확인"
    )

    assert scan.reason == privacy.GONE


def test_ledger_of_destruction_says_what_how_much_when_by_whom_and_why(registration, officer):
    _erase(registration, officer)

    rows = Destruction.objects.order_by("pk").values_list("kind", "event", "count", "reason", "at", "by")
    event = registration.event_id
    reason = DestructionReason.REQUEST
    assert list(rows) == [
        (DestroyedKind.REGISTRATION, event, 1, reason, NOON, officer.pk),
        (DestroyedKind.MESSAGE, event, 1, reason, NOON, officer.pk),
    ]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_ledger_of_destruction_is_neither_changed_nor_deleted(registration, change):
    _erase(registration)

    rows = Destruction.objects.all()
    attempt = {"update": lambda: rows.update(count=7), "delete": rows.delete}[change]

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        attempt()


def test_erasing_twice_is_erasing_once(registration, officer):
    _erase(registration, officer)
    rows = (Destruction.objects.count(), Message.objects.count(), registration.moves.count())

    assert not _erase(registration, officer, at=AFTER)

    assert (Destruction.objects.count(), Message.objects.count(), registration.moves.count()) == rows


def test_event_holds_any_number_of_erased_registrations(registration):
    others = RegistrationFactory.create_batch(2, event=registration.event)
    for one in (registration, *others):
        _erase(one, at=AFTER, reason=DestructionReason.EXPIRED)

    states = Registration.objects.values_list("state", "name", "organization", "phone")
    assert list(states) == [(RegistrationState.CONFIRMED, privacy.GONE, privacy.GONE, "")] * 3


def test_guest_is_told_and_the_mail_is_blanked_once_it_is_gone(registration, officer, mailoutbox):
    datarequests.ask(registration_id=registration.pk, kind=DataRequestKind.DELETION, at=NOON)
    mailoutbox.clear()

    _erase(registration, officer)
    assert privacy.finish(at=NOON) == 0  # what is on its way is left alone
    _deliver_all()

    assert [mail.subject.partition("]")[0] for mail in mailoutbox] == ["[등록 취소", "[개인정보 요청 처리"]
    assert {mail.to[0] for mail in mailoutbox} == {"secret@example.com"}
    assert privacy.finish(at=NOON) == 2
    assert privacy.finish(at=NOON) == 0
    assert set(Message.objects.values_list("to", "subject", "text", "html")) == {
        (forgetting.NOBODY, forgetting.GONE, "", "")
    }


def test_mail_that_nobody_has_begun_to_send_never_goes(registration, mailoutbox):
    mail = outbox.Mail(
        to=registration.email, subject="곧", text="x", token_subject=links.subject(registration.code)
    )
    queued = outbox.put(mail, key="soon", event_id=registration.event_id, at=NOON)
    mailoutbox.clear()

    _erase(registration)
    _deliver_all()

    queued.refresh_from_db()
    assert (queued.state, queued.to, queued.text) == (MessageState.STOPPED, forgetting.NOBODY, "")
    assert [mail.subject[:7] for mail in mailoutbox] == ["[등록 취소]"]


def test_guest_whose_invitation_is_still_queued_is_erased(mailoutbox):
    one = invited.invite(EventFactory(), email="secret@example.com")
    invitation_sending.send(event_id=one.event_id, invitation_ids=[one.pk], by_id=None, at=NOON)
    guest = invited.yes(one)

    assert _erase(guest)
    _deliver_all()

    assert not Message.objects.filter(to="secret@example.com").exclude(subject__contains="취소").exists()


def test_blanked_mail_is_not_sent_again(registration):
    message = correspondence.of(registration).get()
    _erase(registration)

    assert not outbox.send_again(message_id=message.pk, by_id=None, at=NOON)


def test_open_requests_are_closed_with_it(registration, officer):
    request = datarequests.ask(registration_id=registration.pk, kind=DataRequestKind.DELETION, at=NOON)

    _erase(registration, officer)

    request.refresh_from_db()
    assert (request.state, request.handled_at, request.handled_by) == (DataRequestState.DONE, NOON, officer)


def test_account_of_a_guest_goes_with_the_last_registration(registration):
    other = RegistrationFactory(email=registration.email)
    User.objects.guest(registration.email)

    _erase(registration)
    assert User.objects.filter(is_guest=True).exists()
    _erase(other)

    assert not User.objects.filter(is_guest=True).exists()


def test_erased_guest_is_not_let_in(registration, officer):
    _erase(registration)

    attempt = checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=START)

    assert attempt.outcome == CheckInOutcome.CANCELLED


def test_erased_guest_who_keeps_the_seat_is_written_to_printed_and_changed_no_more(registration, officer):
    checkin.check_in(registration_id=registration.pk, scan_id=uuid4(), by_id=officer.pk, at=START)
    _erase(registration, officer, at=START)

    assert list(printing.printable(registration.event_id)) == []
    assert list(registration.event.registrations.active()) == []
    with pytest.raises(booking.BookingRefused):
        booking.change(registration_id=registration.pk, applicant=ApplicantFactory(), at=START)
    registration.refresh_from_db()
    assert registration.name == privacy.GONE


def test_address_may_register_again_after_it_was_erased(registration):
    _erase(registration)

    again = booking.register(
        event_id=registration.event_id,
        applicant=ApplicantFactory(email="secret@example.com"),
        consent_answers=CONSENTS,
        language="ko",
        at=NOON,
    )

    assert again.pk != registration.pk
    assert personaldata.of(again).registration == again


def test_erasing_takes_the_person_out_of_the_list_of_those_invited():
    invitation = InvitationFactory(name="김초청", email="chocheong@example.com")
    registration = RegistrationFactory(event=invitation.event, invitation=invitation)

    privacy.erase(registration_id=registration.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)

    invitation.refresh_from_db()
    assert (invitation.name, invitation.organization, invitation.email, invitation.phone) == (
        privacy.GONE,
        privacy.GONE,
        "",
        "",
    )


@pytest.mark.parametrize("about", ["registration", "invitation", "invitation's link"])
def test_mail_on_its_way_is_blanked_later_whatever_it_is_known_by(about):
    one = invited.invite(EventFactory(), email="secret@example.com")
    guest = invited.yes(one)
    key, subject = {
        "registration": (f"registration:{guest.pk}:mass:1", ""),
        "invitation": (f"invitation:{one.pk}:mass:1", "news:x"),
        "invitation's link": ("another", links.invitation_subject(one.code)),
    }[about]
    mail = outbox.Mail(to=guest.email, subject="소식", text="x", token_subject=subject)
    message = outbox.put(mail, key=key, event_id=guest.event_id, at=NOON)
    Message.objects.claim(message.pk, at=NOON)
    _erase(guest)

    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=NOON)
    privacy.finish(at=NOON)

    message.refresh_from_db()
    assert message.to == forgetting.NOBODY


def test_news_of_an_event_that_was_put_off_go_with_who_had_not_answered_then():
    event = EventFactory()
    one = invited.invite(event, email="secret@example.com", name="홍비밀")
    invitation_sending.send(event_id=event.pk, invitation_ids=[one.pk], by_id=None, at=NOON)
    callingoff.postpone(event_id=event.pk, at=NOON)
    for batch in batches.waiting(event.pk):
        batches.send(event_id=event.pk, batch=batch, at=NOON)
    _deliver_all()
    Event.objects.update(state=EventState.ANNOUNCED)
    guest = invited.yes(one)

    _erase(guest)
    _deliver_all()
    privacy.finish(at=NOON)

    assert [secret for secret in ("secret@", "홍비밀") if secret in _everything()] == []


def test_deputy_neither_sees_nor_takes_away_what_is_the_invited_persons():
    event = EventFactory()
    one = invited.invite(event, name="김초청", email="chief@example.com")
    invitation_sending.send(event_id=event.pk, invitation_ids=[one.pk], by_id=None, at=NOON)
    _deliver_all()
    deputy = invited.by_deputy(one, name="홍비밀", email="secret@example.com")

    seen = json.dumps(personaldata.as_json(personaldata.of(deputy), at=NOON), ensure_ascii=False)
    assert "chief@example.com" not in seen
    assert _erase(deputy)
    _deliver_all()
    privacy.finish(at=NOON)

    one.refresh_from_db()
    assert (one.name, one.email) == ("김초청", "chief@example.com")
    assert Message.objects.filter(to="chief@example.com").count() == 1
    assert [secret for secret in ("secret@", "홍비밀") if secret in _everything()] == []
