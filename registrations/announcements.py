"""Releasing with its notices in one transaction: the snapshot, and a draft of a mail for everybody it concerns."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Event as CalendarEntry

from agenda import announcements, calendar, differences, itip, letters, published, releasing, snapshots
from agenda.differences import Difference
from agenda.models import Release, Speaker
from events import batches
from events.batches import Keyed
from events.mailwording import PLACE, WHEN, Wording
from events.models import Event, EventState, Message, MessageState
from events.placeholders import Word
from registrations import guestnews, inviteenews, knowledge, links, mailwordings
from registrations.knowledge import Concern
from registrations.models import MailKind, Registration
from registrations.models.registration import RegistrationQuerySet
from registrations.states import LIVE_STATES, RegistrationState


@dataclass(frozen=True)
class Outlook:
    """What a release of the draft would change, and whom it would be told to."""

    digest: str  # of the draft, to notice that it changed since
    difference: Difference  # to the last release
    is_released: bool
    known_number: int | None  # the release that people were last told of, if it is not the last one
    guests: int
    speakers: list[str]
    speakers_without_address: list[str]
    invited: int  # invitations that wait for an answer
    overtaken: int  # mails of earlier releases that wait and would be replaced


@dataclass(frozen=True)
class Outcome:
    """A release, and how many mails wait to be sent for it."""

    release: Release
    is_new: bool
    guests: int = 0
    speakers: int = 0
    invited: int = 0


def outlook(*, event_id: int, at: datetime) -> Outlook:
    """Look ahead to the release of an event that has a date; nothing is written."""
    event = Event.objects.select_related("venue", "room").get(pk=event_id)
    last = Release.objects.latest_of(event_id)
    known = announcements.told_of(event_id)
    snapshot = snapshots.take(event)
    is_unchanged = last is not None and last.snapshot == snapshot
    told = differences.between(known.snapshot if known else None, snapshot)
    tells = _is_to_come(event, at=at) and not _stays_put_off(event, last, snapshot)
    people = _names(told) if tells and not (is_unchanged and announcements.waits(last, "speaker")) else {}
    guests = (
        knowledge.concerned(event, knowledge.with_sessions(event_id), snapshot)
        if tells and not (is_unchanged and announcements.waits(last, "guest"))
        else []
    )
    invited = (
        knowledge.concerned(event, knowledge.of_invited(event_id), snapshot)
        if tells and not (is_unchanged and announcements.waits(last, inviteenews.KIND))
        else []
    )
    speakers = [name for name, email in people.values() if email]
    return Outlook(
        digest=_digest(snapshot),
        difference=differences.between(last.snapshot if last else None, snapshot),
        is_released=is_unchanged and not guests and not speakers and not invited,
        known_number=announcements.number_before_waiting(event_id),
        guests=sum(len(concern.guest_ids) for concern in guests),
        speakers=speakers,
        speakers_without_address=[name for name, email in people.values() if not email],
        invited=sum(len(concern.guest_ids) for concern in invited),
        overtaken=_waiting_of_releases(event_id),
    )


@transaction.atomic
def release(
    *,
    event_id: int,
    by_id: int | None,
    at: datetime,
    tell_guests: bool = True,
    tell_speakers: bool = True,
    tell_invited: bool = True,
    seen: str = "",
) -> Outcome:
    """Release the draft, and write the mails that it calls for as drafts. They take the place of unsent earlier ones.

    ``seen`` is the digest of the draft that the organizer looked at.

    :raises ReleaseRefused: the draft cannot be released, or has changed since it was looked at
    """
    event = Event.objects.lock(event_id)
    if seen and event.starts_at is not None and _digest(snapshots.take(event)) != seen:
        raise releasing.ReleaseRefused(
            _("그 사이 프로그램이 바뀌었습니다. 달라진 내용을 다시 확인하고 확정해 주세요.")
        )
    last = Release.objects.latest_of(event_id)
    known = announcements.told_of(event_id)
    known_to_guests = knowledge.with_sessions(event_id)
    known_to_invited = knowledge.of_invited(event_id)
    made = releasing.release(event_id=event_id, by_id=by_id, at=at)
    is_new = last is None or made.pk != last.pk
    if not _is_to_come(event, at=at):
        for kind in ("guest", "speaker", inviteenews.KIND) if is_new else ():
            announcements.waiting(event_id, kind).delete()
        return Outcome(made, is_new)
    if _stays_put_off(event, last, made.snapshot):
        return Outcome(made, is_new)
    # A release that stands is told once more to whom it was not told, or who heard of a postponement since.
    batch = announcements.batch_of(made) if is_new else f"{announcements.batch_of(made)}:{at:%Y%m%d%H%M%S}"

    def keep(kind: str, mails: list[Keyed], *, tell: bool) -> int:
        if not is_new and announcements.waits(made, kind):
            return 0
        # What waits for people who are left out this time may be the last that they hear.
        if tell or not mails:
            announcements.waiting(event_id, kind).delete()
        return batches.draft(mails, batch=batch, event_id=event_id, at=at) if tell else 0

    difference = differences.between(known.snapshot if known else None, made.snapshot)
    to_guests = [
        mail
        for concern in knowledge.concerned(event, known_to_guests, made.snapshot)
        for mail in _letters_to_guests(event, made, concern, batch, at=at)
    ]
    to_invited = [
        mail
        for concern in knowledge.concerned(event, known_to_invited, made.snapshot)
        for mail in inviteenews.letters_to(concern, key=batch)
    ]
    to_speakers = announcements.letters_to_speakers(difference, number=made.number, key=batch, at=at)
    return Outcome(
        made,
        is_new,
        guests=keep("guest", to_guests, tell=tell_guests),
        speakers=keep("speaker", list(to_speakers), tell=tell_speakers),
        invited=keep(inviteenews.KIND, to_invited, tell=tell_invited),
    )


@transaction.atomic
def send(*, event_id: int, batch: str, at: datetime) -> int:
    """Send the drafts of a batch; how many. Whoever has cancelled since is left in peace; twice is harmless.

    So is whoever was invited and has answered: a yes was confirmed under the release that stands.
    """
    Event.objects.lock(event_id)
    gone = Registration.objects.filter(event=event_id).exclude(state__in=LIVE_STATES)
    subjects = [links.subject_of(guest) for guest in gone.only("code", "link_code")]
    Message.objects.filter(
        event=event_id, batch=batch, state=MessageState.DRAFT, token_subject__in=subjects
    ).delete()
    inviteenews.drop_answered(event_id=event_id, batch=batch)
    return batches.send(event_id=event_id, batch=batch, at=at)


def letters_to(
    guests: RegistrationQuerySet,
    *,
    about: letters.About,
    occasion: letters.Occasion,
    items: Any,
    entry: Any,
    key: str,
    wording: Callable[[str], Wording | None] | None = None,
    values: Callable[[str], Mapping[Word, str]] | None = None,
) -> Iterator[Keyed]:
    """A mail for each guest. ``items(language)`` is what it tells, ``entry(language)`` its calendar entry or None.

    ``wording(language)`` is the event's own words or None, ``values(language)`` what their placeholders stand for.
    Who waits has no entry in the calendar, and gets none.
    """
    forms: dict[tuple[str, bool], tuple[letters.Letter, itip.Blank | None]] = {}
    columns = ("pk", "name", "email", "language", "state", "code", "link_code", "invitation__email")
    for guest in guests.reachable().select_related("invitation").only(*columns).order_by("pk"):
        is_seated = guest.state == RegistrationState.CONFIRMED
        form = (guest.language, is_seated)
        if form not in forms:
            with translation.override(guest.language):
                blank = entry(guest.language) if is_seated else None
                letter = letters.write(
                    about,
                    occasion,
                    items(guest.language),
                    language=guest.language,
                    with_calendar=blank is not None,
                    link=links.url_for_mail(guest),
                    wording=wording(guest.language) if wording else None,
                    values=values(guest.language) if values else None,
                )
            forms[form] = (letter, blank)
        letter, blank = forms[form]
        attachments = (
            [blank.to(email=guest.mail_address, name=guest.name, file_name=f"{about.slug}.ics")]
            if blank
            else []
        )
        yield Keyed(
            f"{key}:guest:{guest.pk}",
            letter.to(
                email=guest.mail_address,
                name=guest.name,
                attachments=attachments,
                token_subject=links.subject_of(guest),
            ),
        )


def event_entry(programme: snapshots.Programme, *, number: int, at: datetime, language: str) -> CalendarEntry:
    """The event's calendar entry as it is published."""
    return calendar.event_entry(
        programme,
        number=number,
        released_at=at,
        url=published.event_url(programme.slug, language=language),
        language=language,
    )


