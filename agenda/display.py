"""The screen in the hall: what runs now and what comes next, as data for ``static/js/display.js``."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agenda.interchange.timetable import room_of
from agenda.pagetable import table
from agenda.published import Published
from agenda.snapshots import Programme, Row
from events import notation


class NoSuchRoom(Exception):
    """No session of the release takes place in a room of that name."""


def page(current: Published, language: str, *, room: str = "") -> str:
    """The page, for all rooms or for one, named by its id or by its name as in addresses (``8층-대회의실``).

    :raises NoSuchRoom: the release has no session there
    """
    programme = current.programme
    rows = [row for row in programme.rows if not room or _is_in(row, programme, room)]
    if not rows:
        raise NoSuchRoom(room)
    context = {
        "language": language,
        "slug": programme.slug,
        "title": programme.name[language],
        "where": programme.where(language),
        "is_demonstration": programme.is_demonstration,
        "table": table(programme, language),
        "state": current.state if current.is_off else "",
        "data": _data(current, rows, language),
    }
    return render_to_string("agenda/display.html", context)


def _data(current: Published, rows: list[Row], language: str) -> dict[str, Any]:
    programme = current.programme
    rooms: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: row.starts_at):
        rooms.setdefault(room_of(row, programme, language), []).append(_session(row, language))
    return {
        "number": current.number,
        "rooms": [{"name": name, "sessions": rooms[name]} for name in sorted(rooms)],
        "labels": {
            "now": _("지금"),
            "next": _("다음"),
            "soon": _("곧 시작합니다"),
            "over": _("오늘 순서를 모두 마쳤습니다"),
            "minutes_left": _("{}분 남음"),
            "minutes_until": _("{}분 뒤 시작"),
        },
    }


def _session(row: Row, language: str) -> dict[str, Any]:
    return {
        "id": row.session_id,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "day": notation.day(row.starts_at, language=language),
        "hours": notation.hours(row.starts_at, row.ends_at, language=language),
        "heading": row.heading(language),
        "note": row.note(language),
    }


def _is_in(row: Row, programme: Programme, room: str) -> bool:
    names = {slugify(room_of(row, programme, language), allow_unicode=True) for language in ("ko", "en")}
    return room in names or (row.room_id is not None and room == str(row.room_id))
