"""리허설: a copy of an event with made-up guests, at whose desk people practise; nobody is mailed, and it is deleted.

What is copied is what a desk works with: programme, form, seats, badges, entry lists, and the people who run it. Guests
of the real event are never copied.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from agenda import copying as programme
from agenda import drafts
from events import access, notation
from events.models import Event, EventRole, RoleGrant
from registrations import booking, copying, crowd, deleting
from registrations.models import EntryList, Registration
from registrations.states import RegistrationState, Way

FEWEST, MOST = 10, 1_500
_STEP = timedelta(minutes=10)  # the new day begins at a time that people write
_CANCELLED = 50  # of so many guests, one has cancelled: that too is practised at a desk
_SPARE = 20  # seats for walk-ins


class RehearsalRefused(Exception):
    """There can be no such rehearsal; the text tells the organizer why."""


@transaction.atomic
def make(*, event_id: int, people: int, by_id: int, at: datetime) -> Event:
    """A rehearsal of the event that begins now, with so many made-up guests.

    :raises RehearsalRefused: the crowd is too small or too large, the event has no date or place, is a rehearsal itself,
        or has one
    """
    source = Event.objects.lock(event_id)
    _refuse_what_cannot_be(source, people)
    wishes = programme.Wishes(_begin(at), with_titles=True, as_rehearsal=True)
    try:
        made = copying.copy(event_id=event_id, wishes=wishes, by_id=by_id, at=at)
    except programme.CopyRefused as refusal:
        raise RehearsalRefused(str(refusal)) from refusal
    made.capacity = max(source.capacity, people + _SPARE)
    made.save(update_fields=["capacity"])
    _copy_entry_lists(source, made)
    for grant in RoleGrant.objects.filter(event=source, revoked_at__isnull=True).order_by("pk"):
        access.grant(event_id=made.pk, user_id=grant.user_id, role=EventRole(grant.role), by_id=by_id, at=at)
    crowd.fill(event_id=made.pk, guests=people, seed=made.pk, at=at, with_awkward=True)
    _cancel_some(made, at=at)
    return made


def discard(*, event_id: int) -> int:
    """Delete a rehearsal with everything of it; how many rows.

    :raises RehearsalRefused: the event is none
    """
    try:
        return deleting.delete(event_id=event_id)
    except deleting.NoRehearsal as refusal:
        raise RehearsalRefused(_("리허설이 아닌 행사는 지울 수 없습니다.")) from refusal


def discard_old(*, at: datetime) -> int:
    """Delete the rehearsals whose last day is over; how many. Safe to call any number of times."""
    today = at.astimezone(notation.SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    old = Event.objects.filter(rehearsal_of__isnull=False, ends_at__lt=today).order_by("pk")
    ids = list(old.values_list("pk", flat=True))
    for event_id in ids:
        deleting.delete(event_id=event_id)
    return len(ids)


def of(event_id: int) -> Event | None:
    """The event's rehearsal, if there is one."""
    return Event.objects.filter(rehearsal_of=event_id).first()


def _refuse_what_cannot_be(source: Event, people: int) -> None:
    if not FEWEST <= people <= MOST:
        raise RehearsalRefused(
            _("가상 참가자는 %(fewest)d명부터 %(most)d명까지 정할 수 있습니다.")
            % {"fewest": FEWEST, "most": MOST}
        )
    if source.is_rehearsal:
        raise RehearsalRefused(_("리허설의 리허설은 만들 수 없습니다."))
    if of(source.pk) is not None:
        raise RehearsalRefused(_("이 행사의 리허설이 이미 있습니다. 지운 다음 다시 만들어 주세요."))
    if source.starts_at is None or source.venue_id is None:
        raise RehearsalRefused(_("행사의 일시와 장소를 먼저 정해 주세요."))


def _begin(at: datetime) -> datetime:
    """Now, at the last full ten minutes: desk and registration are open from then on."""
    midnight = at.astimezone(notation.SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (at - midnight) // _STEP * _STEP


def _copy_entry_lists(source: Event, made: Event) -> None:
    """The same doors: those of a session at its copy, those of a day as many days on."""
    sessions = dict(zip(drafts.read(source.pk), made.sessions.order_by("pk"), strict=True))
    days = _day(made) - _day(source)
    doors = []
    for door in EntryList.objects.filter(event=source).order_by("pk"):
        if door.session_id is not None and door.session_id not in sessions:
            continue  # its session is gone from the draft
        door.pk, door.event = None, made
        door.session = sessions[door.session_id] if door.session_id is not None else None
        door.day = door.day + days if door.day is not None else None
        doors.append(door)
    EntryList.objects.bulk_create(doors)


def _day(event: Event) -> date:
    if event.starts_at is None:  # refused beforehand
        raise RehearsalRefused
    return event.starts_at.astimezone(notation.SEOUL).date()


def _cancel_some(made: Event, *, at: datetime) -> None:
    confirmed = Registration.objects.filter(event=made, state=RegistrationState.CONFIRMED).order_by("pk")
    ids = list(confirmed.values_list("pk", flat=True))
    for registration_id in ids[_CANCELLED // 2 :: _CANCELLED] or ids[-1:]:
        booking.cancel(registration_id=registration_id, way=Way.PHONE, at=at)
