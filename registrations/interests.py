"""개최 알림 신청: who wants to be told when an event's registration opens, told once, and then forgotten.

The row is the queue: it stands until its mail is queued in the same transaction, and no longer.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events import codes, hours
from events.models import Event, EventState, RegistrationWindow
from registrations import destruction, interestmails
from registrations.consents import ConsentText
from registrations.models import DestroyedKind, DestructionReason, Interest

VERSION = "2026-11"
UNCONFIRMED_DAYS = 7
MOST_DAYS = 365  # that a wish is kept for an event that never opens
BATCH = 200  # rows told in one transaction


class InterestRefused(Exception):
    """The wish cannot be taken; the text says why."""


class NotFound(Exception):
    """No wish has that link: it was taken back, has been answered, or never was."""


def takes(event: Event, *, at: datetime) -> bool:
    """Whether there is something to wait for: the event is planned, or announced and not open yet."""
    return event.registration_window(at=at) == RegistrationWindow.NOT_YET


def consent_text() -> ConsentText:
    """What a person agrees to, in the reader's language (PIPA Art. 15②)."""
    return ConsentText(
        item="interest",
        required=True,
        question=_("개최 알림을 받기 위한 개인정보 수집·이용에 동의합니다."),
        details=[
            (_("목적"), _("참가 등록이 시작되면 이메일로 한 번 안내")),
            (_("항목"), _("이메일")),
            (
                _("보유 기간"),
                _("안내한 뒤 바로 파기, 등록이 시작되지 않으면 늦어도 신청일부터 1년 뒤 파기"),
            ),
            (_("거부할 권리"), _("동의하지 않을 수 있으며, 이 경우 개최 알림을 보내 드릴 수 없습니다.")),
        ],
    )


@transaction.atomic
def ask(*, event_id: int, email: str, language: str, at: datetime) -> None:
    """Note the wish and mail a link to confirm it. An address that is known is written to again, not told apart.

    :raises InterestRefused: there is nothing to wait for
    """
    event = Event.objects.get(pk=event_id)
    if not takes(event, at=at):
        raise InterestRefused(_("이 행사는 개최 알림을 받지 않습니다. 행사 안내를 확인해 주세요."))
    shown = consent_text().full_text()
    code = codes.new_code()
    Interest.objects.bulk_create(
        [
            Interest(
                event=event,
                email=email.lower(),
                language=language,
                code=code,
                token_hash=codes.hash_token(codes.derive_token(interestmails.subject(code))),
                asked_at=at,
                consent_version=VERSION,
                consent_text=shown,
                consent_hash=hashlib.sha256(shown.encode()).hexdigest(),
            )
        ],
        ignore_conflicts=True,  # the address is known already
    )
    interest = Interest.objects.select_related("event").filter(event=event, email__iexact=email).first()
    if interest is not None:  # it may have been told, and forgotten, in this moment
        interestmails.asked(interest, at=at)


def find(token: str) -> Interest:
    """The wish that a link in a mail is about.

    :raises NotFound: there is none any more
    """
    try:
        return Interest.objects.select_related("event").get(token_hash=codes.hash_token(token))
    except Interest.DoesNotExist:
        raise NotFound from None


@transaction.atomic
def confirm(*, token: str, at: datetime) -> Interest:
    """Whoever reads the address's mail wants it indeed. Twice is harmless.

    :raises NotFound: there is no such wish any more
    """
    interest = find(token)
    Interest.objects.filter(pk=interest.pk, confirmed_at__isnull=True).update(confirmed_at=at)
    interest.refresh_from_db()
    return interest


@transaction.atomic
def leave(*, token: str, at: datetime) -> None:
    """Take the wish back, and forget the address. Twice is harmless."""
    try:
        interest = find(token)
    except NotFound:
        return
    deleted = Interest.objects.filter(pk=interest.pk).delete()[0]
    destruction.note(
        DestroyedKind.INTEREST,
        deleted,
        event_id=interest.event_id,
        reason=DestructionReason.REQUEST,
        at=at,
    )


def waiting(event_id: int) -> int:
    """How many have confirmed that they want to be told."""
    return Interest.objects.filter(event=event_id).confirmed().count()


def tell(*, at: datetime) -> int:
    """Mail everybody whose event has opened its registration, each once, and delete what is done; how many.

    A registration that opens at midnight is told of in the morning.
    """
    told = 0
    if not hours.are_open(at):
        return told
    events = Event.objects.real().filter(state=EventState.ANNOUNCED, interests__isnull=False).distinct()
    for event in events.order_by("pk"):
        if event.registration_window(at=at) != RegistrationWindow.OPEN:
            continue
        while batch := _tell_some(event, at=at):
            told += batch
    return told


@transaction.atomic
def _tell_some(event: Event, *, at: datetime) -> int:
    """A batch of an event's confirmed wishes; another worker's are passed over, not waited for."""
    rows = Interest.objects.filter(event=event).confirmed().select_related("event")
    batch = list(rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for interest in batch:
        interestmails.opened(interest, at=at)
    _destroy(batch, event_id=event.pk, reason=DestructionReason.PURPOSE_MET, at=at)
    return len(batch)


@transaction.atomic
def delete_stale(*, at: datetime) -> int:
    """Delete what nobody confirmed in time, what is kept too long, and what waits for an event that is over."""
    unconfirmed = Interest.objects.unconfirmed_since(at - timedelta(days=UNCONFIRMED_DAYS))
    old = Interest.objects.filter(asked_at__lt=at - timedelta(days=MOST_DAYS))
    over = Interest.objects.filter(event__state__in=[EventState.CANCELLED, EventState.CLOSED])
    ended = Interest.objects.filter(event__ends_at__lte=at, event__state=EventState.ANNOUNCED)
    ids = (unconfirmed | old | over | ended).values("pk")
    stale = list(Interest.objects.filter(pk__in=ids).order_by("event", "pk").select_for_update())
    for event_id in dict.fromkeys(interest.event_id for interest in stale):
        rows = [interest for interest in stale if interest.event_id == event_id]
        _destroy(rows, event_id=event_id, reason=DestructionReason.EXPIRED, at=at)
    return len(stale)


def _destroy(rows: list[Interest], *, event_id: int, reason: DestructionReason, at: datetime) -> None:
    Interest.objects.filter(pk__in=[interest.pk for interest in rows]).delete()
    destruction.note(DestroyedKind.INTEREST, len(rows), event_id=event_id, reason=reason, at=at)
