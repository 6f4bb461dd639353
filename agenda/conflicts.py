"""What cannot be in a timetable: found on the draft as it would be after a change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from events import notation
from events.models import Event


@dataclass(frozen=True)
class Slot:
    """A session's place in time, as the conflict rules see it."""

    session_id: int | None
    title: str
    starts_at: datetime
    ends_at: datetime
    room_id: int | None = None
    speakers: dict[int, str] = field(default_factory=dict)  # id -> name

    def overlaps(self, other: "Slot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def __str__(self) -> str:
        return f"{notation.hours(self.starts_at, self.ends_at, language='ko')} {self.title}"


def find(slot: Slot, others: Iterable[Slot], *, event: Event) -> list[str]:
    """Every reason why this session cannot stand there, as sentences; an empty list if it can."""
    found = []
    if slot.ends_at <= slot.starts_at:
        found.append(_("세션의 길이는 1분 이상이어야 합니다."))
    if event.starts_at is None or event.ends_at is None:
        found.append(_("행사의 일시를 먼저 정해 주세요."))
    elif slot.starts_at < event.starts_at or slot.ends_at > event.ends_at:
        found.append(
            _("행사 시간(%(span)s)을 벗어난 세션입니다: %(slot)s")
            % {"span": notation.span(event.starts_at, event.ends_at, language="ko"), "slot": slot}
        )
    for other in others:
        if other.session_id == slot.session_id and slot.session_id is not None:
            continue
        if not slot.overlaps(other):
            continue
        if slot.room_id is not None and slot.room_id == other.room_id:
            found.append(_("같은 회의실에서 시간이 겹칩니다: %(slot)s") % {"slot": other})
        for speaker_id in slot.speakers.keys() & other.speakers.keys():
            found.append(  # noqa: PERF401 - one sentence after the other reads better than a nested expression
                _("%(name)s 연사가 같은 시간에 다른 세션에 있습니다: %(slot)s")
                % {"name": slot.speakers[speaker_id], "slot": other}
            )
    return found
