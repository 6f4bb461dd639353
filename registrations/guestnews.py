"""What a release tells a guest: why the mail is written, and what happened to the event and to the sessions they chose."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from agenda import announcements, letters
from agenda.differences import Difference, SessionChange, What
from registrations.knowledge import Concern

MOVED = letters.Occasion(
    gettext_lazy("일정 변경"),
    gettext_lazy("행사 일정이 바뀌었습니다"),
    gettext_lazy("등록하신 행사의 일시 또는 장소가 바뀌어 알려 드립니다."),
)
FIXED = letters.Occasion(
    gettext_lazy("확정된 일정"),
    gettext_lazy("행사 일정이 확정되었습니다"),
    gettext_lazy("등록하신 행사의 일시와 장소가 확정되어 알려 드립니다."),
)
RESEATED = letters.Occasion(
    gettext_lazy("선택 세션 변경"),
    gettext_lazy("고르신 세션이 바뀌었습니다"),
    gettext_lazy("고르신 세션의 시각이나 장소가 바뀌었거나 세션이 취소되어 알려 드립니다."),
)
_CHANGED_FACTS: dict[What, Promise] = {
    What.WHEN: gettext_lazy("일시 변경"),
    What.WHERE: gettext_lazy("장소 변경"),
}


def occasion(concern: Concern) -> letters.Occasion:
    if not concern.tells_event:
        return RESEATED
    return MOVED if concern.difference.before else FIXED


def items(concern: Concern, language: str) -> list[letters.Item]:
    """What is told, that of the event first; the language is active."""
    of_event = _event_items(concern.difference, language) if concern.tells_event else []
    return [*of_event, *(_session_item(*changed, language) for changed in concern.sessions)]


def _event_items(difference: Difference, language: str) -> list[letters.Item]:
    programme = difference.after
    changed = [
        letters.Item(
            _CHANGED_FACTS[fact.what],
            lines=[
                (pgettext("notice", "이전"), fact.was[language]),
                (pgettext("notice", "변경"), fact.now[language]),
            ],
        )
        for fact in difference.facts
        if fact.what in _CHANGED_FACTS
    ]
    stands = [(_("일시"), programme.when(language)), (_("장소"), programme.where(language))]
    return [*changed, letters.Item(_("확정된 일정"), lines=stands)]


def _session_item(difference: Difference, change: SessionChange, language: str) -> letters.Item:
    """What happened to a session that the guest chose, and how it stands now."""
    row = change.row
    if change.after is None:
        stood = announcements.stands(difference.before or difference.after, row, language)
        return letters.Item(_("취소된 세션"), row.heading(language), stood, is_off=True)
    lines = announcements.stands(difference.after, row, language)
    if change.before is None:
        return letters.Item(_("다시 열리는 세션"), row.heading(language), lines)
    told = [(_("달라진 점"), line) for line in announcements.told(difference, change, language)]
    return letters.Item(_("바뀐 세션"), row.heading(language), [*told, *lines])
