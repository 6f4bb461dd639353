"""What guests ask about their personal data: taken, answered or refused, each with its day."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from registrations import guestmails
from registrations.models import DataRequest, DataRequestKind, DataRequestState, Registration

DUE_DAYS = 10  # PIPA Decree Art. 41③, 43③


class RequestRefused(Exception):
    """The step cannot be taken; the text says why."""


@transaction.atomic
def ask(*, registration_id: int, kind: DataRequestKind, at: datetime) -> DataRequest:
    """Take a request and confirm it by mail; asked again while it is open it is the same request.

    :raises RequestRefused: there is nothing left to ask about
    """
    registration = Registration.objects.select_related("event").lock(registration_id)
    if registration.erased_at is not None:
        raise RequestRefused(_("이미 파기한 등록입니다."))
    known = registration.data_requests.filter(kind=kind, state=DataRequestState.OPEN).first()
    if known is not None:
        return known
    request = DataRequest.objects.create(
        registration=registration, kind=kind, at=at, due_at=at + timedelta(days=DUE_DAYS)
    )
    guestmails.request_received(request, at=at)
    return request


@transaction.atomic
def answer(*, request_id: int, note: str, by_id: int | None, at: datetime) -> DataRequest:
    """Close a request for access as answered, and mail the note. Twice is harmless.

    :raises RequestRefused: it is about deletion, which ``privacy.erase`` alone carries out
    """
    request = _locked(request_id)
    if request.kind == DataRequestKind.DELETION:
        raise RequestRefused(_("삭제 요청은 파기하거나 거절해 주세요."))
    return _close(request, DataRequestState.DONE, note=note, by_id=by_id, at=at)


@transaction.atomic
def refuse(*, request_id: int, note: str, by_id: int | None, at: datetime) -> DataRequest:
    """Close a request as refused, and mail the reason, which the law asks for. Twice is harmless.

    :raises RequestRefused: there is no reason
    """
    if not note.strip():
        raise RequestRefused(_("거절하는 사유를 적어 주세요. 요청하신 분께 메일로 보냅니다."))
    return _close(_locked(request_id), DataRequestState.REFUSED, note=note, by_id=by_id, at=at)


def close_all_done(registration: Registration, *, by_id: int | None, at: datetime) -> None:
    """Close what a registration still has open, since its data are being erased; mail each answer."""
    for request in registration.data_requests.filter(state=DataRequestState.OPEN).order_by("pk"):
        request.registration = registration
        _close(request, DataRequestState.DONE, note="", by_id=by_id, at=at)


def overdue(requests: QuerySet[DataRequest], *, at: datetime) -> QuerySet[DataRequest]:
    """Those that should have been answered by now."""
    return requests.filter(state=DataRequestState.OPEN, due_at__lt=at)


def _locked(request_id: int) -> DataRequest:
    registration_id = DataRequest.objects.values_list("registration", flat=True).get(pk=request_id)
    registration = Registration.objects.select_related("event").lock(registration_id)
    request = DataRequest.objects.get(pk=request_id)
    request.registration = registration
    return request


def _close(
    request: DataRequest, state: DataRequestState, *, note: str, by_id: int | None, at: datetime
) -> DataRequest:
    if request.state != DataRequestState.OPEN:
        return request
    request.state, request.note = state, note
    request.handled_at, request.handled_by_id = at, by_id
    request.save(update_fields=["state", "note", "handled_at", "handled_by"])
    guestmails.request_handled(request, at=at)
    return request