def _letters_to_guests(
    event: Event, made: Release, concern: Concern, batch: str, *, at: datetime
) -> Iterator[Keyed]:
    programme, occasion = concern.difference.after, guestnews.occasion(concern)
    is_change = occasion is guestnews.MOVED

    def entry(language: str) -> itip.Blank | None:
        if not concern.tells_event:
            return None
        return itip.request(event_entry(programme, number=made.number, at=at, language=language), at=at)

    return letters_to(
        Registration.objects.filter(pk__in=concern.guest_ids),
        about=letters.About.programme(programme),
        occasion=occasion,
        items=lambda language: guestnews.items(concern, language),
        entry=entry,
        key=batch,
        wording=partial(mailwordings.own, event, MailKind.CHANGE) if is_change else None,
        values=lambda language: {WHEN: programme.when(language), PLACE: programme.where(language)},
    )


def _is_to_come(event: Event, *, at: datetime) -> bool:
    """Whether anybody still needs to know: not once the event is over or called off."""
    over = event.ends_at is not None and event.ends_at <= at
    return not over and event.state not in {EventState.CANCELLED, EventState.CLOSED}


def _stays_put_off(event: Event, last: Release | None, snapshot: dict[str, Any]) -> bool:
    """Whether the event is put off and has no new date or place yet, so that nobody may be told of the old ones."""
    if event.state != EventState.POSTPONED or last is None:
        return False
    return not differences.between(last.snapshot, snapshot).moves_event


def _names(difference: Difference) -> dict[int, tuple[str, str]]:
    """The speakers concerned: name and address by id."""
    ids = [one.speaker_id for one in announcements.news(difference)]
    rows = Speaker.objects.filter(pk__in=ids).order_by("protocol_rank", "name")
    return {speaker.pk: (str(speaker), speaker.email) for speaker in rows}


def _waiting_of_releases(event_id: int) -> int:
    drafts = Message.objects.filter(event=event_id, state=MessageState.DRAFT)
    return drafts.filter(batch__startswith=announcements.RELEASES).count()


def _digest(snapshot: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).hexdigest()[:16]
