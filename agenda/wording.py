"""Differences in words, as an organizer would tell them: 「발제2 14:25 → 14:35, 발표자 변경: 이은호 → 정임두」."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from agenda.differences import Difference, Fact, SessionChange, What, identity
from agenda.models import SessionKind, SpeakerRole
from agenda.snapshots import Person, Row, Words
from events import notation

_LABELS = {
    What.NAME: Words("행사명", "Event name"),
    What.THEME: Words("주제", "Theme"),
    What.PURPOSE: Words("행사 소개", "About the event"),
    What.WHEN: Words("일시", "Date and time"),
    What.WHERE: Words("장소", "Venue"),
    What.ADDRESS: Words("주소", "Address"),
    What.HOSTS: Words("주최", "Hosts"),
    What.SERIES: Words("시리즈", "Series"),
    What.PARTICIPANTS: Words("참석자", "Participants"),
    What.ADDED: Words("추가", "Added"),
    What.REMOVED: Words("삭제", "Removed"),
    What.ROOM: Words("장소", "place"),
    What.KIND: Words("구분", "kind"),
    What.TITLE: Words("내용", "title"),
    What.REMARK: Words("비고", "note"),
    What.STAGE: Words("무대 준비", "stage needs"),
    What.ORDER: Words("연사 순서 변경", "order of speakers changed"),
    What.BIOGRAPHY: Words("약력 수정", "biography edited"),
}
_BY_ROLE = {
    SpeakerRole.SPEAKER: Words("발표자", "speaker"),
    SpeakerRole.MODERATOR: Words("좌장", "moderator"),
    SpeakerRole.HOST: Words("사회자", "host"),
    SpeakerRole.PANELIST: Words("토론자", "panellist"),
    SpeakerRole.CONGRATULATOR: Words("축사자", "congratulatory speaker"),
    SpeakerRole.GREETER: Words("인사말 하는 이", "greeting speaker"),
}
_ANY_ROLE = Words("출연자", "participant")
_CHANGED, _JOINED, _LEFT = Words("변경", "changed"), Words("추가", "added"), Words("제외", "removed")
_ROLE, _EDITED = Words("역할", "role"), Words("수정", "edited")
_OTHER_LANGUAGE = Words("영문 표기 수정", "(Korean text edited)")
_NOTHING = Words("없음", "none")
_FORMERLY = Words("{}(전 {})", "{} (formerly {})")
_TALK = Words("발제{}", "Talk {}")


def sentences(difference: Difference, language: str, *, with_stage: bool = False) -> list[str]:
    """All that differs, one line for a fact of the event or a session; what the stage needs only when asked for."""
    lines = [_event_line(fact, language) for fact in difference.facts]
    lines.extend(sentence(change, language, with_stage=with_stage) for change in difference.sessions)
    return [line for line in lines if line]


def sentence(change: SessionChange, language: str, *, with_stage: bool = False) -> str:
    """What happened to one session; "" if it is nothing that may be told."""
    if change.before is None or change.after is None:
        what = What.REMOVED if change.after is None else What.ADDED
        hours = notation.hours(change.row.starts_at, change.row.ends_at, language=language)
        return f"{_LABELS[what][language]}: {hours} {change.row.heading(language)}"
    parts = list(_parts(change.before, change.after, change.facts, language, with_stage=with_stage))
    if not parts:
        return ""
    # A time follows the name directly, as one says it; anything else names itself.
    return f"{name(change, language)} {', '.join(parts)}"


def name(change: SessionChange, language: str) -> str:
    """A session as organizers call it: a talk by its number, anything else by its title."""
    now, was = _short_name(change.row, language), _short_name(change.before or change.row, language)
    is_renumbered = (
        change.row.number and change.before and change.before.number not in {None, change.row.number}
    )
    return _FORMERLY[language].format(now, was) if is_renumbered else now


def time_change(old: Row, new: Row, language: str) -> str:
    """``14:25 → 14:35``, with the ends where the length changes, with the days where the day does."""
    if old.minutes == new.minutes:
        was, now = notation.clock(old.starts_at), notation.clock(new.starts_at)
    else:
        was, now = old.time(language), new.time(language)
    if _day(old.starts_at) != _day(new.starts_at):
        was = f"{notation.day(old.starts_at, language=language)} {was}"
        now = f"{notation.day(new.starts_at, language=language)} {now}"
    return f"{was} → {now}"


def _event_line(fact: Fact, language: str) -> str:
    label = _LABELS[fact.what][language]
    if fact.was == fact.now:
        return f"{label} {_EDITED[language]}"
    return _was_now(fact, language, label)


def _was_now(fact: Fact, language: str, label: str) -> str:
    was, now = fact.was[language], fact.now[language]
    if was == now:
        return f"{label} {_OTHER_LANGUAGE[language]}"
    return f"{label}: {was or _NOTHING[language]} → {now or _NOTHING[language]}"


def _parts(old: Row, new: Row, facts: Iterable[Fact], language: str, *, with_stage: bool) -> Iterable[str]:
    for fact in facts:
        label = _LABELS[fact.what][language] if fact.what in _LABELS else ""
        if fact.what == What.STAGE and not with_stage:
            continue
        if fact.what == What.TIME:
            yield time_change(old, new, language)
        elif fact.what == What.KIND:
            yield f"{label}: {_kind(old.kind, language)} → {_kind(new.kind, language)}"
        elif fact.what == What.SPEAKERS:
            yield from _speaker_parts(old.speakers, new.speakers, language)
        elif fact.what == What.PARTICULARS:
            yield from _particulars(old.speakers, new.speakers, language)
        elif fact.what in {What.BIOGRAPHY, What.ORDER}:
            yield label
        else:
            yield _was_now(fact, language, label)


def _speaker_parts(before: list[Person], after: list[Person], language: str) -> Iterable[str]:
    old = {identity(person): person for person in before}
    new = {identity(person): person for person in after}
    left = [person for who, person in old.items() if who not in new]
    joined = [person for who, person in new.items() if who not in old]
    if left or joined:
        roles = {person.role for person in [*left, *joined]}
        label = (
            _BY_ROLE.get(SpeakerRole(roles.pop() or "speaker"), _ANY_ROLE) if len(roles) == 1 else _ANY_ROLE
        )[language]
        step = _CHANGED if left and joined else _JOINED if joined else _LEFT
        names = " → ".join(", ".join(one.name[language] for one in some) for some in (left, joined) if some)
        yield f"{label} {step[language]}: {names}"
    for who in old.keys() & new.keys():
        was, now = _roles(who, before, language), _roles(who, after, language)
        if was != now:
            yield f"{new[who].name[language]} {_ROLE[language]}: {was} → {now}"


def _roles(who: object, people: list[Person], language: str) -> str:
    with translation.override(language):
        return "·".join(
            str(SpeakerRole(one.role).label) for one in people if identity(one) == who and one.role
        )


def _particulars(before: list[Person], after: list[Person], language: str) -> Iterable[str]:
    old = {identity(person): person for person in before}
    for person in {identity(one): one for one in after}.values():
        known = old.get(identity(person))
        if known is None or (known.name, known.title, known.organization) == (
            person.name,
            person.title,
            person.organization,
        ):
            continue
        was, now = known.line(language), person.line(language)
        yield f"{was} → {now}" if was != now else f"{now} {_OTHER_LANGUAGE[language]}"


def _short_name(row: Row, language: str) -> str:
    return _TALK[language].format(row.number) if row.number else row.title[language]


def _kind(kind: str, language: str) -> str:
    with translation.override(language):
        return str(SessionKind(kind).label)


def _day(value: datetime) -> object:
    return value.astimezone(notation.SEOUL).date()
