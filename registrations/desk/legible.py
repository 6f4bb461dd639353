"""What the rows of an outbox hold, in words: the device that kept them cannot read them itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registrations.desk import lines, sealing, syncing
from registrations.models import Registration

MOST_ROWS = 500
_LONGEST = 200
_FIELDS = ("code", "instead_of", "name", "organization", "title", "phone", "category", "reason", "device_at")


def rows(*, event_id: int, payload: Any) -> list[dict[str, str]]:
    """Each row that was sent: its ``kind``, ``what`` that is in words, ``who`` it is about, and its fields as they are.

    A row that cannot be opened is empty but for its words. Two queries at most, however many rows.

    :raises SyncRefused: the request makes no sense
    """
    sealed = payload.get("sealed") if isinstance(payload, dict) else None
    if not isinstance(sealed, list) or len(sealed) > MOST_ROWS:
        raise syncing.SyncRefused(_("요청 형식이 올바르지 않습니다."))
    opened = [_plain(sealing.row(event_id, text)) for text in sealed]
    codes = {row["code"] for row in opened} | {row["instead_of"] for row in opened}
    guests = Registration.objects.filter(event=event_id, code__in=codes - {""})
    names = {guest.code: f"{guest.name} {guest.title}".strip() for guest in guests}
    return [{**row, "what": _what(row["kind"]), "who": _who(row, names)} for row in opened]


def _plain(row: Mapping[str, Any]) -> dict[str, str]:
    return {field: lines.sent(row, field, _LONGEST) for field in ("kind", *_FIELDS)}


def _who(row: Mapping[str, str], names: Mapping[str, str]) -> str:
    return f"{row['name']} {row['title']}".strip() or names.get(row["code"], "")


def _what(kind: str) -> str:
    words = {
        "in": pgettext("scan", "입장"),
        "out": pgettext("scan", "퇴장"),
        "undo": pgettext("scan", "되돌리기"),
        "walkin": _("현장등록"),
        "deputy": _("대리참석"),
        "print": _("명찰 인쇄"),
    }
    return words.get(kind) or _("알 수 없는 기록")
