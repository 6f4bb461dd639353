from datetime import timedelta

import pytest

from events.models import Message
from registrations import datarequests, privacy
from registrations.models import DataRequest, DataRequestKind, DataRequestState, DestructionReason
from registrations.states import InvitationKind
from tests.factories.events import NOON, UserFactory
from tests.factories.registrations import InvitationFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


def _ask(registration, kind=DataRequestKind.DELETION, at=NOON):
    return datarequests.ask(registration_id=registration.pk, kind=kind, at=at)


def test_request_is_due_in_ten_days_and_confirmed_by_mail():
    registration = RegistrationFactory(email="gildong@example.com")

    request = _ask(registration)

    assert (request.state, request.due_at) == (DataRequestState.OPEN, NOON + timedelta(days=10))
    mail = Message.objects.get()
    assert mail.to == "gildong@example.com"
    assert "요청: 개인정보 삭제" in mail.text
    assert "2027. 3. 11.(목) 12:00" in mail.text


def test_request_made_again_while_open_is_the_same():
    registration = RegistrationFactory()

    assert _ask(registration) == _ask(registration, at=LATER)
    assert Message.objects.count() == 1
    assert _ask(registration, DataRequestKind.ACCESS) != _ask(registration)


def test_request_is_answered_once_with_its_note_by_mail():
    officer, request = UserFactory(), _ask(RegistrationFactory(), DataRequestKind.ACCESS)

    for _time in range(2):
        datarequests.answer(request_id=request.pk, note="접속 기록은 없습니다.", by_id=officer.pk, at=LATER)

    request.refresh_from_db()
    assert (request.state, request.handled_at, request.handled_by) == (DataRequestState.DONE, LATER, officer)
    assert "접속 기록은 없습니다." in Message.objects.order_by("-pk")[0].text
    assert Message.objects.count() == 2


def test_deletion_is_not_answered_without_erasing():
    request = _ask(RegistrationFactory())

    with pytest.raises(datarequests.RequestRefused):
        datarequests.answer(request_id=request.pk, note="", by_id=None, at=LATER)

    request.refresh_from_db()
    assert request.state == DataRequestState.OPEN


def test_refusal_needs_a_reason_and_mails_it():
    request = _ask(RegistrationFactory())

    with pytest.raises(datarequests.RequestRefused):
        datarequests.refuse(request_id=request.pk, note="  ", by_id=None, at=LATER)
    assert DataRequest.objects.get().state == DataRequestState.OPEN
    datarequests.refuse(request_id=request.pk, note="다른 법령에 따라 보관합니다.", by_id=None, at=LATER)

    assert DataRequest.objects.get().state == DataRequestState.REFUSED
    assert "사유: 다른 법령에 따라 보관합니다." in Message.objects.order_by("-pk")[0].text


def test_nothing_is_asked_of_an_erased_registration():
    registration = RegistrationFactory()
    privacy.erase(registration_id=registration.pk, reason=DestructionReason.REQUEST, by_id=None, at=NOON)

    with pytest.raises(datarequests.RequestRefused):
        _ask(registration)

    assert not DataRequest.objects.exists()


def test_overdue_is_what_is_open_after_its_day():
    late, handled = _ask(RegistrationFactory()), _ask(RegistrationFactory())
    datarequests.refuse(request_id=handled.pk, note="사유", by_id=None, at=LATER)
    _ask(RegistrationFactory(), at=LATER)

    found = datarequests.overdue(DataRequest.objects.all(), at=NOON + timedelta(days=11))

    assert list(found) == [late]


def test_who_has_no_address_is_written_to_by_their_coordinator_or_not_at_all():
    body = InvitationFactory(kind=InvitationKind.SEATS, name="", seats=3, email="desk@example.com")
    named = RegistrationFactory(event=body.event, invitation=body, email="")
    alone = RegistrationFactory(email="")

    for registration in (named, alone):
        assert _ask(registration).state == DataRequestState.OPEN

    assert list(Message.objects.values_list("to", flat=True)) == ["desk@example.com"]
