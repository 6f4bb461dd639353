"""Calling an event off or putting it off: its state, and a draft of a mail for everybody who wanted to come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from agenda import announcements as speakers
from agenda import itip, letters, snapshots
from agenda.models import Release
from events import batches, mailings, notation, placeholders, publishing
from events.batches import Keyed
from events.mailwording import PLACE, WHEN, Wording
from events.models import Event, Message, MessageState
from registrations import announcements, knowledge, mailwordings, mailwords
from registrations.models import Invitation, MailKind, Registration
from registrations.models.invitation import InvitationQuerySet

CANCELLED = letters.Occasion(
    pgettext_lazy("notice", "행사 취소"),
    gettext_lazy("행사가 취소되었습니다"),
    gettext_lazy("참석을 준비해 주셨는데 행사가 취소되어 알려 드립니다. 양해를 부탁드립니다."),
)
POSTPONED = letters.Occasion(
    pgettext_lazy("notice", "행사 연기"),
    gettext_lazy("행사가 연기되었습니다"),
    gettext_lazy("행사가 연기되어 알려 드립니다. 새 일정이 정해지면 다시 알려 드립니다."),
)


@dataclass(frozen=True)
class Outcome:
    """The event as it stands, and how many mails wait to be sent."""

    event: Event
    guests: int
    speakers: int
    invited: int = 0


def cancel(*, event_id: int, at: datetime, tell: bool = True) -> Outcome:
    """Call the event off, and draft the notices with METHOD:CANCEL.

    :raises MoveRefused: it is over already
    """
    return _stop(publishing.cancel, CANCELLED, "cancelled", event_id=event_id, at=at, tell=tell, raised=1)


def postpone(*, event_id: int, at: datetime, tell: bool = True) -> Outcome:
    """Put the event off, and draft the notices; the entry comes back with the release of the new date.

    :raises MoveRefused: it is over already
    """
    return _stop(publishing.postpone, POSTPONED, "postponed", event_id=event_id, at=at, tell=tell, raised=0)


def audience(event_id: int) -> tuple[int, int]:
    """How many guests and speakers would be told."""
    programmes = _programmes(event_id)
    told = speakers.news(speakers.called_off(*programmes)) if programmes else []
    reachable = speakers.reachable([one.speaker_id for one in told])
    return Registration.objects.filter(event=event_id).active().count(), len(reachable)


def invited(event_id: int) -> InvitationQuerySet:
    """Who was asked to come, has not answered, and would be told too."""
    return Invitation.objects.filter(event=event_id).awaited()


@transaction.atomic
def _stop(
    move: Callable[..., Event],
    occasion: letters.Occasion,
    word: str,
    *,
    event_id: int,
    at: datetime,
    tell: bool,
    raised: int,
) -> Outcome:
    event = move(event_id=event_id)
    _drop_drafts(event_id)
    mailings.pause_all(event_id=event_id, at=at)
    if not tell:
        return Outcome(event, 0, 0)
    latest = Release.objects.latest_of(event_id)
    number = latest.number + raised if latest else 0
    batch = f"{word}:{event_id}:{at:%Y%m%d%H%M%S}"
    to_guests = [
        mail
        for known, ids in knowledge.of_guests(event_id)
        for mail in _letters_to_guests(event, known or latest, ids, occasion, number=number, key=batch, at=at)
    ]
    programmes = _programmes(event_id)
    to_speakers = (
        speakers.letters_to_speakers(
            speakers.called_off(*programmes), occasion=occasion, number=number, key=batch, at=at
        )
        if programmes
        else iter(())
    )
    return Outcome(
        event,
        batches.draft(to_guests, batch=batch, event_id=event_id, at=at),
        batches.draft(to_speakers, batch=batch, event_id=event_id, at=at),
        batches.draft(
            _letters_to_invited(event, latest, occasion, key=batch), batch=batch, event_id=event_id, at=at
        ),
    )


def _letters_to_guests(
    event: Event,
    known: Release | None,
    ids: list[int],
    occasion: letters.Occasion,
    *,
    number: int,
    key: str,
    at: datetime,
) -> Iterator[Keyed]:
    """The mails to the guests who know one release: it is its time and place that are off."""
    programme = snapshots.read(known.snapshot) if known else None

    def items(language: str) -> list[letters.Item]:
        return [_item(event, programme, occasion, language)]

    def entry(language: str) -> itip.Blank | None:
        if programme is None:
            return None
        return itip.cancel(
            announcements.event_entry(programme, number=number, at=at, language=language), at=at
        )

    return announcements.letters_to(
        Registration.objects.filter(pk__in=ids),
        about=letters.About.event(event),
        occasion=occasion,
        items=items,
        entry=entry,
        key=key,
        wording=partial(_own_words, event, occasion),
        values=partial(_time_and_place, event, programme),
    )


def _letters_to_invited(
    event: Event, latest: Release | None, occasion: letters.Occasion, *, key: str
) -> Iterator[Keyed]:
    """The mails to those who have not answered. No calendar entry was sent to them, and their link answers nothing now."""
    programme = snapshots.read(latest.snapshot) if latest else None
    drawn: dict[str, letters.Letter] = {}
    for one in invited(event.pk).order_by("pk"):
        if one.language not in drawn:
            with translation.override(one.language):
                drawn[one.language] = letters.write(
                    letters.About.event(event),
                    occasion,
                    [_item(event, programme, occasion, one.language)],
                    language=one.language,
                    with_calendar=False,
                    wording=_own_words(event, occasion, one.language),
                    values=_time_and_place(event, programme, one.language),
                )
        mail = drawn[one.language].to(email=one.email, name=one.name or one.organization, attachments=[])
        yield Keyed(f"{key}:invitation:{one.pk}", mail)


def _item(
    event: Event, programme: snapshots.Programme | None, occasion: letters.Occasion, language: str
) -> letters.Item:
    """The time and place that are off: those of the release, else those of the event."""
    if programme is None:
        when, where = notation.span(event.starts_at, event.ends_at, language=language), []
    else:
        when, where = programme.when(language), [(_("장소"), programme.where(language))]
    return letters.Item(occasion.subject, lines=[(_("일시"), when), *where], is_off=True)


def _own_words(event: Event, occasion: letters.Occasion, language: str) -> Wording | None:
    return mailwordings.own(event, MailKind.CALLED_OFF, language) if occasion is CANCELLED else None


def _time_and_place(
    event: Event, programme: snapshots.Programme | None, language: str
) -> dict[placeholders.Word, str]:
    """What placeholders stand for: the same time and place that are off."""
    if programme is None:
        values = mailwords.of_event(event, language)
        return {WHEN: values[WHEN], PLACE: values[PLACE]}
    return {WHEN: programme.when(language), PLACE: programme.where(language)}


def _programmes(event_id: int) -> list[snapshots.Programme]:
    """What the speakers were told, then what stands released: whoever is in either of them is told."""
    releases = [speakers.told_of(event_id), Release.objects.latest_of(event_id)]
    return [snapshots.read(one.snapshot) for one in dict.fromkeys(releases) if one is not None]


def _drop_drafts(event_id: int) -> None:
    """Whatever still waits was written before this, and would be wrong now."""
    Message.objects.filter(event=event_id, state=MessageState.DRAFT).delete()
