"""Which speakers a release concerns, and their mails, as drafts.

A speaker is told when a session of theirs comes, goes or changes its time or place, and when they join it, leave it or
get another role in it. What is written otherwise (a title, a note, a biography) mails nobody.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agenda import calendar, itip, letters, published, wording
from agenda.differences import Difference, SessionChange, What, place_of
from agenda.models import Release, Speaker
from agenda.snapshots import Person, Programme, Row
from events import batches, notation
from events.batches import Keyed
from events.models import Message, MessageState
from events.models.message import MessageQuerySet

_TOLD = {What.ADDED, What.REMOVED, What.TIME}
RELEASES = "release:"
POSTPONED = "postponed:"
FIRST = letters.Occasion(
    _("출연 안내"),
    _("출연하실 세션을 알려 드립니다"),
    _("확정된 프로그램에서 맡으신 세션을 알려 드립니다."),
)
CHANGED = letters.Occasion(
    _("출연 일정 변경"),
    _("출연하실 세션이 바뀌었습니다"),
    _("새로 확정된 프로그램에 따라 바뀐 내용을 알려 드립니다."),
)


@dataclass(frozen=True)
class News:
    """What a release means for one speaker."""

    speaker_id: int
    changes: tuple[SessionChange, ...]


def batch_of(release: Release) -> str:
    """Under which name a release's mails wait together."""
    return f"{RELEASES}{release.pk}"


def release_of(batch: str) -> int | None:
    """The id of the release whose mails these are; None for other batches."""
    return int(batch.split(":")[1]) if batch.startswith(RELEASES) else None


def went_out(event_id: int, kind: str) -> MessageQuerySet:
    """What told a kind of reader (``guest``, ``speaker``) how the event stands, in the order it was written.

    That is a release, or that the event is put off; not what waits or was thrown away.
    """
    told = Q(batch__startswith=RELEASES) | Q(batch__startswith=POSTPONED)
    found = Message.objects.filter(told, event=event_id, key__contains=f":{kind}:")
    return found.exclude(state=MessageState.DRAFT).order_by("pk")


def told_of(event_id: int) -> Release | None:
    """The release that the speakers know, which is the last that was mailed; None after a postponement they heard of.

    So nobody is told of steps that were overtaken before anybody heard of them.
    """
    batch = went_out(event_id, "speaker").values_list("batch", flat=True).last()
    known = release_of(batch or "")
    return Release.objects.get(pk=known) if known is not None else None


def waiting(event_id: int, kind: str) -> MessageQuerySet:
    """The unsent mails of releases to a kind of reader."""
    return Message.objects.filter(
        event=event_id, state=MessageState.DRAFT, batch__startswith=RELEASES, key__contains=f":{kind}:"
    )


def waits(release: Release | None, kind: str) -> bool:
    """Whether a release's own mails to a kind of reader wait."""
    if release is None:
        return False
    names = waiting(release.event_id, kind).order_by().values_list("batch", flat=True).distinct()
    return any(release_of(name) == release.pk for name in names)


def number_before_waiting(event_id: int) -> int | None:
    """The number of the release before the oldest whose mails wait, 0 if that is the first; None if none waits."""
    ids = [release_of(batch) for batch in batches.waiting(event_id)]
    numbers = Release.objects.filter(pk__in=[pk for pk in ids if pk]).values_list("number", flat=True)
    return min(numbers) - 1 if numbers else None


def news(difference: Difference) -> list[News]:
    """Whom of the speakers the difference concerns, and in which of their sessions."""
    found: dict[int, list[SessionChange]] = {}
    for change in _all_sessions(difference):
        for speaker_id in _concerned(difference, change):
            found.setdefault(speaker_id, []).append(change)
    return [News(speaker_id, tuple(changes)) for speaker_id, changes in found.items()]


def letters_to_speakers(
    difference: Difference, *, occasion: letters.Occasion | None = None, number: int, key: str, at: datetime
) -> Iterator[Keyed]:
    """The mail of each speaker who is concerned and has an address; ``number`` is the SEQUENCE of its entries."""
    told = news(difference)
    speakers = reachable([one.speaker_id for one in told])
    entries = _Entries(difference, number=number, at=at)
    why = occasion or (FIRST if difference.before is None else CHANGED)
    for one in told:
        speaker = speakers.get(one.speaker_id)
        if speaker is None:
            continue
        language = language_of(speaker)
        name = _addressed(speaker, language)
        with translation.override(language):
            items = [_item(difference, change, one.speaker_id, language) for change in one.changes]
        letter = letters.write(
            letters.About.programme(difference.after), why, items, language=language, with_calendar=True
        )
        attachments = [
            entries.of(change, one.speaker_id, language).to(
                email=speaker.email, name=name, file_name=f"session-{change.session_id}.ics"
            )
            # What is to be in the calendar comes first: some programs act on the first entry alone.
            for change in sorted(one.changes, key=lambda change: not _stays(change, one.speaker_id))
        ]
        yield Keyed(
            f"{key}:speaker:{speaker.pk}", letter.to(email=speaker.email, name=name, attachments=attachments)
        )


def reachable(speaker_ids: Iterable[int]) -> dict[int, Speaker]:
    """Those of the speakers who have an address, by id."""
    return Speaker.objects.exclude(email="").in_bulk(list(speaker_ids))


def language_of(speaker: Speaker) -> str:
    """Korean, but English for a person whose name is not written in Hangul."""
    return "ko" if re.search("[가-힣]", speaker.name) else "en"


def called_off(*programmes: Programme) -> Difference:
    """The difference that calling an event off makes: every session is gone, for all who are in one of the programmes.

    Where they disagree, the first one tells how a session stood.
    """
    rows: dict[int, Row] = {}
    for row in (row for programme in programmes for row in programme.rows):
        known = rows.setdefault(row.session_id, row)
        ids = {person.speaker_id for person in known.speakers}
        others = [person for person in row.speakers if person.speaker_id not in ids]
        rows[row.session_id] = replace(known, speakers=[*known.speakers, *others])
    gone = tuple(SessionChange(pk, row, None, ()) for pk, row in rows.items())
    return Difference(programmes[0], programmes[-1], (), gone)


class _Entries:
    """The sessions' calendar entries, each made once for a language and a method."""

    def __init__(self, difference: Difference, *, number: int, at: datetime) -> None:
        self._difference, self._number, self._at = difference, number, at
        self._made: dict[tuple[int, bool, str], itip.Blank] = {}

    def of(self, change: SessionChange, speaker_id: int, language: str) -> itip.Blank:
        stays = _stays(change, speaker_id)
        key = (change.session_id, stays, language)
        if key not in self._made:
            self._made[key] = self._make(change, language, stays=stays)
        return self._made[key]

    def _make(self, change: SessionChange, language: str, *, stays: bool) -> itip.Blank:
        programme = self._difference.after if stays else self._difference.before or self._difference.after
        row = change.row if stays else change.before or change.row
        entry = calendar.session_entry(
            programme,
            row,
            number=self._number,
            released_at=self._at,
            url=published.event_url(programme.slug, language=language),
            language=language,
        )
        return (itip.request if stays else itip.cancel)(entry, at=self._at)


def _all_sessions(difference: Difference) -> Iterator[SessionChange]:
    """Those that changed, and those that stand unchanged while the event moves around them."""
    yield from difference.sessions
    if difference.before is None:
        return
    changed = {change.session_id for change in difference.sessions}
    before = {row.session_id: row for row in difference.before.rows}
    for row in difference.after.rows:
        if row.session_id not in changed and row.session_id in before:
            yield SessionChange(row.session_id, before[row.session_id], row, ())


def _concerned(difference: Difference, change: SessionChange) -> set[int]:
    before, after = _roles(change.people_before()), _roles(change.people_after())
    if change.whats & _TOLD or change.after is None or moves(difference, change):
        return before.keys() | after.keys()
    return {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}


def moves(difference: Difference, change: SessionChange) -> bool:
    """Whether a session that stays takes place elsewhere."""
    if difference.before is None or change.before is None or change.after is None:
        return False
    return place_of(difference.before, change.before, "ko") != place_of(difference.after, change.after, "ko")


def _roles(people: list[Person]) -> dict[int, set[str]]:
    roles: dict[int, set[str]] = {}
    for person in people:
        if person.speaker_id is not None:
            roles.setdefault(person.speaker_id, set()).add(person.role)
    return roles


def _stays(change: SessionChange, speaker_id: int) -> bool:
    """Whether the speaker is in the session from now on."""
    return speaker_id in _roles(change.people_after())


def _addressed(speaker: Speaker, language: str) -> str:
    title = (speaker.title_en or speaker.title) if language == "en" else speaker.title
    name = (speaker.name_en or speaker.name) if language == "en" else speaker.name
    return notation.titled(name, title, language=language)


def _item(difference: Difference, change: SessionChange, speaker_id: int, language: str) -> letters.Item:
    """What happened to one of the speaker's sessions, and how it stands now."""
    before, after = _roles(change.people_before()), _roles(change.people_after())
    if speaker_id not in after:
        row, programme = change.before or change.row, difference.before or difference.after
        status = _("취소된 세션") if change.after is None else _("더 이상 맡지 않으시는 세션")
        return letters.Item(status, row.heading(language), stands(programme, row, language), is_off=True)
    row = change.row
    status = _("바뀐 세션") if speaker_id in before else _("맡으신 세션")
    lines = stands(difference.after, row, language)
    if speaker_id in before:
        lines = [*((_("달라진 점"), line) for line in told(difference, change, language)), *lines]
    return letters.Item(status, row.heading(language), lines)


def told(difference: Difference, change: SessionChange, language: str) -> Iterator[str]:
    """What differs in a session, and the building where only that has changed."""
    if change.facts:
        yield wording.sentence(change, language)
    if What.ROOM not in change.whats and difference.before and change.before and moves(difference, change):
        was = place_of(difference.before, change.before, language)
        yield f"{was} → {place_of(difference.after, change.row, language)}"


def stands(programme: Programme, row: Row, language: str) -> list[tuple[str | Promise, str]]:
    """When and where a session takes place, as lines of a mail."""
    return [
        (_("일시"), notation.span(row.starts_at, row.ends_at, language=language)),
        (_("장소"), place_of(programme, row, language)),
    ]
